import { useMemo, useRef, useState, type ReactNode } from 'react';
import type { Obstacle, Outcome } from '../../api/outcome.js';
import type { Point } from '../../call/coordinates.js';
import { useLanguage } from '../../language/language.js';
import { DialogButtons } from '../../look/dialog-buttons.js';
import { Dialog } from '../../look/dialog.js';
import { PresentUnread } from './import-answer.js';
import { isRefused, type Cells, type RecordRow } from './record-row.js';
import { RecordRows } from './record-rows.js';
import { cellOf, ColumnField, SourceField } from './source-field.js';
import { columnCalled, geometryOf, usualNames, type Source } from './source.js';
import './import.css';

export interface ColumnWanted<Column extends string> {
  readonly column: Column | 'name';
  readonly label: string;
  /** What files usually call it, in small letters. */
  readonly names: readonly string[];
}

/** Records made one by one from the rows of a file. What is there already by its name stays as it is. */
export function RecordsImport<Column extends string>({
  title,
  wanted,
  ready,
  unread,
  isThere,
  faultOf,
  create,
  options,
  onDone,
}: {
  title: string;
  wanted: readonly ColumnWanted<Column>[];
  /** Whether it is known what is there already. */
  ready: boolean;
  /** Why it is not known. */
  unread: Obstacle | null;
  isThere: (cells: Cells<Column>) => boolean;
  /** Why a row cannot be made as it stands; null where it can. */
  faultOf?: (cells: Cells<Column>) => string | null;
  create: (cells: Cells<Column>, point: Point) => Promise<Outcome<unknown>>;
  /** What is the same for all of them. */
  options: ReactNode;
  onDone: () => void;
}): ReactNode {
  const { text } = useLanguage();
  const [source, setSource] = useState<Source | null>(null);
  const [columns, setColumns] = useState<Readonly<Record<string, string>>>({});
  const [answers, setAnswers] = useState<ReadonlyMap<number, 'made' | Obstacle>>(new Map());
  const stopped = useRef(false);
  const [progress, setProgress] = useState<{ readonly done: number; readonly all: number } | null>(null);
  const take = (read: Source | null): void => {
    setSource(read);
    setAnswers(new Map());
    if (!read) return;
    const guesses: Record<string, string> = {};
    const places = (['lat', 'lon'] as const).map((column) => ({ column, names: usualNames[column] }));
    for (const { column, names } of [...wanted, ...places]) {
      // One column does not hold two things.
      const free = read.columns.filter((name) => !Object.values(guesses).includes(name));
      guesses[column] = columnCalled(free, names);
    }
    setColumns(guesses);
  };
  const unsent = useMemo(
    () =>
      (source?.rows ?? []).map((row, index): RecordRow<Column> => {
        const cells = Object.fromEntries(
          wanted.map(({ column }) => [column, cellOf(row, columns[column] ?? '')]),
        ) as Cells<Column>;
        const at = { lat: columns['lat'] ?? '', lon: columns['lon'] ?? '' };
        const point = source && pointOf(geometryOf(source, row, at));
        const rest = { index, cells, point };
        if (cells.name === '') return { ...rest, state: 'nameless' };
        if (isThere(cells)) return { ...rest, state: 'there' };
        if (!point) return { ...rest, state: 'placeless' };
        const fault = faultOf?.(cells) ?? null;
        return { ...rest, state: fault === null ? 'new' : { fault } };
      }),
    [source, columns, wanted, isThere, faultOf],
  );
  const rows = unsent.map((row) => {
    const answer = answers.get(row.index);
    // A refused row that has been given a fault since by other columns is not sent again.
    return answer === 'made' || (answer && row.state === 'new') ? { ...row, state: answer } : row;
  });
  const toMake = rows.filter(({ state }) => state === 'new' || isRefused(state));
  const busy = progress !== null;
  const makeAll = async (): Promise<void> => {
    const all = toMake;
    const told = new Map(answers);
    stopped.current = false;
    for (const [done, { index, cells, point }] of all.entries()) {
      if (stopped.current) break;
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
  const stop = (): void => {
    stopped.current = true;
  };
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
            <RecordRows wanted={wanted} rows={rows} />
            <PresentUnread obstacle={ready ? null : unread} />
            <div className="import-progress" role="status">
              {progress && (
                <progress value={progress.done} max={progress.all} aria-label={text('records.making')} />
              )}
              {text('records.summary', { made, count: toMake.length })}
            </div>
            {busy && (
              <button type="button" className="button" onClick={stop}>
                {text('records.stop')}
              </button>
            )}
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
