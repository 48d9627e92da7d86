import type { ReactNode } from 'react';
import type { Obstacle, OwnCode } from '../api/outcome.js';
import { useLanguage, type Language, type TextKey } from '../language/language.js';

const ownTitles: Readonly<Record<OwnCode, TextKey>> = {
  unreachable: 'problem.unreachable',
  unreadable: 'problem.unreadable',
  placeless: 'problem.placeless',
};

/** What happened, in the user's language: the server's words where there are any. */
export function obstacleTitle({ text }: Language, { code, title }: Obstacle): string {
  return title ?? text(code in ownTitles ? ownTitles[code as OwnCode] : 'problem.unreadable');
}

/** Says why something was not done: what happened, what was kept, what to do. */
export function Refusal({ obstacle }: { obstacle: Obstacle | null }): ReactNode {
  const language = useLanguage();
  return (
    <div role="alert">
      {obstacle && (
        <div className="refusal">
          <strong>{obstacleTitle(language, obstacle)}</strong>
          {obstacle.detail ?? language.text('problem.unreachableDetail')}
          {obstacle.problem?.fields?.map(({ field, message }) => (
            <div key={field}>{message}</div>
          ))}
        </div>
      )}
    </div>
  );
}
