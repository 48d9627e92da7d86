import type { ReactNode } from 'react';
import type { Obstacle } from '../api/outcome.js';
import { useLanguage } from '../language/language.js';
import { obstacleTitle } from './refusal.js';

/** What a list says of itself before, beside or instead of its rows: loading, empty, older than it should be. */
export function ListState({
  items,
  obstacle,
  empty,
}: {
  items: readonly unknown[] | null;
  obstacle: Obstacle | null;
  /** What would be here. */
  empty: string;
}): ReactNode {
  const language = useLanguage();
  return (
    <>
      {obstacle && (
        <p className="incident-stale">
          {obstacleTitle(language, obstacle)} {items && language.text('list.older')}
        </p>
      )}
      {!items && !obstacle && (
        <p className="empty" data-loading>
          {language.text('incident.loading')}
        </p>
      )}
      {items?.length === 0 && <p className="empty">{empty}</p>}
    </>
  );
}

/** Brings the next page of a list; nothing where all of it is shown. */
export function MoreButton({ more }: { more: (() => void) | null }): ReactNode {
  const { text } = useLanguage();
  return (
    more && (
      <p className="manage-more">
        <button type="button" className="button" onClick={more}>
          {text('list.more')}
        </button>
      </p>
    )
  );
}
