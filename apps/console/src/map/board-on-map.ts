import { useEffect, useRef } from 'react';
import type { Desk } from '../board/desk.js';
import { writeCoordinates } from '../call/coordinates.js';
import { minutesOf } from '../incident/planned-teams.js';
import type { Language } from '../language/language.js';
import type { Board } from '../live/board.js';
import { useStore } from '../live/store.js';
import type { CityMap } from './city-map.js';
import { candidateLines, facilityMarks, incidentMarks, type TeamOnMap } from './map-features.js';
import type { MapWork } from './map-work.js';
import { underWayLines, withRoutes } from './routes-on-map.js';
import { useRested } from './use-rested.js';
import { useRoutes } from './use-routes.js';

/** So many of the best teams are shown together with the place of a new call. */
const teamsFramed = 2;

/** What lives on the board: facilities, incidents, teams where they are, and who may be or was sent to the selected one. */
export function useBoardOnMap({
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
