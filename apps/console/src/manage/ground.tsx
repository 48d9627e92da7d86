import { useState, type ReactNode } from 'react';
import type { AreaLevel } from '#lib/contract';
import type { AreaLevelView, DatasetView } from '../api/generated/types.gen.js';
import { useDesk } from '../board/desk.js';
import { useFollowed, type Followed } from '../incident/use-incident.js';
import { useLanguage } from '../language/language.js';
import { FormDialog } from '../look/form-dialog.js';
import { ListState } from '../look/list-state.js';
import { AreasImport } from './import/areas-import.js';
import { PlacesImport } from './import/places-import.js';
import './import/import.css';

/** The ground a center stands on: its areas, and the names by which callers tell where they are. */
export function Ground(): ReactNode {
  const { text } = useLanguage();
  return (
    <>
      <header className="manage-header">
        <div>
          <h2>{text('manage.ground')}</h2>
          <p className="quiet">{text('ground.explanation')}</p>
        </div>
      </header>
      <AreasOfCenter />
      <PlacesOfCenter />
    </>
  );
}

type Asked =
  { readonly kind: 'import'; readonly dataset?: string } | { readonly kind: 'remove'; readonly what: string };

function AreasOfCenter(): ReactNode {
  const desk = useDesk();
  const language = useLanguage();
  const { text, date } = language;
  const [turn, setTurn] = useState(0);
  const [asked, setAsked] = useState<Asked | null>(null);
  const levels = useFollowed(() => desk.setup.areaLevels(), 'levels', turn);
  const center = useFollowed(() => desk.api.center(), 'center', turn);
  const hasServiceArea = (center.value?.bounds ?? null) !== null;
  const done = (): void => {
    setAsked(null);
    setTurn((present) => present + 1);
  };
  return (
    <section className="setting-group" aria-label={text('areas.title')} data-part="areas">
      <div className="manage-header">
        <div>
          <h3 className="section-title">{text('areas.title')}</h3>
          {center.value && (
            <p className={hasServiceArea ? 'quiet' : 'ground-missing'}>
              {text(hasServiceArea ? 'areas.hasServiceArea' : 'areas.noServiceArea')}
            </p>
          )}
        </div>
        <button
          type="button"
          className="button primary"
          disabled={!center.value}
          onClick={() => setAsked({ kind: 'import' })}
        >
          {text('areas.import')}
        </button>
      </div>
      <RowsOf<AreaLevelView>
        followed={levels}
        empty={text('areas.none')}
        headings={[text('areas.level'), text('areas.count'), text('ground.importedAt')]}
        idOf={({ level }) => level}
        cellsOf={({ level, count, importedAt }) => [
          text(`areaLevel.${level}`),
          String(count),
          importedAt === null ? '–' : date(importedAt),
        ]}
        acts={({ level }) => (
          <button
            type="button"
            className="button small quiet"
            onClick={() => setAsked({ kind: 'remove', what: level })}
          >
            {text('ground.remove')}
          </button>
        )}
      />
      {asked?.kind === 'import' && <AreasImport hasServiceArea={hasServiceArea} onDone={done} />}
      {asked?.kind === 'remove' && (
        <FormDialog
          title={text('areas.removeTitle', { level: text(`areaLevel.${asked.what as AreaLevel}`) })}
          submit={text('ground.removeNow')}
          save={() => desk.setup.removeAreas(asked.what as AreaLevel)}
          onDone={done}
        >
          <p>{text('areas.removeText')}</p>
        </FormDialog>
      )}
    </section>
  );
}

function PlacesOfCenter(): ReactNode {
  const desk = useDesk();
  const { text, date } = useLanguage();
  const [turn, setTurn] = useState(0);
  const [asked, setAsked] = useState<Asked | null>(null);
  const datasets = useFollowed(() => desk.setup.datasets(), 'datasets', turn);
  const done = (): void => {
    setAsked(null);
    setTurn((present) => present + 1);
  };
  return (
    <section className="setting-group" aria-label={text('places.title')} data-part="places">
      <div className="manage-header">
        <div>
          <h3 className="section-title">{text('places.title')}</h3>
          <p className="quiet">{text('places.explanation')}</p>
        </div>
        <button
          type="button"
          className="button primary"
          disabled={!datasets.value}
          onClick={() => setAsked({ kind: 'import' })}
        >
          {text('places.import')}
        </button>
      </div>
      <RowsOf<DatasetView>
        followed={datasets}
        empty={text('places.none')}
        headings={[
          text('places.dataset'),
          text('places.count'),
          text('places.streets'),
          text('places.roads'),
          text('places.attribution'),
          text('ground.importedAt'),
        ]}
        idOf={({ dataset }) => dataset}
        cellsOf={({ dataset, count, streets, roads, attribution, importedAt }) => [
          dataset,
          String(count),
          String(streets),
          String(roads),
          attribution ?? '–',
          importedAt === null ? '–' : date(importedAt),
        ]}
        acts={({ dataset }) => (
          <>
            <button
              type="button"
              className="button small quiet"
              onClick={() => setAsked({ kind: 'remove', what: dataset })}
            >
              {text('ground.remove')}
            </button>
            <button
              type="button"
              className="button small"
              onClick={() => setAsked({ kind: 'import', dataset })}
            >
              {text('places.replace')}
            </button>
          </>
        )}
      />
      {asked?.kind === 'import' && (
        <PlacesImport datasets={datasets.value?.items ?? []} replaced={asked.dataset ?? ''} onDone={done} />
      )}
      {asked?.kind === 'remove' && (
        <FormDialog
          title={text('places.removeTitle', { dataset: asked.what })}
          submit={text('ground.removeNow')}
          save={() => desk.setup.removeDataset(asked.what)}
          onDone={done}
        >
          <p>{text('places.removeText')}</p>
        </FormDialog>
      )}
    </section>
  );
}

function RowsOf<T>({
  followed: { value, obstacle },
  empty,
  headings,
  idOf,
  cellsOf,
  acts,
}: {
  followed: Followed<{ readonly items: readonly T[] }>;
  empty: string;
  headings: readonly string[];
  idOf: (row: T) => string;
  cellsOf: (row: T) => readonly string[];
  acts: (row: T) => ReactNode;
}): ReactNode {
  const { text } = useLanguage();
  return (
    <>
      <ListState items={value?.items ?? null} obstacle={obstacle} empty={empty} />
      {value && value.items.length > 0 && (
        <table className="list-table">
          <thead>
            <tr>
              {headings.map((heading) => (
                <th key={heading} scope="col">
                  {heading}
                </th>
              ))}
              <th scope="col">
                <span className="visually-hidden">{text('manage.acts')}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {value.items.map((row) => (
              <tr key={idOf(row)}>
                {cellsOf(row).map((cell, index) =>
                  index === 0 ? (
                    <th key={headings[index]} scope="row">
                      {cell}
                    </th>
                  ) : (
                    <td key={headings[index]}>{cell}</td>
                  ),
                )}
                <td className="list-acts">{acts(row)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </>
  );
}
