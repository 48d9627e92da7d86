import { useState, type ReactNode } from 'react';
import type { Obstacle, Outcome } from '../api/outcome.js';
import { Conflict } from './conflict.js';
import { DialogButtons } from './dialog-buttons.js';
import { Dialog } from './dialog.js';
import { differencesOf, presentRecord, type Field } from './differences.js';
import { Refusal } from './refusal.js';

interface Versioned {
  readonly version: number | null;
}

/** What the form would change, so that a change somebody else made meanwhile can be set beside it. */
export interface Versions<T extends Versioned> {
  /** The record that the form was filled from; null for a new one. */
  readonly read: T | null;
  /** What the form says now. */
  readonly mine: readonly Field[];
  readonly fieldsOf: (record: T) => readonly Field[];
}

/**
 * A question with fields. `save` is given the version it may replace: the one that was read when the form opened, or
 * the one that was shown since. A change that somebody else saved first is never overwritten unseen.
 */
export function FormDialog<T extends Versioned>({
  title,
  submit,
  wide = false,
  save,
  versions,
  disabled = false,
  onDone,
  children,
}: {
  title: string;
  submit: string;
  wide?: boolean;
  save: (version: number | null) => Promise<Outcome<unknown>>;
  versions?: Versions<T>;
  disabled?: boolean;
  onDone: () => void;
  children: ReactNode;
}): ReactNode {
  const [read] = useState(versions?.read ?? null);
  const [busy, setBusy] = useState(false);
  const [obstacle, setObstacle] = useState<Obstacle | null>(null);
  const fieldsOf = versions?.fieldsOf ?? (() => []);
  const press = async (version: number | null): Promise<void> => {
    setBusy(true);
    const answer = await save(version);
    setBusy(false);
    if (answer.ok) return onDone();
    const current = presentRecord<T>(answer.obstacle);
    // Something that this form does not show has changed: nothing of theirs would be overwritten.
    if (current && read && differencesOf(fieldsOf(read), fieldsOf(current)).length === 0) {
      return press(current.version);
    }
    setObstacle(answer.obstacle);
  };
  const theirs = versions && presentRecord<T>(obstacle);
  return (
    <Dialog title={title} wide={wide} onDismiss={onDone}>
      <form
        className="dialog-form"
        onSubmit={(event) => {
          event.preventDefault();
          void press(read?.version ?? null);
        }}
      >
        {children}
        {theirs ? (
          <Conflict
            differences={differencesOf(versions.mine, fieldsOf(theirs))}
            onMine={() => void press(theirs.version)}
            onTheirs={onDone}
          />
        ) : (
          <Refusal obstacle={obstacle} />
        )}
        <DialogButtons
          submit={submit}
          disabled={busy || disabled || theirs !== undefined}
          onCancel={onDone}
        />
      </form>
    </Dialog>
  );
}
