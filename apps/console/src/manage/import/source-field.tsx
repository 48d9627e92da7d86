import { useRef, useState, type ReactNode } from 'react';
import { useLanguage } from '../../language/language.js';
import { mostBytes, readSource, type Source, type SourceFault, type SourceRow } from './source.js';

/** Rows shown of a file, so that whoever imports it sees what its columns hold. */
const rowsShown = 4;

type Reading = 'none' | 'reading' | SourceFault | 'read';
const faults: readonly Reading[] = ['unreadable', 'empty', 'tooLarge'] satisfies readonly SourceFault[];

/** A file from this machine, read here: nothing is sent before somebody has seen what is in it. */
export function SourceField({
  accept,
  hint,
  onSource,
}: {
  accept: string;
  hint: string;
  onSource: (source: Source | null) => void;
}): ReactNode {
  const { text } = useLanguage();
  const [reading, setReading] = useState<Reading>('none');
  const [rows, setRows] = useState(0);
  const chosen = useRef<File | undefined>(undefined);
  const read = async (file: File | undefined): Promise<void> => {
    chosen.current = file;
    onSource(null);
    setReading(file ? 'reading' : 'none');
    if (!file) return;
    if (file.size > mostBytes) return setReading('tooLarge');
    const content = await file.text().catch(() => null);
    // Another file was chosen while this one was read.
    if (chosen.current !== file) return;
    const source = content === null ? 'unreadable' : readSource(file.name, content);
    if (typeof source === 'string') return setReading(source);
    setReading('read');
    setRows(source.rows.length);
    onSource(source);
  };
  return (
    <>
      <label className="field">
        <span>{text('protocol.file')}</span>
        <input
          type="file"
          accept={accept}
          data-focus-first
          onChange={({ target }) => void read(target.files?.[0])}
        />
        <small className="quiet">{hint}</small>
      </label>
      <div role="status" className={faults.includes(reading) ? 'refusal' : 'quiet'}>
        {reading !== 'none' && text(`import.${reading}`, { count: rows })}
      </div>
    </>
  );
}

/** Which column of the file holds something; the file's own names to choose from. */
export function ColumnField({
  label,
  source,
  value,
  required = false,
  onChange,
}: {
  label: string;
  source: Source;
  value: string;
  required?: boolean;
  onChange: (column: string) => void;
}): ReactNode {
  const { text } = useLanguage();
  return (
    <label className="field">
      <span>{label}</span>
      <select value={value} required={required} onChange={({ target }) => onChange(target.value)}>
        <option value="">{text(required ? 'import.choose' : 'import.none')}</option>
        {source.columns.map((column) => (
          <option key={column} value={column}>
            {column}
          </option>
        ))}
      </select>
    </label>
  );
}

export interface PreviewColumn {
  readonly label: string;
  readonly show: (row: SourceRow) => string;
}

/** The first rows as they would be taken. */
export function SourcePreview({
  source,
  columns,
}: {
  source: Source;
  columns: readonly PreviewColumn[];
}): ReactNode {
  const { text } = useLanguage();
  return (
    <div className="import-preview" tabIndex={0} role="group" aria-label={text('import.preview')}>
      <table className="list-table">
        <caption className="quiet">
          {text('import.previewOf', {
            shown: Math.min(rowsShown, source.rows.length),
            count: source.rows.length,
          })}
        </caption>
        <thead>
          <tr>
            {columns.map(({ label }) => (
              <th key={label} scope="col">
                {label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {source.rows.slice(0, rowsShown).map((row, index) => (
            <tr key={index}>
              {columns.map(({ label, show }) => (
                <td key={label}>{show(row) || '–'}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** The words in a column of a row; empty where there are none. */
export function cellOf({ properties }: SourceRow, column: string): string {
  const value = properties[column];
  return typeof value === 'string' || typeof value === 'number' ? String(value).trim() : '';
}

/** What kind of shape a row has, and of a point where it is. */
export function shapeWords(geometry: unknown): string {
  const { type, coordinates } = (geometry ?? {}) as { type?: unknown; coordinates?: unknown };
  if (type === 'Point' && Array.isArray(coordinates)) {
    const [lon, lat] = coordinates as unknown[];
    return `${String(lat)}, ${String(lon)}`;
  }
  return typeof type === 'string' ? type : '';
}
