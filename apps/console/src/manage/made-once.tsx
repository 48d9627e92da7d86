import type { ReactNode } from 'react';
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
  return (
    <Dialog title={title} onDismiss={onDone}>
      <p>{explanation}</p>
      {parts.map(({ label, value }) => (
        <div key={label} className="field">
          <span>{label}</span>
          <code className="made-key">{value}</code>
        </div>
      ))}
    </Dialog>
  );
}
