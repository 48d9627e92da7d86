import { useState, type ReactNode } from 'react';
import type { Obstacle, Outcome } from '../../api/outcome.js';
import type { Point } from '../../call/coordinates.js';
import { useLanguage } from '../../language/language.js';
import { DialogButtons } from '../../look/dialog-buttons.js';
import { Dialog } from '../../look/dialog.js';
import { obstacleTitle } from '../../look/refusal.js';
import { cellOf, ColumnField, SourceField } from './source-field.js';
import { columnCalled, geometryOf, usualNames, type Source } from './source.js';
import './import.css';

/** What a row says, by what its columns were said to hold. */
export type Cells<Column extends string> = Readonly<Record<Column | 'name', string>>;

export interface ColumnWanted<Column extends string> {
  readonly column: Column | 'name';
  readonly label: string;
  /** What files usually call it, in small letters. */
  readonly names: readonly string[];
}

type RowState = 'new' | 'there' | 'nameless' | 'placeless' | 'made' | Obstacle;

/** Records made one by one from the rows of a file. What is there already by its name stays as it is. */
export function RecordsImport<Column extends string>({
  title,
  wanted,
  ready,
  isThere,
  create,
  options,
  onDone,
}: {
  title: string;
  wanted: readonly ColumnWanted<Column>[];
  /** Whether it is known what is there already. */
  ready: boolean;
  isThere: (cells: Cells<Column>) => boolean;
  create: (cells: Cells<Column>, point: Point) => Promise<Outcome<unknown>>;
  /** What is the same for all of them. */
  options: ReactNode;
  onDone: () => void;
}): ReactNode {
  const language = useLanguage();
  const { text } = language;
  const [source, setSource] = useState<Source | null>(null);
  const [columns, setColumns] = useState<Readonly<Record<string, string>>>({});
  const [answers, setAnswers] = useState<ReadonlyMap<number, 'made' | Obstacle>>(new Map());
  const [progress, setProgress] = useState<{ readonly done: number; readonly all: number } | null>(null);
  const take = (read: Source | null): void => {
    setSource(read);
    setAnswers(new Map());
    if (!read) return;
    const guesses = [
      ...wanted.map(({ column, names }) => [column, columnCalled(read.columns, names)] as const),
      ['lat', columnCalled(read.columns, usualNames.lat)] as const,
      ['lon', columnCalled(read.columns, usualNames.lon)] as const,
    ];
    setColumns(Object.fromEntries(guesses));
  };
  const rows = (source?.rows ?? []).map((row, index) => {
    const cells = Object.fromEntries(
      wanted.map(({ column }) => [column, cellOf(row, columns[column] ?? '')]),
    ) as Cells<Column>;
    const point =
      source && pointOf(geometryOf(source, row, { lat: columns['lat'] ?? '', lon: columns['lon'] ?? '' }));
    const state: RowState =
      answers.get(index) ??
      (cells.name === '' ? 'nameless' : isThere(cells) ? 'there' : point ? 'new' : 'placeless');
    return { index, cells, point, state };
  });
  const wordsOf = (state: RowState): string =>
    typeof state === 'string'
      ? text(`records.${state}`)
      : [obstacleTitle(language, state), ...(state.problem?.fields ?? []).map(({ message }) => message)].join(
          ' ',
        );
  const toMake = rows.filter(({ state }) => state === 'new' || typeof state === 'object');
  const busy = progress !== null;
  const makeAll = async (): Promise<void> => {
    const all = toMake;
    const told = new Map(answers);
    for (const [done, { index, cells, point }] of all.entries()) {
      setProgress({ done, all: all.length });
      const answer = point ? await create(cells, point) : null;
      if (answer) told.set(index, answer.ok ? 'made' : answer.obstacle);
      setAnswers(new Map(told));
      // Nobody answers: the rest would fare no better.
      if (answer && !answer.ok && answer.obstacle.code === 'unreachable') break;
    }
    setProgress(null);
  };
  const made = rows.filter(({ state }) => state === 'made').length;
  const leave = (): void => {
    if (!busy) onDone();
  };
  return (
    <Dialog title={title} wide onDismiss={leave}>
      <form
        className="dialog-form"
        onSubmit={(event) => {
          event.preventDefault();
          void makeAll();
        }}
      >
        <SourceField accept=".csv,.tsv,.txt,.geojson,.json" hint={text('places.fileHint')} onSource={take} />
        {source && (
          <>
            <div className="setting-fields">
              {wanted.map(({ column, label }) => (
                <ColumnField
                  key={column}
                  label={label}
                  source={source}
                  value={columns[column] ?? ''}
                  required={column === 'name'}
                  onChange={(chosen) => setColumns({ ...columns, [column]: chosen })}
                />
              ))}
              {source.form === 'table' &&
                (['lat', 'lon'] as const).map((column) => (
                  <ColumnField
                    key={column}
                    label={text(`places.column.${column}`)}
                    source={source}
                    value={columns[column] ?? ''}
                    required
                    onChange={(chosen) => setColumns({ ...columns, [column]: chosen })}
                  />
                ))}
            </div>
            {options}
            <div
              className="import-preview import-rows"
              tabIndex={0}
              role="group"
              aria-label={text('records.rows')}
            >
              <table className="list-table">
                <thead>
                  <tr>
                    {wanted.map(({ column, label }) => (
                      <th key={column} scope="col">
                        {label}
                      </th>
                    ))}
                    <th scope="col">{text('records.point')}</th>
                    <th scope="col">{text('users.state')}</th>
                  </tr>
                </thead>
                <tbody>
                  {rows.map(({ index, cells, point, state }) => (
                    <tr key={index} data-state={typeof state === 'string' ? state : 'refused'}>
                      {wanted.map(({ column }) => (
                        <td key={column}>{cells[column]}</td>
                      ))}
                      <td>{point ? `${point.lat}, ${point.lon}` : '–'}</td>
                      <td>{wordsOf(state)}</td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </div>
            <div className="import-progress" role="status">
              {progress && (
                <progress value={progress.done} max={progress.all} aria-label={text('records.making')} />
              )}
              {text('records.summary', { made, count: toMake.length })}
            </div>
          </>
        )}
        <DialogButtons
          submit={text('records.submit', { count: toMake.length })}
          disabled={busy || !ready || toMake.length === 0}
          cancel={made > 0 ? text('records.close') : undefined}
          onCancel={leave}
        />
      </form>
    </Dialog>
  );
}

function pointOf(geometry: unknown): Point | null {
  const { type, coordinates } = (geometry ?? {}) as { type?: unknown; coordinates?: unknown };
  if (type !== 'Point' || !Array.isArray(coordinates)) return null;
  const [lon, lat] = coordinates as unknown[];
  return typeof lat === 'number' && typeof lon === 'number' ? { lat, lon } : null;
}
