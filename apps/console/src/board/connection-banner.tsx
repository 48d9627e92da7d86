import type { ReactNode } from 'react';
import { useLanguage } from '../language/language.js';
import { useStore } from '../live/store.js';
import { useDesk } from './desk.js';

/** Says since when what is on the screen is no longer the present. */
export function ConnectionBanner(): ReactNode {
  const { text, clockTime } = useLanguage();
  const { live } = useDesk();
  const connection = useStore(live.connection);
  const known = useStore(live.board, (board) => board !== null);
  const refusal = connection.kind === 'live' ? null : connection.refusal;
  const lost = connection.kind === 'lost';
  return (
    <div role="alert" className="connection-banner-place">
      {(lost || refusal !== null) && (
        <div className="connection-banner">
          {lost && <strong>{text('connection.lostTitle', { time: clockTime(connection.since) })}</strong>}
          <span>
            {lost && known && text('connection.lostText')}{' '}
            {refusal !== null && text('connection.refused', { reason: refusal })}
          </span>
        </div>
      )}
    </div>
  );
}
