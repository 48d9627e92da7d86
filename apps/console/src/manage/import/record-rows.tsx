import type { ReactNode } from 'react';
import { useLanguage } from '../../language/language.js';
import { useGrowing } from '../../look/growing.js';
import { obstacleTitle } from '../../look/refusal.js';
import { inOrder, isRefused, type RecordRow, type RowState } from './record-row.js';

/** The rows of a file and what has become of each; as many are drawn as somebody has scrolled to. */
export function RecordRows<Column extends string>({
  wanted,
  rows,
}: {
  wanted: readonly { readonly column: Column | 'name'; readonly label: string }[];
  rows: readonly RecordRow<Column>[];
}): ReactNode {
  const language = useLanguage();
  const { text } = language;
  const { shown, more } = useGrowing(inOrder(rows));
  const wordsOf = (state: RowState): string => {
    if (typeof state === 'string') return text(`records.${state}`);
    if ('fault' in state) return state.fault;
    const faults = (state.problem?.fields ?? []).map(({ message }) => message);
    return [obstacleTitle(language, state), ...faults].join(' ');
  };
  const markOf = (state: RowState): string => {
    if (typeof state === 'string') return state;
    return isRefused(state) ? 'refused' : 'faulty';
  };
  return (
    <div className="import-preview" tabIndex={0} role="group" aria-label={text('records.rows')}>
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
          {shown.map(({ index, cells, point, state }) => (
            <tr key={index} data-state={markOf(state)}>
              {wanted.map(({ column }) => (
                <td key={column}>{cells[column]}</td>
              ))}
              <td>{point ? `${point.lat}, ${point.lon}` : '–'}</td>
              <td>{wordsOf(state)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {more}
    </div>
  );
}
