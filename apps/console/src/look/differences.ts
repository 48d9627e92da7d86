import type { Obstacle } from '../api/outcome.js';

/** One field of a record, as people read it. */
export interface Field {
  readonly label: string;
  /** Empty where nothing is said. */
  readonly value: string;
}

/** One field as this screen would save it, and as somebody else has saved it meanwhile. */
export interface Difference {
  readonly label: string;
  readonly mine: string;
  readonly theirs: string;
}

const nothing = '–';

/** What is not the same in two versions of a record; a field that only one of them has counts as empty in the other. */
export function differencesOf(mine: readonly Field[], theirs: readonly Field[]): readonly Difference[] {
  const valueIn = (fields: readonly Field[], wanted: string): string =>
    fields.find(({ label }) => label === wanted)?.value || nothing;
  return [...new Set([...mine, ...theirs].map(({ label }) => label))]
    .map((label) => ({ label, mine: valueIn(mine, label), theirs: valueIn(theirs, label) }))
    .filter((difference) => difference.mine !== difference.theirs);
}

/** The record as it stands, where a save was refused because it is not the one that was read. */
export const presentRecord = <T>(obstacle: Obstacle | null): T | undefined =>
  obstacle?.code === 'version_mismatch' || obstacle?.code === 'if_match_required'
    ? (obstacle.problem?.current as T | undefined)
    : undefined;
