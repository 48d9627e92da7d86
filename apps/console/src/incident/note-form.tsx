import { useState, type ReactNode } from 'react';
import { newKey } from '../api/api.js';
import type { Obstacle } from '../api/outcome.js';
import { useDesk } from '../board/desk.js';
import { useLanguage } from '../language/language.js';
import type { LiveIncident } from '../live/board.js';
import { Refusal } from '../look/refusal.js';

/** One line to add to the timeline; what is typed stays until it is saved. */
export function NoteForm({ incident }: { incident: LiveIncident }): ReactNode {
  const desk = useDesk();
  const { text, clockTime } = useLanguage();
  const [words, setWords] = useState('');
  const [key, setKey] = useState(newKey);
  const [savedAt, setSavedAt] = useState<string | null>(null);
  const [obstacle, setObstacle] = useState<Obstacle | null>(null);
  const save = async (): Promise<void> => {
    if (words.trim() === '') return;
    const answer = await desk.api.addNote(incident.id, words.trim(), key);
    if (!answer.ok) return setObstacle(answer.obstacle);
    setWords('');
    setKey(newKey());
    setObstacle(null);
    setSavedAt(answer.value.writtenAt);
  };
  return (
    <form
      className="note-form"
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <label className="field">
        <span className="visually-hidden">{text('incident.note')}</span>
        <input
          data-shortcut="A"
          value={words}
          maxLength={4_000}
          placeholder={text('incident.addNote')}
          onChange={({ target }) => {
            setWords(target.value);
            setKey(newKey());
            setSavedAt(null);
          }}
        />
      </label>
      {words.trim() !== '' && (
        <button type="submit" className="button">
          {text('incident.saveNote')}
        </button>
      )}
      <p role="status">{savedAt !== null && text('incident.noteSaved', { time: clockTime(savedAt) })}</p>
      <Refusal obstacle={obstacle} />
    </form>
  );
}
