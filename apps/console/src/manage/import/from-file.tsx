import { useState, type ReactNode } from 'react';
import { useLanguage } from '../../language/language.js';

/** Opens the dialog that makes many records from a file. */
export function FromFile({
  dialog,
  onDone,
}: {
  dialog: (done: () => void) => ReactNode;
  onDone: () => void;
}): ReactNode {
  const { text } = useLanguage();
  const [open, setOpen] = useState(false);
  return (
    <>
      <button type="button" className="button" onClick={() => setOpen(true)}>
        {text('records.fromFile')}
      </button>
      {open &&
        dialog(() => {
          setOpen(false);
          onDone();
        })}
    </>
  );
}
