import { useState, type ReactNode } from 'react';
import type { Obstacle, Outcome } from '../api/outcome.js';
import { DialogButtons } from './dialog-buttons.js';
import { Dialog } from './dialog.js';
import { useSaving, type Versioned, type Versions } from './use-saving.js';

/** A question with fields. ⏎ saves, Ctrl+⏎ also from a field of several lines. Who saves a record that somebody else changed meanwhile is shown both. */
export function FormDialog<T extends Versioned>({
  title,
  submit,
  wide = false,
  save,
  versions,
  disabled = false,
  progress,
  refusal,
  onDone,
  children,
}: {
  title: string;
  submit: string;
  wide?: boolean;
  save: (version: number | null) => Promise<Outcome<unknown>>;
  versions?: Versions<T>;
  disabled?: boolean;
  /** Shown while the server is asked, where that takes long; the question cannot be left until it has answered. */
  progress?: ReactNode;
  /** How it is said why something was not done, where the usual way is not enough. */
  refusal?: (obstacle: Obstacle | null) => ReactNode;
  onDone: () => void;
  children: ReactNode;
}): ReactNode {
  const [read] = useState(versions?.read ?? null);
  const saving = useSaving<T>({
    save,
    versions: versions && { ...versions, read },
    onSaved: onDone,
    onTheirs: onDone,
    refusal,
  });
  const held = saving.busy && progress !== undefined;
  const leave = (): void => {
    if (!held) onDone();
  };
  return (
    <Dialog title={title} wide={wide} onDismiss={leave}>
      <form
        className="dialog-form"
        onSubmit={(event) => {
          event.preventDefault();
          saving.submit();
        }}
        onKeyDown={(event) => {
          if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey) || event.repeat) return;
          event.preventDefault();
          event.currentTarget.querySelector<HTMLElement>('[type=submit]')?.click();
        }}
      >
        {children}
        {saving.answer}
        {held && progress}
        <DialogButtons submit={submit} disabled={saving.blocked || disabled} onCancel={leave} />
      </form>
    </Dialog>
  );
}
