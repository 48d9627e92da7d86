import { useState, type ReactNode } from 'react';
import { patientTags, sexes, type IncidentType, type PatientTag, type Sex } from '#lib/contract';
import { newKey } from '../api/api.js';
import type { PatientView } from '../api/generated/types.gen.js';
import { useDesk } from '../board/desk.js';
import { useLanguage } from '../language/language.js';
import type { Field } from '../look/differences.js';
import { FormDialog } from '../look/form-dialog.js';

type PatientFields = Pick<PatientView, 'name' | 'sex' | 'ageYears' | 'condition' | 'tag'>;

/** A patient, new or known. */
export function PatientDialog({
  incidentId,
  type,
  patient,
  onDone,
}: {
  incidentId: string;
  type: IncidentType;
  patient: PatientView | null;
  onDone: () => void;
}): ReactNode {
  const desk = useDesk();
  const { text } = useLanguage();
  const [name, setName] = useState(patient?.name ?? '');
  const [sex, setSex] = useState<Sex>(patient?.sex || 'unknown');
  const [age, setAge] = useState(patient?.ageYears?.toString() ?? '');
  const [condition, setCondition] = useState(patient?.condition ?? '');
  const [tag, setTag] = useState<PatientTag | null>(patient?.tag ?? null);
  const [key] = useState(newKey);
  const fieldsOf = (record: PatientFields): Field[] => [
    { label: text('patient.condition'), value: record.condition ?? '' },
    { label: text('patient.sex'), value: text(`sex.${record.sex || 'unknown'}`) },
    { label: text('patient.age'), value: record.ageYears?.toString() ?? '' },
    { label: text('patient.name'), value: record.name ?? '' },
    { label: text('patient.tag'), value: record.tag ? text(`tag.${record.tag}`) : '' },
  ];
  const written = {
    name: name.trim() || null,
    sex,
    ageYears: age === '' ? null : Number(age),
    condition: condition.trim() || null,
    ...(type === 'mass_casualty' && { tag }),
  };
  return (
    <FormDialog
      title={patient ? text('incident.patient', { ordinal: patient.ordinal }) : text('patient.new')}
      submit={text('patient.save')}
      save={(version) =>
        patient
          ? desk.api.changePatient(incidentId, patient.id, written, version ?? patient.version)
          : desk.api.addPatient(incidentId, written, key)
      }
      versions={{ read: patient, mine: fieldsOf({ tag: patient?.tag ?? null, ...written }), fieldsOf }}
      onDone={onDone}
    >
      <label className="field">
        <span>{text('patient.condition')}</span>
        <input
          value={condition}
          maxLength={1_000}
          autoFocus
          placeholder={text('patient.conditionHint')}
          onChange={({ target }) => setCondition(target.value)}
        />
      </label>
      <div className="patient-fields">
        <label className="field">
          <span>{text('patient.sex')}</span>
          <select value={sex} onChange={({ target }) => setSex(target.value as Sex)}>
            {sexes.map((choice) => (
              <option key={choice} value={choice}>
                {text(`sex.${choice}`)}
              </option>
            ))}
          </select>
        </label>
        <label className="field">
          <span>
            {text('patient.age')}
            {patient?.ageFromTriage && age === String(patient.ageYears) && (
              <small className="quiet">{` · ${text('patient.ageFromTriage')}`}</small>
            )}
          </span>
          <input
            type="number"
            min={0}
            max={130}
            step="any"
            value={age}
            onChange={({ target }) => setAge(target.value)}
          />
        </label>
      </div>
      <label className="field">
        <span>{text('patient.name')}</span>
        <input
          value={name}
          maxLength={200}
          autoComplete="off"
          onChange={({ target }) => setName(target.value)}
        />
      </label>
      {type === 'mass_casualty' && (
        <label className="field">
          <span>{text('patient.tag')}</span>
          <select
            value={tag ?? ''}
            onChange={({ target }) => setTag((target.value || null) as PatientTag | null)}
          >
            <option value="">{text('patient.noTag')}</option>
            {patientTags.map((choice) => (
              <option key={choice} value={choice}>
                {text(`tag.${choice}`)}
              </option>
            ))}
          </select>
        </label>
      )}
    </FormDialog>
  );
}
