import { useState, type ReactNode } from 'react';
import { dispositions, type Disposition } from '#lib/contract';
import type { Obstacle } from '../api/outcome.js';
import { useDesk } from '../board/desk.js';
import { useLanguage } from '../language/language.js';
import type { Board, LiveIncident } from '../live/board.js';
import { Dialog } from '../look/dialog.js';
import { Refusal } from '../look/refusal.js';

/** Closes an incident with how it ended. */
export function CloseDialog({
  incident,
  board,
  onDone,
}: {
  incident: LiveIncident;
  board: Board;
  onDone: () => void;
}): ReactNode {
  const desk = useDesk();
  const { text } = useLanguage();
  const [disposition, setDisposition] = useState<Disposition | ''>('');
  const [note, setNote] = useState('');
  const [duplicateOf, setDuplicateOf] = useState('');
  const [busy, setBusy] = useState(false);
  const [obstacle, setObstacle] = useState<Obstacle | null>(null);
  const others = [...board.incidents.values()].filter(({ id }) => id !== incident.id);
  const close = async (): Promise<void> => {
    if (disposition === '') return;
    setBusy(true);
    const answer = await desk.api.closeIncident(incident.id, {
      disposition,
      note: note.trim() || null,
      duplicateOf: disposition === 'duplicate' ? duplicateOf : null,
    });
    setBusy(false);
    if (answer.ok) onDone();
    else setObstacle(answer.obstacle);
  };
  return (
    <Dialog title={text('close.title', { number: incident.number })} onDismiss={onDone}>
      <form
        className="dialog-form"
        onSubmit={(event) => {
          event.preventDefault();
          void close();
        }}
      >
        <label className="field">
          <span>{text('close.disposition')}</span>
          <select
            value={disposition}
            required
            autoFocus
            onChange={({ target }) => setDisposition(target.value as Disposition)}
          >
            <option value="" disabled>
              {text('close.choose')}
            </option>
            {dispositions.map((choice) => (
              <option key={choice} value={choice}>
                {text(`disposition.${choice}`)}
              </option>
            ))}
          </select>
        </label>
        {disposition === 'duplicate' && (
          <label className="field">
            <span>{text('close.duplicateOf')}</span>
            <select value={duplicateOf} required onChange={({ target }) => setDuplicateOf(target.value)}>
              <option value="" disabled>
                {text('close.duplicateOf')}
              </option>
              {others.map(({ id, number, type, complaint }) => (
                <option key={id} value={id}>
                  {`${number} · ${complaint ?? text(`type.${type}`)}`}
                </option>
              ))}
            </select>
          </label>
        )}
        <label className="field">
          <span>{text('close.note')}</span>
          <textarea
            rows={3}
            value={note}
            maxLength={4_000}
            onChange={({ target }) => setNote(target.value)}
          />
        </label>
        <Refusal obstacle={obstacle} />
        <div className="dialog-buttons">
          <button type="button" className="button" onClick={onDone}>
            {text('close.cancel')}
          </button>
          <button type="submit" className="button primary" disabled={busy}>
            {text('close.submit')}
          </button>
        </div>
      </form>
    </Dialog>
  );
}
