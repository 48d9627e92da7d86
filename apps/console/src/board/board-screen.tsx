import { useEffect, type ReactNode } from 'react';
import { CallAside } from '../call/call-aside.js';
import { NewCallForm } from '../call/new-call-form.js';
import { CommandLine } from '../command/command-line.js';
import { IncidentPane } from '../incident/incident-pane.js';
import { useLanguage } from '../language/language.js';
import { useStore } from '../live/store.js';
import { leadMapWindows } from '../map/map-channel.js';
import { QueuePane } from '../queues/queue-pane.js';
import { Tour } from '../tour/tour.js';
import { AreasContext, useAreas } from './areas.js';
import { BoardUnknown } from './board-unknown.js';
import { useDesk } from './desk.js';
import { useLanding } from './landing.js';
import { MiddlePane } from './middle-pane.js';
import { PageFrame } from './page-frame.js';
import { ShortcutBar, ShortcutSheet } from './shortcut-sheet.js';
import { useShortcuts } from './shortcuts.js';

/** The whole board. Without a first snapshot it says so, and never shows an empty queue instead. */
export function BoardScreen(): ReactNode {
  const desk = useDesk();
  const { text } = useLanguage();
  const board = useStore(desk.live.board);
  const connection = useStore(desk.live.connection);
  const draft = useStore(desk.draft);
  const aside = useStore(desk.draftAside);
  const taken = aside ? null : draft;
  const areas = useAreas(desk);
  const sheetOpen = useStore(desk.sheetOpen);
  const touring = useStore(desk.touring);
  useEffect(() => leadMapWindows(desk), [desk]);
  useShortcuts(desk);
  useLanding(desk, board !== null);
  return (
    <AreasContext value={areas}>
      <PageFrame
        footer={
          <footer className="board-footer">
            <CommandLine board={board} />
            <ShortcutBar onSheet={() => desk.sheetOpen.set(true)} />
          </footer>
        }
      >
        {!board && connection.kind === 'lost' && <BoardUnknown since={connection.since} />}
        {board && (
          <main className="board-main" data-call={taken !== null || undefined}>
            <QueuePane board={board} />
            <MiddlePane board={board} />
            {taken && <CallAside draft={taken} />}
            {taken ? <NewCallForm draft={taken} /> : <IncidentPane board={board} />}
          </main>
        )}
        {!board && connection.kind !== 'lost' && (
          <main className="board-waiting">
            <h2>{text('connection.loadingTitle')}</h2>
            <p>{text('connection.loadingText')}</p>
          </main>
        )}
        {board && touring && <Tour board={board} />}
        {sheetOpen && <ShortcutSheet onDismiss={() => desk.sheetOpen.set(false)} />}
      </PageFrame>
    </AreasContext>
  );
}
