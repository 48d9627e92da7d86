import { useState, type ReactNode } from 'react';
import type { Outcome } from '../api/outcome.js';
import { useFollowed } from '../incident/use-incident.js';
import { useLanguage } from '../language/language.js';
import { useGrowing } from '../look/growing.js';
import { obstacleTitle } from '../look/refusal.js';

export interface Column<T> {
  readonly name: string;
  readonly show: (row: T) => ReactNode;
}

interface Page<T> {
  readonly items: readonly T[];
}

/** A list that is set up here: read when it opens and after each change made on it. */
export function ManageList<T extends { readonly id: string }>({
  title,
  explanation,
  read,
  columns,
  acts,
  add,
  dialog,
  fixed = false,
  besides,
}: {
  title: string;
  explanation?: string;
  read: () => Promise<Outcome<Page<T>>>;
  columns: readonly Column<T>[];
  /** What can be done with a row besides changing it. */
  acts?: (row: T, reload: () => void) => ReactNode;
  /** The words on the button that adds one; absent where nobody may. */
  add?: string | undefined;
  /** The form for a row, or for a new one; absent where nothing can be changed. */
  dialog?: ((row: T | null, done: () => void) => ReactNode) | undefined;
  /** Rows are made and taken away, never changed. */
  fixed?: boolean;
  /** What else can be done with the list as a whole. */
  besides?: (reload: () => void) => ReactNode;
}): ReactNode {
  const language = useLanguage();
  const { text } = language;
  const [turn, setTurn] = useState(0);
  const [editing, setEditing] = useState<T | 'new' | null>(null);
  const reload = (): void => setTurn((present) => present + 1);
  const { value, obstacle } = useFollowed(read, title, turn);
  const { shown, more } = useGrowing(value?.items ?? []);
  const done = (): void => {
    setEditing(null);
    reload();
  };
  return (
    <>
      <header className="manage-header">
        <div>
          <h2>{title}</h2>
          {explanation !== undefined && <p className="quiet">{explanation}</p>}
        </div>
        <div className="manage-acts">
          {besides?.(reload)}
          {add !== undefined && (
            <button type="button" className="button primary" onClick={() => setEditing('new')}>
              {add}
            </button>
          )}
        </div>
      </header>
      {obstacle && <p className="incident-stale">{obstacleTitle(language, obstacle)}</p>}
      {!value && !obstacle && <p className="empty">{text('incident.loading')}</p>}
      {value?.items.length === 0 && <p className="empty">{text('manage.empty')}</p>}
      {value && value.items.length > 0 && (
        <table className="list-table">
          <thead>
            <tr>
              {columns.map(({ name }) => (
                <th key={name} scope="col">
                  {name}
                </th>
              ))}
              {(acts ?? dialog) && (
                <th scope="col">
                  <span className="visually-hidden">{text('manage.acts')}</span>
                </th>
              )}
            </tr>
          </thead>
          <tbody>
            {shown.map((row) => (
              <tr key={row.id}>
                {columns.map(({ name, show }, index) =>
                  index === 0 ? (
                    <th key={name} scope="row">
                      {show(row)}
                    </th>
                  ) : (
                    <td key={name}>{show(row)}</td>
                  ),
                )}
                {(acts ?? dialog) && (
                  <td className="list-acts">
                    {acts?.(row, reload)}
                    {dialog && !fixed && (
                      <button type="button" className="button small" onClick={() => setEditing(row)}>
                        {text('manage.change')}
                      </button>
                    )}
                  </td>
                )}
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {more}
      {editing !== null && dialog?.(editing === 'new' ? null : editing, done)}
    </>
  );
}
