import type { ReactNode } from 'react';
import { useDesk } from '../board/desk.js';
import { useLanguage } from '../language/language.js';
import { useStore } from '../live/store.js';

/** How fresh a list is that follows the journal: live, or as it was when the server was last heard. */
export function Freshness(): ReactNode {
  const { text, clockTime } = useLanguage();
  const connection = useStore(useDesk().live.connection);
  return (
    <small className="freshness" data-live={connection.kind === 'live' || undefined}>
      {connection.kind === 'live'
        ? text('timeline.live')
        : text('list.asOf', { time: clockTime(connection.since) })}
    </small>
  );
}
