import { useMemo, useState, type ReactNode } from 'react';
import type { BoardFacility } from '#lib/contract';
import { useLanguage } from '../language/language.js';
import type { LiveIncident } from '../live/board.js';
import { Dialog } from '../look/dialog.js';
import { DialogButtons } from '../look/dialog-buttons.js';
import { straightMetres } from './straight-metres.js';

/** Where the patient is taken: the nearest hospitals with their free emergency beds. */
export function HospitalDialog({
  incident,
  facilities,
  onChosen,
  onDismiss,
}: {
  incident: LiveIncident;
  facilities: ReadonlyMap<string, BoardFacility>;
  /** Null: not decided yet. */
  onChosen: (facilityId: string | null) => void;
  onDismiss: () => void;
}): ReactNode {
  const { text, kilometres } = useLanguage();
  const near = useMemo(
    () =>
      [...facilities.values()]
        .filter(({ kind }) => kind === 'hospital')
        .map((facility) => ({ facility, metres: straightMetres(incident, facility) }))
        .sort((a, b) => a.metres - b.metres),
    [facilities, incident],
  );
  const [chosen, setChosen] = useState(
    near.find(({ facility }) => facility.diversion !== 'closed')?.facility.id ?? '',
  );
  return (
    <Dialog title={text('hospital.title')} onDismiss={onDismiss}>
      <form
        className="dialog-form"
        onSubmit={(event) => {
          event.preventDefault();
          onChosen(chosen || null);
        }}
      >
        <div className="hospital-choices" role="radiogroup" aria-label={text('hospital.title')}>
          {near.map(({ facility: { id, name, beds, diversion }, metres }) => (
            <label key={id} data-chosen={chosen === id || undefined}>
              <input
                type="radio"
                name="hospital"
                checked={chosen === id}
                data-focus-first={chosen === id || undefined}
                onChange={() => setChosen(id)}
              />
              <span>{name}</span>
              <span className="quiet">{text('number.kilometres', { value: kilometres(metres) })}</span>
              <span data-diversion={diversion}>
                {diversion === 'open' || diversion === 'partial'
                  ? text('hospital.beds', {
                      count: beds.find(({ category }) => category === 'emergency')?.available ?? '–',
                    })
                  : text('diversion.closed')}
              </span>
            </label>
          ))}
          <label data-chosen={chosen === '' || undefined}>
            <input type="radio" name="hospital" checked={chosen === ''} onChange={() => setChosen('')} />
            <span>{text('hospital.undecided')}</span>
          </label>
        </div>
        <DialogButtons submit={text('step.transporting')} onCancel={onDismiss} />
      </form>
    </Dialog>
  );
}
