import type { ReactNode } from 'react';
import type { Obstacle } from '../../api/outcome.js';
import { useLanguage, type Language } from '../../language/language.js';
import { obstacleTitle } from '../../look/refusal.js';
import type { Source } from './source.js';

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
    const row = source?.rows[Number(index)];
    return source && row ? text(`import.place.${source.form}`, { number: row.place }) : field;
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

/** Why nothing can be imported: it is not known what is there already, and could be lost or made twice. */
export function PresentUnread({ obstacle }: { obstacle: Obstacle | null }): ReactNode {
  const language = useLanguage();
  return (
    <div role="alert">
      {obstacle && (
        <div className="refusal">
          <strong>{language.text('import.presentUnread')}</strong>
          {obstacleTitle(language, obstacle)}
        </div>
      )}
    </div>
  );
}

/** What stands for the server's refusal of a file that is too large to be sent. */
export const tooLargeToSend = ({ text }: Language): Obstacle => ({
  code: 'body_too_large',
  title: text('import.tooLargeToSend'),
  detail: text('import.tooLargeToSendDetail'),
  problem: null,
});

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
