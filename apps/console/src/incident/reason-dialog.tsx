import { useState, type ReactNode } from 'react';
import { useLanguage } from '../language/language.js';
import { Dialog } from '../look/dialog.js';
import { DialogButtons } from '../look/dialog-buttons.js';

/** Asks for one of some reasons before something is done. */
export function ReasonDialog({
  title,
  explanation,
  reasons,
  submit,
  onChosen,
  onDismiss,
}: {
  title: string;
  explanation?: string;
  reasons: readonly { readonly code: string; readonly label: string }[];
  submit: string;
  onChosen: (reason: string) => void;
  onDismiss: () => void;
}): ReactNode {
  const { text } = useLanguage();
  const [reason, setReason] = useState(reasons[0]?.code ?? '');
  return (
    <Dialog title={title} onDismiss={onDismiss}>
      <form
        className="dialog-form"
        onSubmit={(event) => {
          event.preventDefault();
          onChosen(reason);
        }}
      >
        {explanation !== undefined && <p>{explanation}</p>}
        <label className="field">
          <span>{text('assignments.reason')}</span>
          <select value={reason} onChange={({ target }) => setReason(target.value)} autoFocus>
            {reasons.map(({ code, label }) => (
              <option key={code} value={code}>
                {label}
              </option>
            ))}
          </select>
        </label>
        <DialogButtons submit={submit} onCancel={onDismiss} />
      </form>
    </Dialog>
  );
}
