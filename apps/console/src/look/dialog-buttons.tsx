import type { ReactNode } from 'react';
import { useLanguage } from '../language/language.js';

/** The end of a form: leave it as it was, or do what it says. */
export function DialogButtons({
  submit,
  onCancel,
  disabled = false,
  cancel,
}: {
  submit: string;
  onCancel: () => void;
  disabled?: boolean;
  /** The words for leaving, where nothing is given up by it. */
  cancel?: string | undefined;
}): ReactNode {
  const { text } = useLanguage();
  return (
    <div className="dialog-buttons">
      <button type="button" className="button" onClick={onCancel}>
        {cancel ?? text('close.cancel')}
      </button>
      <button type="submit" className="button primary" disabled={disabled}>
        {submit}
      </button>
    </div>
  );
}
