import type { Surroundings } from './engine/index.js';

const hourMilliseconds = 3_600_000;
const dayMilliseconds = 24 * hourMilliseconds;

/** Which incidents are looked at for a report, and what is counted around it. */
export const search = {
  /** The nearest open ones; more than stand anywhere near even in a flood. */
  open: 40,
  /** The nearest ones closed lately. */
  closed: 20,
  /** The last ones about which this number called. */
  sameNumber: 10,
  /** How far the count of the surroundings reaches: some blocks. */
  surroundingsMetres: 400,
  /** How far it goes back, days. */
  surroundingsDays: 28,
  /** How long ago it ends: what is happening now, and may be one event under many numbers, is no background. */
  surroundingsEndHours: 2,
  /** The pace counts as usual until about this many incidents speak otherwise. */
  paceCertainty: 5,
  /** Most by which the pace counts: a storm of calls about one event must not hide it. */
  paceMost: 3,
} as const;

/** From when to when the surroundings of a report at this moment are counted. */
export const surroundingsWindow = (at: Date): { from: Date; to: Date } => ({
  from: new Date(at.getTime() - search.surroundingsDays * dayMilliseconds),
  to: new Date(at.getTime() - search.surroundingsEndHours * hourMilliseconds),
});

/** Incidents of the center, counted before a report. */
export interface Counted {
  /** Within the reach and the window of the surroundings. */
  around: number;
  /** Of the whole center within the window. */
  usual: number;
  /** Of the whole center between the end of the window and the report. */
  lately: number;
  /** When the center opened its first incident: before it nothing could be counted. */
  firstAt: Date | null;
}

/** What the counts before a report at this moment say. */
export function surroundingsFrom({ around, usual, lately, firstAt }: Counted, at: Date): Surroundings {
  const { from, to } = surroundingsWindow(at);
  const countedFrom = Math.max(from.getTime(), firstAt?.getTime() ?? Infinity);
  const days = Math.max(0, (to.getTime() - countedFrom) / dayMilliseconds);
  return {
    incidents: around,
    radiusMetres: search.surroundingsMetres,
    days,
    pace: paceFrom(usual, lately, days),
  };
}

/** The pace of the last hours against the usual one; as usual where too little was counted to say. */
function paceFrom(usual: number, lately: number, days: number): number {
  if (days === 0) return 1;
  const expected = (usual / days / 24) * search.surroundingsEndHours;
  const pace = (lately + search.paceCertainty) / (expected + search.paceCertainty);
  return Math.min(search.paceMost, Math.max(1 / search.paceMost, pace));
}
