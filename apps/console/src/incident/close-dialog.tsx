import { useState, type ReactNode } from 'react';
import { dispositions, type Disposition } from '#lib/contract';
import { useDesk } from '../board/desk.js';
import { useLanguage } from '../language/language.js';
import type { Board, LiveIncident } from '../live/board.js';
import { FormDialog } from '../look/form-dialog.js';

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
  const others = [...board.incidents.values()].filter(({ id }) => id !== incident.id);
  return (
    <FormDialog
      title={text('close.title', { number: incident.number })}
      submit={text('close.submit')}
      save={() =>
        desk.api.closeIncident(incident.id, {
          // The browser does not submit a form without it.
          disposition: disposition as Disposition,
          note: note.trim() || null,
          duplicateOf: disposition === 'duplicate' ? duplicateOf : null,
        })
      }
      onDone={onDone}
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
        <textarea rows={3} value={note} maxLength={4_000} onChange={({ target }) => setNote(target.value)} />
      </label>
    </FormDialog>
  );
}
