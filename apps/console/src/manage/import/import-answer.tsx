import type { ReactNode } from 'react';
import type { Obstacle } from '../../api/outcome.js';
import { useLanguage } from '../../language/language.js';
import { obstacleTitle } from '../../look/refusal.js';
import type { Source } from './source.js';

/** A table names its columns in its first line, so its first row stands in the second. */
const firstLine = { table: 2, geojson: 1 } as const;

/** Why a file was not taken: each bad row by its place in the file, as the server named it. */
export function ImportRefusal({
  obstacle,
  source,
}: {
  obstacle: Obstacle | null;
  source: Source | null;
}): ReactNode {
  const language = useLanguage();
  const { text } = language;
  const fields = obstacle?.problem?.fields ?? [];
  const placeOf = (field: string): string => {
    const [, index] = /^features\.(\d+)\./.exec(field) ?? [];
    if (index === undefined || !source) return field;
    return text(`import.place.${source.form}`, { number: Number(index) + firstLine[source.form] });
  };
  return (
    <div role="alert">
      {obstacle && (
        <div className="refusal">
          <strong>{obstacleTitle(language, obstacle)}</strong>
          {obstacle.detail ?? text('problem.unreachableDetail')}
          {fields.length > 0 && (
            <ul className="import-faults" tabIndex={0} aria-label={text('import.faults')}>
              {fields.map(({ field, message }) => (
                <li key={field}>
                  <b>{placeOf(field)}</b> {message}
                </li>
              ))}
            </ul>
          )}
        </div>
      )}
    </div>
  );
}

/** A file on its way: sending and checking take as long as they take. */
export function ImportProgress({ count }: { count: number }): ReactNode {
  const { text } = useLanguage();
  return (
    <div className="import-progress" role="status">
      <span>{text('import.sending', { count })}</span>
      <progress aria-label={text('import.sending', { count })} />
    </div>
  );
}

/** What would be lost, and that it shall be. */
export function ReplaceConfirmation({
  children,
  confirmed,
  onChange,
}: {
  children: ReactNode;
  confirmed: boolean;
  onChange: (confirmed: boolean) => void;
}): ReactNode {
  const { text } = useLanguage();
  return (
    <div className="import-replaces">
      {children}
      <label className="check">
        <input type="checkbox" checked={confirmed} onChange={({ target }) => onChange(target.checked)} />
        <span>{text('import.replace')}</span>
      </label>
    </div>
  );
}
