import type { ReactNode } from 'react';
import type { Obstacle } from '../api/outcome.js';
import { useLanguage, type Language } from '../language/language.js';

/** What happened, in the user's language: the server's words where there are any. */
export function obstacleTitle({ text }: Language, obstacle: Obstacle): string {
  return (
    obstacle.title ?? text(obstacle.code === 'unreachable' ? 'problem.unreachable' : 'problem.unreadable')
  );
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
