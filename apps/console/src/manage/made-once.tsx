import type { ReactNode } from 'react';
import { useLanguage } from '../language/language.js';
import { Dialog } from '../look/dialog.js';

/** Something that is shown now and never again: each part to be copied with one click. */
export function MadeOnce({
  title,
  explanation,
  parts,
  onDone,
}: {
  title: string;
  explanation: string;
  parts: readonly { readonly label: string; readonly value: string }[];
  onDone: () => void;
}): ReactNode {
  const { text } = useLanguage();
  return (
    <Dialog title={title} onDismiss={onDone}>
      <div className="dialog-form">
        <p>{explanation}</p>
        {parts.map(({ label, value }) => (
          <div key={label} className="field">
            <span>{label}</span>
            <code className="made-key">{value}</code>
          </div>
        ))}
        <div className="dialog-buttons">
          <button type="button" className="button primary" onClick={onDone}>
            {text('keys.copied')}
          </button>
        </div>
      </div>
    </Dialog>
  );
}
