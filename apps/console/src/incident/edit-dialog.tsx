import { useState, type ReactNode } from 'react';
import { incidentTypes, type IncidentType } from '#lib/contract';
import type { IncidentView } from '../api/generated/types.gen.js';
import type { Obstacle } from '../api/outcome.js';
import { useDesk } from '../board/desk.js';
import { useLanguage } from '../language/language.js';
import { Conflict } from '../look/conflict.js';
import { currentIncident } from './current-incident.js';
import { Dialog } from '../look/dialog.js';
import { Refusal } from '../look/refusal.js';

const sameFields = (a: IncidentView, b: IncidentView): boolean =>
  a.type === b.type && a.caller.name === b.caller.name && a.caller.phone === b.caller.phone;

/** Type and caller of an incident. The caller's own words are never rewritten: further words are notes. */
export function EditDialog({ details, onDone }: { details: IncidentView; onDone: () => void }): ReactNode {
  const desk = useDesk();
  const { text } = useLanguage();
  const [read] = useState(details);
  const [type, setType] = useState<IncidentType>(details.type);
  const [name, setName] = useState(details.caller.name ?? '');
  const [phone, setPhone] = useState(details.caller.phone ?? '');
  const [obstacle, setObstacle] = useState<Obstacle | null>(null);
  const save = async (version: number): Promise<void> => {
    const answer = await desk.api.changeIncident(
      details.id,
      { type, caller: { name: name.trim() || null, phone: phone.trim() || null } },
      version,
    );
    if (answer.ok) return onDone();
    const current = currentIncident(answer.obstacle);
    // Something else about it changed: nothing of theirs would be overwritten.
    if (current && sameFields(current, read)) return save(current.version);
    setObstacle(answer.obstacle);
  };
  const theirs = currentIncident(obstacle);
  return (
    <Dialog title={text('edit.title', { number: details.number })} onDismiss={onDone}>
      <form
        className="dialog-form"
        onSubmit={(event) => {
          event.preventDefault();
          void save(read.version);
        }}
      >
        <label className="field">
          <span>{text('call.type')}</span>
          <select value={type} autoFocus onChange={({ target }) => setType(target.value as IncidentType)}>
            {incidentTypes.map((choice) => (
              <option key={choice} value={choice}>
                {text(`type.${choice}`)}
              </option>
            ))}
          </select>
        </label>
        <label className="field">
          <span>{text('call.callerName')}</span>
          <input value={name} maxLength={200} onChange={({ target }) => setName(target.value)} />
        </label>
        <label className="field">
          <span>{text('call.phone')}</span>
          <input type="tel" value={phone} maxLength={40} onChange={({ target }) => setPhone(target.value)} />
        </label>
        {theirs ? (
          <Conflict
            differences={[
              {
                label: text('call.type'),
                mine: text(`type.${type}`),
                theirs: text(`type.${theirs.type}`),
              },
              { label: text('call.callerName'), mine: name || '–', theirs: theirs.caller.name ?? '–' },
              { label: text('call.phone'), mine: phone || '–', theirs: theirs.caller.phone ?? '–' },
            ]}
            onMine={() => void save(theirs.version)}
            onTheirs={onDone}
          />
        ) : (
          <Refusal obstacle={obstacle} />
        )}
        <div className="dialog-buttons">
          <button type="button" className="button" onClick={onDone}>
            {text('close.cancel')}
          </button>
          <button type="submit" className="button primary">
            {text('edit.save')}
          </button>
        </div>
      </form>
    </Dialog>
  );
}
