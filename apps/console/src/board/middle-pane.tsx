import { lazy, memo, Suspense, useEffect, type ReactNode } from 'react';
import { useLanguage } from '../language/language.js';
import type { Board } from '../live/board.js';
import { useStore } from '../live/store.js';
import { FailureBoundary } from '../look/failure-boundary.js';
import { MapPane } from '../map/map-pane.js';
import { middles, useDesk } from './desk.js';
import { openMapWindow } from './map-window-opener.js';

const loadTeamBoard = () => import('../teams/team-board.js');
const loadFacilityBoard = () => import('../facilities/facility-board.js');
const TeamBoard = lazy(loadTeamBoard);
const FacilityBoard = lazy(loadFacilityBoard);
/** After the board and the map, so that the lists are there when the connection no longer is. */
const loadAheadMilliseconds = 4_000;

export const middleKeys = { map: 'M', teams: 'T', facilities: 'F' } as const;

/** The middle column: the map, or every team or facility as a list. The map stays as it was beneath them. */
export const MiddlePane = memo(function MiddlePane({ board }: { board: Board }): ReactNode {
  const desk = useDesk();
  const { text } = useLanguage();
  const middle = useStore(desk.middle);
  useEffect(() => {
    const timer = setTimeout(() => {
      loadTeamBoard().catch(() => undefined);
      loadFacilityBoard().catch(() => undefined);
    }, loadAheadMilliseconds);
    return () => clearTimeout(timer);
  }, []);
  return (
    <section className="middle-pane" aria-label={text('middle.label')}>
      <div className="middle-bar">
        <div role="tablist" aria-label={text('middle.label')}>
          {middles.map((choice) => (
            <button
              key={choice}
              type="button"
              role="tab"
              aria-selected={choice === middle}
              data-shortcut={middleKeys[choice]}
              onClick={() => desk.middle.set(choice)}
            >
              {text(`middle.${choice}`)} <kbd>{middleKeys[choice]}</kbd>
            </button>
          ))}
        </div>
        <button type="button" className="button quiet" data-shortcut="W" onClick={() => openMapWindow()}>
          {text('map.window')} <kbd>{'W'}</kbd>
        </button>
      </div>
      <div className="middle-content">
        <div className="middle-map" inert={middle !== 'map'} aria-hidden={middle !== 'map' || undefined}>
          <MapPane board={board} work={desk} />
        </div>
        {middle !== 'map' && (
          <div className="middle-list">
            <FailureBoundary key={middle}>
              <Suspense fallback={<p className="empty">{text('incident.loading')}</p>}>
                {middle === 'teams' ? <TeamBoard board={board} /> : <FacilityBoard board={board} />}
              </Suspense>
            </FailureBoundary>
          </div>
        )}
      </div>
    </section>
  );
});
