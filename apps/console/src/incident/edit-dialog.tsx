import { useState, type ReactNode } from 'react';
import { incidentTypes, type IncidentType } from '#lib/contract';
import type { IncidentView } from '../api/generated/types.gen.js';
import { useDesk } from '../board/desk.js';
import { useLanguage } from '../language/language.js';
import { telephoneText } from '../language/telephone.js';
import type { Field } from '../look/differences.js';
import { FormDialog } from '../look/form-dialog.js';

/** Type and caller of an incident. The caller's own words are never rewritten: further words are notes. */
export function EditDialog({ details, onDone }: { details: IncidentView; onDone: () => void }): ReactNode {
  const desk = useDesk();
  const { text } = useLanguage();
  const [type, setType] = useState<IncidentType>(details.type);
  const [name, setName] = useState(details.caller.name ?? '');
  const [phone, setPhone] = useState(telephoneText(details.caller.phone ?? ''));
  const fieldsOf = (record: Pick<IncidentView, 'type' | 'caller'>): Field[] => [
    { label: text('call.type'), value: text(`type.${record.type}`) },
    { label: text('call.callerName'), value: record.caller.name ?? '' },
    { label: text('call.phone'), value: telephoneText(record.caller.phone ?? '') },
  ];
  const changes = { type, caller: { name: name.trim() || null, phone: phone.trim() || null } };
  return (
    <FormDialog
      title={text('edit.title', { number: details.number })}
      submit={text('edit.save')}
      save={(version) => desk.api.changeIncident(details.id, changes, version ?? details.version)}
      versions={{ read: details, mine: fieldsOf(changes), fieldsOf }}
      onDone={onDone}
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
    </FormDialog>
  );
}
