import { useState, type ReactNode } from 'react';
import type { Obstacle } from '../api/outcome.js';
import { useDesk } from '../board/desk.js';
import { useLanguage } from '../language/language.js';
import type { LiveIncident } from '../live/board.js';
import { Dialog } from '../look/dialog.js';
import { Refusal } from '../look/refusal.js';

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
  const [obstacle, setObstacle] = useState<Obstacle | null>(null);
  const reopen = async (): Promise<void> => {
    const answer = await desk.api.reopenIncident(incident.id, reason.trim());
    if (answer.ok) onDone();
    else setObstacle(answer.obstacle);
  };
  return (
    <Dialog title={text('reopen.title', { number: incident.number })} onDismiss={onDone}>
      <form
        className="dialog-form"
        onSubmit={(event) => {
          event.preventDefault();
          void reopen();
        }}
      >
        <label className="field">
          <span>{text('reopen.reason')}</span>
          <textarea
            rows={2}
            required
            autoFocus
            maxLength={2_000}
            value={reason}
            onChange={({ target }) => setReason(target.value)}
          />
        </label>
        <Refusal obstacle={obstacle} />
        <div className="dialog-buttons">
          <button type="button" className="button" onClick={onDone}>
            {text('close.cancel')}
          </button>
          <button type="submit" className="button primary">
            {text('reopen.submit')}
          </button>
        </div>
      </form>
    </Dialog>
  );
}
