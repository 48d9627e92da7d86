import { useState, type ReactNode } from 'react';
import type { Obstacle, Outcome } from '../api/outcome.js';
import { Conflict } from './conflict.js';
import { differencesOf, presentRecord, type Field } from './differences.js';
import { Refusal } from './refusal.js';

export interface Versioned {
  readonly version: number | null;
}

/** What a form would change, so that a change somebody else made meanwhile can be set beside it. */
export interface Versions<T extends Versioned> {
  /** The record that the form was filled from; null for a new one. */
  readonly read: T | null;
  /** What the form says now. */
  readonly mine: readonly Field[];
  readonly fieldsOf: (record: T) => readonly Field[];
}

export interface Saving {
  /** While the server is asked, and while two versions wait for a choice. */
  readonly blocked: boolean;
  /** While the server is asked. */
  readonly busy: boolean;
  readonly submit: () => void;
  /** Why it was not saved: both versions, or the server's words. */
  readonly answer: ReactNode;
}

/**
 * Saves what a form says. `save` is given the version it may replace: the one that was read when the form opened, or
 * the one that was shown since. A change that somebody else saved first is never overwritten unseen.
 */
export function useSaving<T extends Versioned>({
  save,
  versions,
  onSaved,
  onTheirs,
  refusal = (obstacle) => <Refusal obstacle={obstacle} />,
}: {
  save: (version: number | null) => Promise<Outcome<unknown>>;
  versions: Versions<T> | undefined;
  onSaved: () => void;
  /** What is saved shall stand. */
  onTheirs: (theirs: T) => void;
  refusal?: ((obstacle: Obstacle | null) => ReactNode) | undefined;
}): Saving {
  const [busy, setBusy] = useState(false);
  const [obstacle, setObstacle] = useState<Obstacle | null>(null);
  const press = async (version: number | null): Promise<void> => {
    setBusy(true);
    setObstacle(null);
    const answer = await save(version);
    setBusy(false);
    if (answer.ok) return onSaved();
    const current = presentRecord<T>(answer.obstacle);
    const read = versions?.read;
    // Something that this form does not show has changed: nothing of theirs would be overwritten.
    if (current && read && differencesOf(versions.fieldsOf(read), versions.fieldsOf(current)).length === 0) {
      return press(current.version);
    }
    setObstacle(answer.obstacle);
  };
  const theirs = versions && presentRecord<T>(obstacle);
  return {
    blocked: busy || theirs !== undefined,
    busy,
    submit: () => void press(versions?.read?.version ?? null),
    answer: theirs ? (
      <Conflict
        differences={differencesOf(versions.mine, versions.fieldsOf(theirs))}
        onMine={() => void press(theirs.version)}
        onTheirs={() => {
          setObstacle(null);
          onTheirs(theirs);
        }}
      />
    ) : (
      refusal(obstacle)
    ),
  };
}
