import type { ReactNode } from 'react';
import type { Obstacle } from '../api/outcome.js';
import { useLanguage } from '../language/language.js';
import { obstacleTitle } from '../look/refusal.js';

/** Stands where the protocol will be: it is on its way, or cannot be had just now. */
export function ProtocolAwaited({
  obstacle = null,
  onFold,
}: {
  obstacle?: Obstacle | null;
  /** Given where it can be put away. */
  onFold?: (() => void) | undefined;
}): ReactNode {
  const language = useLanguage();
  const { text } = language;
  if (!obstacle) {
    return (
      <p className="empty" data-loading>
        {text('triage.loading')}
      </p>
    );
  }
  return (
    <div className="protocol-absent" role="alert">
      <strong>{text('triage.absent', { reason: obstacleTitle(language, obstacle) })}</strong>
      <p>{text('triage.absentMeanwhile')}</p>
      {onFold && (
        <button type="button" className="button small" onClick={onFold}>
          {text('triage.fold')}
        </button>
      )}
    </div>
  );
}
