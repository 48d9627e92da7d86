import type { ReactNode } from 'react';
import { useLanguage } from '../language/language.js';
import type { Difference } from './differences.js';

/** Somebody else saved first: both versions side by side, and the question which one shall stand. */
export function Conflict({
  differences,
  onMine,
  onTheirs,
}: {
  differences: readonly Difference[];
  onMine: () => void;
  onTheirs: () => void;
}): ReactNode {
  const { text } = useLanguage();
  return (
    <div className="conflict" role="alert">
      <strong>{text('conflict.title')}</strong>
      <table>
        <thead>
          <tr>
            <td />
            <th scope="col">{text('conflict.mine')}</th>
            <th scope="col">{text('conflict.theirs')}</th>
          </tr>
        </thead>
        <tbody>
          {differences.map(({ label, mine, theirs }) => (
            <tr key={label}>
              <th scope="row">{label}</th>
              <td>{mine}</td>
              <td>{theirs}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <div className="dialog-buttons">
        <button type="button" className="button" onClick={onTheirs}>
          {text('conflict.keepTheirs')}
        </button>
        <button type="button" className="button" onClick={onMine}>
          {text('conflict.keepMine')}
        </button>
      </div>
    </div>
  );
}
