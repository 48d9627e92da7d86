import { useEffect, type ReactNode } from 'react';
import { NewCallForm } from '../call/new-call-form.js';
import { IncidentPane } from '../incident/incident-pane.js';
import { useLanguage } from '../language/language.js';
import { startSecondHand } from '../live/server-clock.js';
import { useStore } from '../live/store.js';
import { CommandLine } from '../command/command-line.js';
import { leadMapWindows } from '../map/map-channel.js';
import { QueuePane } from '../queues/queue-pane.js';
import { Alarms } from './alarms.js';
import { AreasContext, useAreas } from './areas.js';
import { ConnectionBanner } from './connection-banner.js';
import { useDesk } from './desk.js';
import { MiddlePane } from './middle-pane.js';
import { ShortcutBar, ShortcutSheet } from './shortcut-sheet.js';
import { useShortcuts } from './shortcuts.js';
import { StatusBar } from './status-bar.js';
import './board.css';

/** The whole board. Without a first snapshot it says so, and never shows an empty queue instead. */
export function BoardScreen(): ReactNode {
  const desk = useDesk();
  const { text } = useLanguage();
  const board = useStore(desk.live.board);
  const connection = useStore(desk.live.connection);
  const draft = useStore(desk.draft);
  const notice = useStore(desk.notice);
  const areas = useAreas(desk);
  const sheetOpen = useStore(desk.sheetOpen);
  useEffect(startSecondHand, []);
  useEffect(() => leadMapWindows(desk), [desk]);
  useShortcuts(desk);
  return (
    <AreasContext value={areas}>
      <div className="board" data-connection={connection.kind}>
        <StatusBar board={board} />
        <ConnectionBanner />
        {board ? (
          <main className="board-main">
            <QueuePane board={board} />
            <MiddlePane board={board} />
            {draft ? <NewCallForm draft={draft} /> : <IncidentPane board={board} />}
          </main>
        ) : (
          <main className="board-waiting">
            <h2>{text('connection.loadingTitle')}</h2>
            <p>{text('connection.loadingText')}</p>
          </main>
        )}
        <footer className="board-footer">
          <CommandLine board={board} />
          <ShortcutBar onSheet={() => desk.sheetOpen.set(true)} />
        </footer>
        <div className="notice" role="status">
          {notice && <p>{notice}</p>}
        </div>
        {board && <Alarms board={board} />}
        {sheetOpen && <ShortcutSheet onDismiss={() => desk.sheetOpen.set(false)} />}
      </div>
    </AreasContext>
  );
}
