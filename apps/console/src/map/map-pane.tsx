import { useContext, useMemo, useState, type ReactNode } from 'react';
import { AreasContext } from '../board/areas.js';
import { useDesk } from '../board/desk.js';
import { useLanguage } from '../language/language.js';
import type { Board } from '../live/board.js';
import { useStore } from '../live/store.js';
import { useAreasOnMap } from './areas-on-map.js';
import { useBoardOnMap } from './board-on-map.js';
import { MapAttribution } from './map-attribution.js';
import { MapButtons } from './map-buttons.js';
import { teamsOnMap } from './map-features.js';
import { MapLegend } from './map-legend.js';
import type { MapWork } from './map-work.js';
import { usePlaceOnMap } from './place-on-map.js';
import { useRoadsOnMap } from './roads-on-map.js';
import { useCityMap } from './use-city-map.js';
import './map.css';

/** The middle column. The map itself is loaded after the board, so that the board never waits for it. */
export function MapPane({ board, work }: { board: Board; work: MapWork }): ReactNode {
  const desk = useDesk();
  const language = useLanguage();
  const { text } = language;
  const [element, setElement] = useState<HTMLDivElement | null>(null);
  const { map, failed, bare, backgroundCredits } = useCityMap(
    work,
    element,
    text('map.label'),
    language.locale,
  );
  const placing = useStore(work.placing);
  const found = useStore(work.found);
  const selectedId = useStore(work.selectedId);
  const selected = selectedId === null ? undefined : board.incidents.get(selectedId);
  const areas = useContext(AreasContext);
  const teams = useMemo(() => teamsOnMap(board.teams, board.incidents), [board.teams, board.incidents]);
  useAreasOnMap(map, areas);
  const roadCredits = useRoadsOnMap(desk, map);
  useBoardOnMap({ desk, work, map, board, teams, language });
  usePlaceOnMap(map, placing, found);
  const open = [...board.incidents.values()].filter(({ state }) => state !== 'closed').length;
  return (
    <div className="map-pane" data-placing={placing !== null || undefined}>
      <div ref={setElement} className="map-canvas" />
      {!map && !failed && (
        <p data-covers-map className="map-note">
          {text('map.loading')}
        </p>
      )}
      {failed && (
        <p data-covers-map className="map-note">
          {text('map.failed')}
        </p>
      )}
      {bare && (
        <p data-covers-map className="map-note">
          {text('map.backgroundFailed')}
        </p>
      )}
      {areas === 'failed' && (
        <p data-covers-map className="map-note">
          {text('map.areasFailed')}
        </p>
      )}
      {placing !== null && (
        <p data-covers-map className="map-placing">
          {text('map.placing')}
        </p>
      )}
      <p className="visually-hidden">{text('map.summary', { incidents: open, teams: teams.length })}</p>
      {map && (
        <MapButtons
          map={map}
          areas={typeof areas === 'string' ? null : areas}
          selected={placing === null ? selected : undefined}
        />
      )}
      <div className="map-foot">
        <MapLegend />
        <MapAttribution credits={[...backgroundCredits, ...roadCredits]} />
      </div>
    </div>
  );
}
