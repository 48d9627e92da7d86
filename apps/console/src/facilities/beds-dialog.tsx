import { useState, type ReactNode } from 'react';
import { bedCategories, diversions, type BedCategory, type Diversion } from '#lib/contract';
import type { FacilityResponse } from '../api/generated/types.gen.js';
import { useDesk } from '../board/desk.js';
import { useLanguage } from '../language/language.js';
import type { Field } from '../look/differences.js';
import { FormDialog } from '../look/form-dialog.js';

interface Beds {
  readonly category: BedCategory;
  readonly available: number;
  readonly total: number;
}

interface Told extends Pick<FacilityResponse, 'diversion' | 'diversionNote'> {
  readonly beds: readonly Beds[];
}

/** Free beds by category, and whether ambulances are taken. What somebody else told meanwhile is never overwritten unseen. */
export function BedsDialog({
  facility,
  onDone,
}: {
  facility: FacilityResponse;
  onDone: () => void;
}): ReactNode {
  const desk = useDesk();
  const { text } = useLanguage();
  const [beds, setBeds] = useState<readonly Beds[]>(facility.beds);
  const [diversion, setDiversion] = useState<Diversion>(facility.diversion);
  const [note, setNote] = useState(facility.diversionNote ?? '');
  const fieldsOf = (record: Told): Field[] => [
    ...record.beds.map(({ category, available, total }) => ({
      label: text(`beds.${category}`),
      value: `${available}/${total}`,
    })),
    { label: text('facilities.takes'), value: text(`diversion.${record.diversion}`) },
    { label: text('facilities.note'), value: record.diversionNote ?? '' },
  ];
  const told = {
    diversion,
    diversionNote: note.trim() || null,
    beds: beds.map(({ category, available, total }) => ({ category, available, total })),
  };
  const change = (category: BedCategory, part: Partial<Beds>): void =>
    setBeds(beds.map((row) => (row.category === category ? { ...row, ...part } : row)));
  const missing = bedCategories.filter((category) => !beds.some((row) => row.category === category));
  return (
    <FormDialog
      title={facility.name}
      submit={text('facilities.save')}
      save={(version) => desk.api.changeBeds(facility.id, told, version ?? facility.version)}
      versions={{ read: facility, mine: fieldsOf(told), fieldsOf }}
      onDone={onDone}
    >
      <div className="beds-fields">
        {beds.map(({ category, available, total }, index) => (
          <fieldset key={category}>
            <legend>{text(`beds.${category}`)}</legend>
            <Count
              label={text('facilities.free')}
              value={available}
              focus={index === 0}
              onChange={(value) => change(category, { available: value })}
            />
            <Count
              label={text('facilities.total')}
              value={total}
              onChange={(value) => change(category, { total: value })}
            />
          </fieldset>
        ))}
      </div>
      {missing.length > 0 && (
        <label className="field">
          <span>{text('facilities.addCategory')}</span>
          <select
            value=""
            onChange={({ target }) =>
              setBeds([...beds, { category: target.value as BedCategory, available: 0, total: 0 }])
            }
          >
            <option value="" />
            {missing.map((category) => (
              <option key={category} value={category}>
                {text(`beds.${category}`)}
              </option>
            ))}
          </select>
        </label>
      )}
      <label className="field">
        <span>{text('facilities.takes')}</span>
        <select value={diversion} onChange={({ target }) => setDiversion(target.value as Diversion)}>
          {diversions.map((choice) => (
            <option key={choice} value={choice}>
              {text(`diversion.${choice}`)}
            </option>
          ))}
        </select>
      </label>
      <label className="field">
        <span>{text('facilities.note')}</span>
        <input value={note} maxLength={200} onChange={({ target }) => setNote(target.value)} />
      </label>
    </FormDialog>
  );
}

function Count({
  label,
  value,
  focus = false,
  onChange,
}: {
  label: string;
  value: number;
  focus?: boolean;
  onChange: (value: number) => void;
}): ReactNode {
  return (
    <label className="field">
      <span>{label}</span>
      <input
        type="number"
        min={0}
        max={10_000}
        required
        autoFocus={focus}
        value={value}
        onChange={({ target }) => onChange(target.valueAsNumber || 0)}
      />
    </label>
  );
}
