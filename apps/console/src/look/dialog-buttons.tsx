import type { ReactNode } from 'react';
import { useLanguage } from '../language/language.js';

/** The end of a form: leave it as it was, or do what it says. */
export function DialogButtons({
  submit,
  onCancel,
  disabled = false,
}: {
  submit: string;
  onCancel: () => void;
  disabled?: boolean;
}): ReactNode {
  const { text } = useLanguage();
  return (
    <div className="dialog-buttons">
      <button type="button" className="button" onClick={onCancel}>
        {text('close.cancel')}
      </button>
      <button type="submit" className="button primary" disabled={disabled}>
        {submit}
      </button>
    </div>
  );
}
