import { useState, type ReactNode } from 'react';
import { useDesk } from '../board/desk.js';
import { useLanguage } from '../language/language.js';
import type { LiveIncident } from '../live/board.js';
import { TextField } from '../look/fields.js';
import { FormDialog } from '../look/form-dialog.js';

/** Opens a closed incident again, with why. Who may, and how long, is the server's to say. */
export function ReopenDialog({
  incident,
  onDone,
}: {
  incident: LiveIncident;
  onDone: () => void;
}): ReactNode {
  const desk = useDesk();
  const { text } = useLanguage();
  const [reason, setReason] = useState('');
  return (
    <FormDialog
      title={text('reopen.title', { number: incident.number })}
      submit={text('reopen.submit')}
      save={() => desk.api.reopenIncident(incident.id, reason.trim())}
      onDone={onDone}
    >
      <TextField
        label={text('reopen.reason')}
        required
        autoFocus
        maxLength={2_000}
        value={reason}
        onChange={setReason}
      />
    </FormDialog>
  );
}
