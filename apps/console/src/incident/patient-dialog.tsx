import { useState, type ReactNode } from 'react';
import { patientTags, sexes, type IncidentType, type PatientTag, type Sex } from '#lib/contract';
import { newKey } from '../api/api.js';
import type { PatientView } from '../api/generated/types.gen.js';
import type { Obstacle } from '../api/outcome.js';
import { useDesk } from '../board/desk.js';
import { useLanguage } from '../language/language.js';
import { Conflict } from '../look/conflict.js';
import { Dialog } from '../look/dialog.js';
import { Refusal } from '../look/refusal.js';

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
  const [obstacle, setObstacle] = useState<Obstacle | null>(null);
  const save = async (version: number | undefined): Promise<void> => {
    const body = {
      name: name.trim() || null,
      sex,
      ageYears: age === '' ? null : Number(age),
      condition: condition.trim() || null,
      ...(type === 'mass_casualty' && { tag }),
    };
    const answer =
      patient && version !== undefined
        ? await desk.api.changePatient(incidentId, patient.id, body, version)
        : await desk.api.addPatient(incidentId, body, key);
    if (answer.ok) onDone();
    else setObstacle(answer.obstacle);
  };
  const theirs =
    obstacle?.code === 'version_mismatch' ? (obstacle.problem?.current as PatientView) : undefined;
  return (
    <Dialog
      title={patient ? text('incident.patient', { ordinal: patient.ordinal }) : text('patient.new')}
      onDismiss={onDone}
    >
      <form
        className="dialog-form"
        onSubmit={(event) => {
          event.preventDefault();
          void save(patient?.version);
        }}
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
            <span>{text('patient.age')}</span>
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
        {theirs ? (
          <Conflict
            differences={[
              {
                label: text('patient.condition'),
                mine: condition || '–',
                theirs: theirs.condition ?? '–',
              },
              {
                label: text('patient.sex'),
                mine: text(`sex.${sex}`),
                theirs: text(`sex.${theirs.sex || 'unknown'}`),
              },
              {
                label: text('patient.age'),
                mine: age || '–',
                theirs: theirs.ageYears?.toString() ?? '–',
              },
              { label: text('patient.name'), mine: name || '–', theirs: theirs.name ?? '–' },
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
            {text('patient.save')}
          </button>
        </div>
      </form>
    </Dialog>
  );
}
