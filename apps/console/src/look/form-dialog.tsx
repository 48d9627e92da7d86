import { useState, type ReactNode } from 'react';
import type { Obstacle } from '../api/outcome.js';
import { useLanguage } from '../language/language.js';
import { Dialog } from './dialog.js';
import { Refusal } from './refusal.js';

/** A question with fields. `save` answers what stood in the way; null closes it. */
export function FormDialog({
  title,
  submit,
  wide = false,
  ready = true,
  save,
  onDone,
  children,
}: {
  title: string;
  submit: string;
  wide?: boolean;
  /** Whether what is filled in may be sent. */
  ready?: boolean;
  save: () => Promise<Obstacle | null>;
  onDone: () => void;
  children: ReactNode;
}): ReactNode {
  const { text } = useLanguage();
  const [busy, setBusy] = useState(false);
  const [obstacle, setObstacle] = useState<Obstacle | null>(null);
  const press = async (): Promise<void> => {
    setBusy(true);
    const found = await save();
    setBusy(false);
    setObstacle(found);
    if (!found) onDone();
  };
  return (
    <Dialog title={title} wide={wide} onDismiss={onDone}>
      <form
        className="dialog-form"
        onSubmit={(event) => {
          event.preventDefault();
          void press();
        }}
      >
        {children}
        <Refusal obstacle={obstacle} />
        <div className="dialog-buttons">
          <button type="button" className="button" onClick={onDone}>
            {text('close.cancel')}
          </button>
          <button type="submit" className="button primary" disabled={busy || !ready}>
            {submit}
          </button>
        </div>
      </form>
    </Dialog>
  );
}
