import { useContext, useEffect, useMemo, useRef, useState, type ReactNode } from 'react';
import type { Priority } from '#lib/contract';
import { AreasContext, type Areas } from '../board/areas.js';
import { useDesk, type Desk } from '../board/desk.js';
import { readCoordinates, writeCoordinates } from '../call/coordinates.js';
import { shownRecommendation } from '../incident/recommendations.js';
import { useLanguage, type Language } from '../language/language.js';
import type { Board } from '../live/board.js';
import type { TeamState } from '../live/response-clock.js';
import { useStore } from '../live/store.js';
import { PriorityMark, TeamMark } from '../look/marks.js';
import { darkNow } from '../look/theme.js';
import type { CityMap } from './city-map.js';
import {
  areaLabels,
  candidateLines,
  facilityFeatures,
  incidentFeatures,
  nothing,
  teamsOnMap,
  type TeamOnMap,
} from './map-features.js';
import './map.css';

/** The middle column. The map itself is loaded after the board, so that the board never waits for it. */
export function MapPane({ board }: { board: Board }): ReactNode {
  const desk = useDesk();
  const language = useLanguage();
  const { text } = language;
  const [element, setElement] = useState<HTMLDivElement | null>(null);
  const { map, failed } = useCityMap(desk, element, text('map.label'));
  const draft = useStore(desk.draft);
  const selectedId = useStore(desk.selectedId);
  const selected = selectedId === null ? undefined : board.incidents.get(selectedId);
  const areas = useContext(AreasContext);
  const teams = useMemo(() => teamsOnMap(board.teams, board.incidents), [board.teams, board.incidents]);
  useAreasOnMap(map, areas);
  useBoardOnMap(desk, map, board, teams, language);
  useDraftOnMap(map, draft?.placeText ?? null);
  const open = [...board.incidents.values()].filter(({ state }) => state !== 'closed').length;
  return (
    <div className="map-pane" data-placing={draft !== null || undefined}>
      <div ref={setElement} className="map-canvas" />
      {!map && !failed && <p className="map-note">{text('map.loading')}</p>}
      {failed && <p className="map-note">{text('map.failed')}</p>}
      {areas === 'failed' && <p className="map-note">{text('map.areasFailed')}</p>}
      {draft && <p className="map-placing">{text('map.placing')}</p>}
      <p className="visually-hidden">{text('map.summary', { incidents: open, teams: teams.length })}</p>
      {map && (
        <div className="map-buttons">
          {typeof areas !== 'string' && (
            <button type="button" className="button" onClick={() => fitCity(map, areas)}>
              {text('map.fit')}
            </button>
          )}
          {selected && (
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
      <Legend />
    </div>
  );
}

function useCityMap(
  desk: Desk,
  element: HTMLDivElement | null,
  title: string,
): { map: CityMap | null; failed: boolean } {
  const [map, setMap] = useState<CityMap | null>(null);
  const [failed, setFailed] = useState(false);
  useEffect(() => {
    if (!element) return;
    let made: CityMap | undefined;
    let stopped = false;
    const make = async (): Promise<void> => {
      const [{ CityMap }] = await Promise.all([
        import('./city-map.js'),
        document.fonts.load('400 24px Inter'),
      ]);
      if (stopped) return;
      made = new CityMap(element, title, {
        placed: (lat, lon) => {
          const draft = desk.draft.get();
          if (!draft) return;
          const placeText = writeCoordinates({ lat, lon });
          desk.draft.set({ ...draft, placeText, placeFrom: 'operator_map' });
        },
        incidentChosen: (id) => desk.select(id),
      });
      setMap(made);
    };
    make().catch(() => setFailed(true));
    return () => {
      stopped = true;
      setMap(null);
      made?.remove();
    };
  }, [desk, element, title]);
  const dark = useStore(darkNow);
  const drawnDark = useRef(dark);
  useEffect(() => {
    if (drawnDark.current !== dark) map?.restyle();
    drawnDark.current = dark;
  }, [map, dark]);
  return { map, failed };
}

function useAreasOnMap(map: CityMap | null, areas: Areas | 'loading' | 'failed'): void {
  useEffect(() => {
    if (!map || typeof areas === 'string') return;
    map.set('areas', areas.shapes);
    map.set('areaLabels', areaLabels(areas.shapes));
    map.set('outline', { ...nothing, features: areas.outline ? [areas.outline] : [] });
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

function useBoardOnMap(
  desk: Desk,
  map: CityMap | null,
  { facilities, incidents }: Board,
  teams: readonly TeamOnMap[],
  language: Language,
): void {
  const selectedId = useStore(desk.selectedId);
  const shown = useStore(shownRecommendation);
  const recommendation = shown?.incidentId === selectedId ? shown.recommendation : null;
  const selected = selectedId === null ? undefined : incidents.get(selectedId);
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
    () => map?.set('facilities', facilityFeatures(facilities, language)),
    [map, facilities, language],
  );
  useEffect(
    () => map?.set('incidents', incidentFeatures(incidents, selectedId)),
    [map, incidents, selectedId],
  );
  useEffect(() => {
    const minutes = new Map(
      recommendation?.items.map(({ team, etaSeconds }) => [
        team.id,
        language.text('map.minutes', { minutes: Math.max(1, Math.round(etaSeconds / 60)) }),
      ]),
    );
    map?.setTeams(teams, minutes);
    map?.set(
      'candidates',
      candidateLines(selected, recommendation, (id) => map.positionOf(id)),
    );
  }, [map, teams, recommendation, selected, language]);

  const { lon, lat } = selected ?? {};
  useEffect(() => {
    if (lon !== undefined && lat !== undefined) map?.show([lon, lat]);
  }, [map, selectedId, lon, lat]);
}

/** Shows the point of the call being taken down. */
function useDraftOnMap(map: CityMap | null, placeText: string | null): void {
  useEffect(() => {
    const point = placeText === null ? undefined : readCoordinates(placeText);
    map?.setPlacing(placeText !== null);
    map?.set('place', {
      ...nothing,
      features: point
        ? [
            {
              type: 'Feature',
              properties: {},
              geometry: { type: 'Point', coordinates: [point.lon, point.lat] },
            },
          ]
        : [],
    });
    if (point) map?.show([point.lon, point.lat]);
  }, [map, placeText]);
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
