import type { RecommendationView, RouteView } from '../api/generated/types.gen.js';
import type { Board, LiveIncident } from '../live/board.js';
import { teamState } from '../live/response-clock.js';
import { nothing } from './map-features.js';
import type { Position } from './view.js';

/** As many as the server answers at once. */
const mostRoutes = 10;

/** Which routes an incident needs, and what they are read again for when it changes. */
export interface WantedRoutes {
  readonly incidentId: string;
  readonly teamIds: readonly string[];
  readonly aim: string;
  readonly mark: string;
}

/** Routes to another place, or of another incident, are of no use any more. */
const aimOf = ({ id, lat, lon }: LiveIncident): string => [id, lat, lon].join(' ');

/** States in which a team has a way before it: to the incident, or with the patient to the hospital. */
const underWay = ['offered', 'acknowledged', 'en_route', 'transporting'];

const assignmentsUnderWay = ({ assignments }: LiveIncident): LiveIncident['assignments'] =>
  assignments.filter(({ state }) => underWay.includes(state));

/**
 * The routes of the teams under way and of the candidates; null where there is nothing to ask. They are read when the
 * recommendation is renewed or an assignment changes, not whenever a team moves.
 */
export function wantedRoutes(
  incident: LiveIncident | undefined,
  recommendation: RecommendationView | null,
): WantedRoutes | null {
  if (!incident || incident.state === 'closed' || !recommendation) return null;
  const aim = aimOf(incident);
  const sent = assignmentsUnderWay(incident);
  const candidates = recommendation.items.map(({ team }) => team.id);
  const teamIds = [...new Set([...sent.map(({ teamId }) => teamId), ...candidates])].slice(0, mostRoutes);
  if (teamIds.length === 0) return null;
  const states = sent.map(({ teamId, state }) => `${teamId} ${state}`);
  const mark = [aim, recommendation.madeAt, ...states, ...teamIds].join(' ');
  return { incidentId: incident.id, teamIds, aim, mark };
}

type Routes = ReadonlyMap<string, RouteView>;

const byTeam = (routes: readonly RouteView[]): Routes =>
  new Map(routes.map((route) => [route.teamId, route]));

/** The line of a route by road; a straight one is drawn from where the team is seen, not from where it was asked for. */
const byRoad = (routes: Routes, teamId: string): GeoJSON.Position[] | undefined => {
  const route = routes.get(teamId);
  return route?.source === 'valhalla' ? route.line : undefined;
};

/**
 * The lines of candidates, along roads where a route is known; these from the incident outwards, so that the dashes of
 * ways that end on the same road fall on each other and do not fill it.
 */
export function withRoutes(
  lines: GeoJSON.FeatureCollection,
  answered: readonly RouteView[],
): GeoJSON.FeatureCollection {
  const routes = byTeam(answered);
  const features = lines.features.map((line) => {
    const coordinates = byRoad(routes, String(line.properties?.['teamId']))?.toReversed();
    return coordinates ? { ...line, geometry: { type: 'LineString' as const, coordinates } } : line;
  });
  return { ...lines, features };
}

/** The ways of the teams under way for an incident: straight until a route is known. */
export function underWayLines(
  incident: LiveIncident | undefined,
  teams: Board['teams'],
  answered: readonly RouteView[],
  positionOf: (teamId: string) => Position | undefined,
): GeoJSON.FeatureCollection {
  if (!incident || incident.state === 'closed') return nothing;
  const routes = byTeam(answered);
  const features = assignmentsUnderWay(incident).flatMap((assignment): GeoJSON.Feature[] => {
    const { teamId } = assignment;
    const team = teams.get(teamId);
    const end = endOf(assignment.state, incident, routes.get(teamId));
    const from = positionOf(teamId);
    const straight = from && end ? [[...from], end] : undefined;
    const coordinates = end && (byRoad(routes, teamId) ?? straight);
    if (!team || !coordinates) return [];
    const properties = { teamId, state: teamState(team, assignment) };
    return [{ type: 'Feature', properties, geometry: { type: 'LineString', coordinates } }];
  });
  return { ...nothing, features };
}

/** Where the way ends. Which hospital it is only a route tells; one that still leads to the incident is over. */
function endOf(
  state: LiveIncident['assignments'][number]['state'],
  { lat, lon }: LiveIncident,
  route: RouteView | undefined,
): GeoJSON.Position | undefined {
  if (state !== 'transporting') return route?.to === 'facility' ? undefined : [lon, lat];
  return route?.to === 'facility' ? route.line.at(-1) : undefined;
}
