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
  const { text } = useLanguage();
  const [words, setWords] = useState('');
  const [key, setKey] = useState(newKey);
  const [obstacle, setObstacle] = useState<Obstacle | null>(null);
  const save = async (): Promise<void> => {
    if (words.trim() === '') return;
    const answer = await desk.api.addNote(incident.id, words.trim(), key);
    if (!answer.ok) return setObstacle(answer.obstacle);
    setWords('');
    setKey(newKey());
    setObstacle(null);
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
          }}
        />
      </label>
      {words.trim() !== '' && (
        <button type="submit" className="button">
          {text('incident.saveNote')}
        </button>
      )}
      <Refusal obstacle={obstacle} />
    </form>
  );
}
