import { useContext, useEffect, useMemo, useRef, useState, type ReactNode } from 'react';
import type { Locale, Priority } from '#lib/contract';
import { AreasContext, type Areas } from '../board/areas.js';
import { useDesk, type Desk } from '../board/desk.js';
import { readCoordinates, writeCoordinates, type Point } from '../call/coordinates.js';
import { minutesOf } from '../incident/planned-teams.js';
import { useLanguage, type Language } from '../language/language.js';
import type { Board } from '../live/board.js';
import type { TeamState } from '../live/response-clock.js';
import { useStore } from '../live/store.js';
import { PriorityMark, TeamMark } from '../look/marks.js';
import { darkNow } from '../look/theme.js';
import type { CityMap } from './city-map.js';
import { MapAttribution } from './map-attribution.js';
import {
  areaMarks,
  candidateLines,
  facilityMarks,
  incidentMarks,
  nothing,
  placeMarks,
  teamsOnMap,
  type TeamOnMap,
} from './map-features.js';
import type { MapWork } from './map-work.js';
import { useRoadsOnMap } from './roads-on-map.js';
import { underWayLines, withRoutes } from './routes-on-map.js';
import { useRoutes } from './use-routes.js';
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
      {!map && !failed && <p className="map-note">{text('map.loading')}</p>}
      {failed && <p className="map-note">{text('map.failed')}</p>}
      {bare && <p className="map-note">{text('map.backgroundFailed')}</p>}
      {areas === 'failed' && <p className="map-note">{text('map.areasFailed')}</p>}
      {placing !== null && <p className="map-placing">{text('map.placing')}</p>}
      <p className="visually-hidden">{text('map.summary', { incidents: open, teams: teams.length })}</p>
      {map && (
        <div className="map-buttons">
          {typeof areas !== 'string' && (
            <button type="button" className="button" onClick={() => fitCity(map, areas)}>
              {text('map.fit')}
            </button>
          )}
          {selected && placing === null && (
            <button
              type="button"
              className="button"
              onClick={() => map.show([selected.lon, selected.lat], true)}
            >
              {text('map.follow')}
            </button>
          )}
          <button type="button" className="button" title={text('map.zoomIn')} onClick={() => map.zoomBy(1)}>
            <span aria-hidden="true">{'+'}</span>
            <span className="visually-hidden">{text('map.zoomIn')}</span>
          </button>
          <button type="button" className="button" title={text('map.zoomOut')} onClick={() => map.zoomBy(-1)}>
            <span aria-hidden="true">{'−'}</span>
            <span className="visually-hidden">{text('map.zoomOut')}</span>
          </button>
        </div>
      )}
      <div className="map-foot">
        <Legend />
        <MapAttribution credits={[...backgroundCredits, ...roadCredits]} />
      </div>
    </div>
  );
}

function useCityMap(
  work: MapWork,
  element: HTMLDivElement | null,
  title: string,
  locale: Locale,
): { map: CityMap | null; failed: boolean; bare: boolean; backgroundCredits: readonly string[] } {
  const [map, setMap] = useState<CityMap | null>(null);
  const [failed, setFailed] = useState(false);
  const [bare, setBare] = useState(false);
  const [backgroundCredits, setBackgroundCredits] = useState<readonly string[]>([]);
  useEffect(() => {
    if (!element) return;
    let made: CityMap | undefined;
    let stopped = false;
    const make = async (): Promise<void> => {
      setBare(false);
      const [{ CityMap }, { readBackground }] = await Promise.all([
        import('./city-map.js'),
        import('./background-reader.js'),
        document.fonts.load('400 24px Inter'),
      ]);
      const background = await readBackground(locale, (come) => setBare(!come)).catch(() => {
        setBare(true);
        return null;
      });
      if (stopped) return;
      setBackgroundCredits(background?.credits ?? []);
      const listener = {
        placed: (lat: number, lon: number) => work.place({ lat, lon }),
        incidentChosen: (id: string) => work.select(id),
        backgroundFailed: () => {
          setBare(true);
          setBackgroundCredits([]);
        },
      };
      made = new CityMap(element, title, listener, background);
      setMap(made);
    };
    make().catch(() => setFailed(true));
    return () => {
      stopped = true;
      setMap(null);
      made?.remove();
    };
  }, [work, element, title, locale]);
  const dark = useStore(darkNow);
  const drawnDark = useRef(dark);
  useEffect(() => {
    if (drawnDark.current !== dark) map?.restyle();
    drawnDark.current = dark;
  }, [map, dark]);
  return { map, failed, bare, backgroundCredits };
}

function useAreasOnMap(map: CityMap | null, areas: Areas | 'loading' | 'failed'): void {
  useEffect(() => {
    if (!map || typeof areas === 'string') return;
    map.setGround('areas', areas.shapes);
    map.setMarks('areas', () => areaMarks(areas.shapes));
    map.setGround('outline', { ...nothing, features: areas.outline ? [areas.outline] : [] });
    fitCity(map, areas);
  }, [map, areas]);
}

function fitCity(map: CityMap, { shapes }: Areas): void {
  const [west, south, east, north] = boundsOf(shapes);
  if (west <= east) map.fit([west, south, east, north]);
}

function boundsOf({ features }: GeoJSON.FeatureCollection): [number, number, number, number] {
  const bounds: [number, number, number, number] = [180, 90, -180, -90];
  const include = (coordinates: unknown): void => {
    if (!Array.isArray(coordinates)) return;
    const [lon, lat] = coordinates as unknown[];
    if (typeof lon !== 'number' || typeof lat !== 'number') return coordinates.forEach(include);
    bounds[0] = Math.min(bounds[0], lon);
    bounds[1] = Math.min(bounds[1], lat);
    bounds[2] = Math.max(bounds[2], lon);
    bounds[3] = Math.max(bounds[3], lat);
  };
  for (const { geometry } of features) if ('coordinates' in geometry) include(geometry.coordinates);
  return bounds;
}

function useBoardOnMap({
  desk,
  work,
  map,
  board: { facilities, incidents, teams: boardTeams },
  teams,
  language,
}: {
  desk: Desk;
  work: MapWork;
  map: CityMap | null;
  board: Board;
  teams: readonly TeamOnMap[];
  language: Language;
}): void {
  const selectedId = useRested(useStore(work.selectedId));
  const drawnSelectedId = useRef<string | null>(null);
  const shown = useStore(work.recommendation);
  const selected = selectedId === null ? undefined : incidents.get(selectedId);
  const aim = shown?.incidentId === null ? shown.at : selected;
  const fits = shown !== null && (shown.incidentId === null || shown.incidentId === selectedId);
  const recommendation = fits ? shown.recommendation : null;
  const routes = useRoutes(desk, selected, shown?.incidentId === selectedId ? recommendation : null);
  const { positions } = desk.live;

  useEffect(() => {
    if (!map) return;
    const move = (ids: readonly string[]): void => {
      for (const id of ids) {
        const fix = positions.get(id);
        if (fix) map.moveTeam(id, [fix.lon, fix.lat]);
      }
    };
    move([...(desk.live.board.get()?.teams.keys() ?? [])]);
    return positions.listen(move);
  }, [desk, map, positions]);

  useEffect(
    () => map?.setMarks('facilities', () => facilityMarks(facilities, language), 'soon'),
    [map, facilities, language],
  );
  useEffect(() => {
    const when = drawnSelectedId.current === selectedId ? 'soon' : 'now';
    drawnSelectedId.current = selectedId;
    map?.setMarks('incidents', () => incidentMarks(incidents, selectedId), when);
  }, [map, incidents, selectedId]);
  useEffect(() => {
    const minutes = new Map(
      recommendation?.items.map(({ team, etaSeconds }) => [
        team.id,
        language.text('map.minutes', { minutes: minutesOf({ etaSeconds }) }),
      ]),
    );
    map?.setTeams(teams, minutes);
    map?.setLines(() => {
      const positionOf = (id: string) => map.positionOf(id);
      const candidates = withRoutes(candidateLines(aim, recommendation, positionOf), routes);
      const underWay = underWayLines(selected, boardTeams, routes, positionOf);
      return [...candidates.features, ...underWay.features];
    });
  }, [map, teams, recommendation, aim, selected, routes, boardTeams, language]);

  const foreseen = shown?.incidentId === null ? shown : null;
  const framed = useRef('');
  useEffect(() => {
    if (!map || !foreseen) return;
    const { at, recommendation: made } = foreseen;
    const place = writeCoordinates(at);
    // Once for each place: where the operator looks afterwards is up to the operator.
    if (framed.current === place) return;
    framed.current = place;
    const best = made.items.slice(0, teamsFramed).map(({ team }) => map.positionOf(team.id));
    map.frame([[at.lon, at.lat], ...best.filter((seen) => seen !== undefined)]);
  }, [map, foreseen]);

  const { lon, lat } = selected ?? {};
  useEffect(() => {
    if (lon !== undefined && lat !== undefined) map?.show([lon, lat]);
  }, [map, selectedId, lon, lat]);
}

/** So many of the best teams are shown together with the place of a new call. */
const teamsFramed = 2;

/** So long an incident must be open before the map turns to it: who walks through the queue passes many. */
const restMilliseconds = 150;

/** The value, once it stays the same for a moment. */
function useRested<T>(value: T): T {
  const [rested, setRested] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setRested(value), restMilliseconds);
    return () => clearTimeout(timer);
  }, [value]);
  return rested;
}

/** Shows the place being chosen, or else the one that was looked for. */
function usePlaceOnMap(map: CityMap | null, placing: string | null, found: Point | null): void {
  useEffect(() => {
    const point = placing === null ? found : readCoordinates(placing);
    map?.setPlacing(placing !== null);
    map?.setMarks('place', () => placeMarks(point ?? null));
    if (point) map?.show([point.lon, point.lat]);
  }, [map, placing, found]);
}

const legendTeams: readonly Exclude<TeamState, 'off_duty'>[] = [
  'ready',
  'alerted',
  'to_scene',
  'on_scene',
  'with_patient',
];
const legendPriorities: readonly Priority[] = ['P1', 'P2', 'P3', 'P4'];

function Legend(): ReactNode {
  const { text } = useLanguage();
  return (
    <ul className="map-legend" aria-label={text('map.legend')}>
      {legendTeams.map((state) => (
        <li key={state}>
          <TeamMark state={state} size={14} /> {text(`teamState.${state}`)}
        </li>
      ))}
      <li>
        {legendPriorities.map((priority) => (
          <PriorityMark key={priority} priority={priority} size={14} />
        ))}{' '}
        {text('map.incident')}
      </li>
      <li>
        <span className="legend-hospital" aria-hidden="true">
          {'+'}
        </span>{' '}
        {text('map.hospital')}
      </li>
    </ul>
  );
}
