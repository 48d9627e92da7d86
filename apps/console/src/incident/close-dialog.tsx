import { useState, type ReactNode } from 'react';
import { dispositions, isLiveAssignmentState, type Disposition } from '#lib/contract';
import { useDesk } from '../board/desk.js';
import { useLanguage } from '../language/language.js';
import type { Board, LiveIncident } from '../live/board.js';
import { FormDialog } from '../look/form-dialog.js';
import { WarningMark } from '../look/marks.js';

/** Closes an incident with how it ended. */
export function CloseDialog({
  incident,
  board,
  transported,
  onDone,
}: {
  incident: LiveIncident;
  board: Board;
  /** Whether a team reported that it took a patient along: then this is how it ended, until somebody says otherwise. */
  transported: boolean;
  onDone: () => void;
}): ReactNode {
  const desk = useDesk();
  const { text } = useLanguage();
  const [disposition, setDisposition] = useState<Disposition | ''>(transported ? 'transported' : '');
  const [note, setNote] = useState('');
  const [duplicateOf, setDuplicateOf] = useState('');
  const working = incident.assignments
    .filter(({ state }) => isLiveAssignmentState(state))
    .map(({ teamId }) => board.teams.get(teamId)?.callSign ?? '?');
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
      {working.length > 0 && (
        <p className="close-recalls" role="status">
          <WarningMark /> {text('close.recalls', { teams: working.join(', ') })}
        </p>
      )}
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
