import { useState, type ReactNode } from 'react';
import { bedCategories, diversions, type BedCategory, type Diversion } from '#lib/contract';
import type { FacilityResponse } from '../api/generated/types.gen.js';
import type { Obstacle } from '../api/outcome.js';
import { useDesk } from '../board/desk.js';
import { useLanguage } from '../language/language.js';
import { Conflict } from '../look/conflict.js';
import { Dialog } from '../look/dialog.js';
import { Refusal } from '../look/refusal.js';

interface Beds {
  readonly category: BedCategory;
  readonly available: number;
  readonly total: number;
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
  const [obstacle, setObstacle] = useState<Obstacle | null>(null);
  const save = async (version: number): Promise<void> => {
    const answer = await desk.api.changeBeds(
      facility.id,
      {
        diversion,
        diversionNote: note.trim() || null,
        beds: beds.map(({ category, available, total }) => ({ category, available, total })),
      },
      version,
    );
    if (answer.ok) onDone();
    else setObstacle(answer.obstacle);
  };
  const change = (category: BedCategory, part: Partial<Beds>): void =>
    setBeds(beds.map((row) => (row.category === category ? { ...row, ...part } : row)));
  const missing = bedCategories.filter((category) => !beds.some((row) => row.category === category));
  const theirs =
    obstacle?.code === 'version_mismatch' ? (obstacle.problem?.current as FacilityResponse) : undefined;
  return (
    <Dialog title={facility.name} onDismiss={onDone}>
      <form
        className="dialog-form"
        onSubmit={(event) => {
          event.preventDefault();
          void save(facility.version);
        }}
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
        {theirs ? (
          <Conflict
            differences={[
              ...theirs.beds.map(({ category, available, total }) => {
                const mine = beds.find((row) => row.category === category);
                return {
                  label: text(`beds.${category}`),
                  mine: mine ? `${mine.available}/${mine.total}` : '–',
                  theirs: `${available}/${total}`,
                };
              }),
              {
                label: text('facilities.takes'),
                mine: text(`diversion.${diversion}`),
                theirs: text(`diversion.${theirs.diversion}`),
              },
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
            {text('facilities.save')}
          </button>
        </div>
      </form>
    </Dialog>
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
