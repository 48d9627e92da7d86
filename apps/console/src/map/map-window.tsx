import { useEffect, useState, type ReactNode } from 'react';
import { AreasContext, useAreas } from '../board/areas.js';
import { ConnectionBanner } from '../board/connection-banner.js';
import { useDesk } from '../board/desk.js';
import { CenterClock, Connection } from '../board/status-bar.js';
import { useLanguage } from '../language/language.js';
import { startSecondHand } from '../live/server-clock.js';
import { useStore } from '../live/store.js';
import { followConsole } from './map-channel.js';
import { MapPane } from './map-pane.js';
import '../board/board.css';

/** The map in a window of its own, for a second monitor: in step with the console of the same user. */
export default function MapWindow(): ReactNode {
  const desk = useDesk();
  const { text } = useLanguage();
  const board = useStore(desk.live.board);
  const connection = useStore(desk.live.connection);
  const areas = useAreas(desk);
  const [{ work, stop }] = useState(() => followConsole(desk));
  useEffect(() => stop, [stop]);
  useEffect(startSecondHand, []);
  useEffect(() => {
    document.title = text('map.windowTitle');
  }, [text]);
  return (
    <AreasContext value={areas}>
      <div className="board" data-connection={connection.kind}>
        <header className="status-bar">
          <h1 className="status-name">
            <strong>{text('map.windowTitle')}</strong>
          </h1>
          <CenterClock />
          <Connection />
        </header>
        <ConnectionBanner />
        <main className="map-window">
          {board ? <MapPane board={board} work={work} /> : <p>{text('connection.loadingTitle')}</p>}
        </main>
      </div>
    </AreasContext>
  );
}
