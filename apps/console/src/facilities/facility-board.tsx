import { useMemo, useState, type ReactNode } from 'react';
import {
  bedCategories,
  facilityKinds,
  type BedCategory,
  type BoardFacility,
  type FacilityKind,
} from '#lib/contract';
import type { FacilityResponse } from '../api/generated/types.gen.js';
import { useDesk } from '../board/desk.js';
import { useFollowed } from '../incident/use-incident.js';
import { useLanguage } from '../language/language.js';
import { telephoneText } from '../language/telephone.js';
import type { Board } from '../live/board.js';
import { secondHand } from '../live/server-clock.js';
import { useStore } from '../live/store.js';
import { Freshness } from '../look/freshness.js';
import { useGrowing } from '../look/growing.js';
import { BedsDialog } from './beds-dialog.js';
import '../look/lists.css';

/** Every facility with its free beds, how old they are, and whether it takes ambulances. Hospitals come first. */
export default function FacilityBoard({ board }: { board: Board }): ReactNode {
  const desk = useDesk();
  const { text } = useLanguage();
  const [words, setWords] = useState('');
  const [only, setOnly] = useState<FacilityKind | null>('hospital');
  const rows = useMemo(
    () => [...board.facilities.values()].sort((a, b) => a.name.localeCompare(b.name)),
    [board.facilities],
  );
  const mark = useMemo(() => rows.reduce((sum, { version }) => sum + version, 0), [rows]);
  const details = useFollowed(() => desk.api.facilities(), 'facilities', mark);
  const byId = useMemo(
    () => new Map(details.value?.items.map((facility) => [facility.id, facility])),
    [details.value],
  );
  const wanted = words.trim().toLowerCase();
  const found = rows.filter(
    ({ kind, name }) => (only === null || kind === only) && name.toLowerCase().includes(wanted),
  );
  const categories = bedCategories.filter((category) =>
    found.some(({ beds }) => beds.some((row) => row.category === category)),
  );
  const kinds = facilityKinds.filter((kind) => rows.some((row) => row.kind === kind));
  const { shown, more } = useGrowing(found);
  return (
    <div className="list-screen" data-screen="facilities">
      <div className="list-bar">
        <label className="field">
          <span className="visually-hidden">{text('list.filter')}</span>
          <input
            type="search"
            placeholder={text('facilities.filter')}
            value={words}
            onChange={({ target }) => setWords(target.value)}
          />
        </label>
        <div className="chips" role="group" aria-label={text('facilities.byKind')}>
          {kinds.map((kind) => (
            <button
              key={kind}
              type="button"
              aria-pressed={only === kind}
              onClick={() => setOnly(only === kind ? null : kind)}
            >
              {text(`facilityKind.${kind}`)} <strong>{rows.filter((row) => row.kind === kind).length}</strong>
            </button>
          ))}
        </div>
        <Freshness />
      </div>
      {found.length === 0 ? (
        <p className="empty">{text(rows.length === 0 ? 'facilities.empty' : 'list.noneMatch')}</p>
      ) : (
        <div className="list-scroll" tabIndex={0} role="group" aria-label={text('middle.facilities')}>
          <table className="list-table">
            <thead>
              <tr>
                <th scope="col">{text('facilities.facility')}</th>
                {categories.map((category) => (
                  <th key={category} scope="col" className="number">
                    {text(`beds.${category}`)}
                  </th>
                ))}
                <th scope="col">{text('facilities.takesAndTold')}</th>
                {desk.may('facility.beds') && (
                  <th scope="col">
                    <span className="visually-hidden">{text('facilities.change')}</span>
                  </th>
                )}
              </tr>
            </thead>
            <tbody>
              {shown.map((facility) => (
                <FacilityLine
                  key={facility.id}
                  facility={facility}
                  details={byId.get(facility.id)}
                  categories={categories}
                />
              ))}
            </tbody>
          </table>
          {more}
        </div>
      )}
    </div>
  );
}

function FacilityLine({
  facility,
  details,
  categories,
}: {
  categories: readonly BedCategory[];
  facility: BoardFacility;
  details: FacilityResponse | undefined;
}): ReactNode {
  const desk = useDesk();
  const { text } = useLanguage();
  const [changing, setChanging] = useState(false);
  const { name, beds, diversion, lat, lon } = facility;
  return (
    <tr data-facility={name}>
      <th scope="row">
        <button
          type="button"
          className="link strong"
          onClick={() => {
            desk.found.set({ lat, lon });
            desk.middle.set('map');
          }}
        >
          {name}
        </button>
        {details?.phone && <small className="quiet">{telephoneText(details.phone)}</small>}
      </th>
      {categories.map((category) => {
        const row = beds.find((present) => present.category === category);
        return (
          <td key={category} className="number" data-full={row?.available === 0 || undefined}>
            {row && (
              <>
                <strong>{row.available}</strong>
                <span className="quiet">{`/${row.total}`}</span>
              </>
            )}
          </td>
        );
      })}
      <td>
        <span data-diversion={diversion}>{text(`diversion.${diversion}`)}</span>
        {details?.diversionNote && <span className="quiet"> {details.diversionNote}</span>}
        <small className="quiet row-note no-break">
          <BedsAge beds={details?.beds ?? []} />
        </small>
      </td>
      {desk.may('facility.beds') && (
        <td className="list-acts">
          <button type="button" className="button small" onClick={() => setChanging(true)}>
            {text('facilities.change')}
          </button>
          {changing && details && <BedsDialog facility={details} onDone={() => setChanging(false)} />}
        </td>
      )}
    </tr>
  );
}

/** How long ago the numbers were told: an old number is a guess. */
function BedsAge({ beds }: { beds: readonly { readonly updatedAt: string }[] }): ReactNode {
  const { text } = useLanguage();
  const latest = Math.max(...beds.map(({ updatedAt }) => Date.parse(updatedAt)));
  return useStore(secondHand, (now) => {
    if (!Number.isFinite(latest)) return '';
    const minutes = Math.max(0, Math.floor((now - latest) / 60_000));
    if (minutes < 1) return text('time.justNow');
    const duration =
      minutes < 120
        ? text('time.minutes', { minutes })
        : text('time.hours', { hours: Math.floor(minutes / 60) });
    return text('time.ago', { duration });
  });
}
