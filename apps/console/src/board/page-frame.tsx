import { useEffect, type ReactNode } from 'react';
import { startSecondHand } from '../live/server-clock.js';
import { useStore } from '../live/store.js';
import { Alarms } from './alarms.js';
import { ConnectionBanner } from './connection-banner.js';
import { useDesk } from './desk.js';
import { StatusBar } from './status-bar.js';
import './board.css';

/** What stays the same on every page: the time, the truth about the connection, what was just done, the alarms. */
export function PageFrame({ children, footer }: { children: ReactNode; footer?: ReactNode }): ReactNode {
  const desk = useDesk();
  const board = useStore(desk.live.board);
  const connection = useStore(desk.live.connection);
  const notice = useStore(desk.notice);
  useEffect(startSecondHand, []);
  return (
    <div className="board" data-connection={connection.kind}>
      <StatusBar board={board} />
      <ConnectionBanner />
      {children}
      {footer}
      <div className="notice" role="status">
        {notice && <p>{notice}</p>}
      </div>
      {board && <Alarms board={board} />}
    </div>
  );
}
