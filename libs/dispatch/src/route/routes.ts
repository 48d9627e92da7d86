import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Centers } from '#lib/center';
import type { LiveAssignmentState } from '#lib/contract';
import { Incidents } from '#lib/incident';
import { accept, refuse, type LatLon, type Result } from '#lib/kernel';
import type { Caller, Refusal } from '#lib/platform';
import {
  CenterTravelTimes,
  straightRoute,
  type RouteRequest,
  type TravelRoute,
  type TravelTimes,
} from '../travel-time/index.js';
import type { RouteDestination, RoutesView, RouteView } from './route.dto.js';
import { RouteRepository, type RouteTeamRow } from './route.repository.js';

/** All ways of a request together may take so long: a map waits for them, and its client gives up after 15 s. */
const patienceMilliseconds = 5_000;

/** Which way teams would come, for a map. Nobody is chosen by it. */
@Injectable()
export class Routes {
  constructor(
    private readonly dataSource: DataSource,
    private readonly centers: Centers,
    private readonly incidents: Incidents,
    private readonly teams: RouteRepository,
    private readonly travelTimes: CenterTravelTimes,
  ) {}

  /**
   * `not_found` also when a single team is unknown: the caller asks for what it sees on its board.
   *
   * @param deadline what the roads have not answered when it aborts is a straight line
   */
  async view(
    caller: Caller,
    incidentId: string,
    teamIds: readonly string[],
    deadline = AbortSignal.timeout(patienceMilliseconds),
  ): Promise<Result<RoutesView, Refusal>> {
    const { centerId } = caller;
    const incident = await this.incidents.findVisible(this.dataSource, caller, incidentId);
    if (!incident) return refuse({ code: 'not_found' });
    if (incident.state === 'closed') return refuse({ code: 'incident_closed' });
    const asked = [...new Set(teamIds.map((id) => id.toLowerCase()))];
    const found = new Map(
      (await this.teams.listTeams(this.dataSource, centerId, incidentId, asked)).map((team) => [
        team.teamId,
        team,
      ]),
    );
    if (!asked.every((id) => found.has(id))) return refuse({ code: 'not_found' });
    const items: RouteView[] = [];
    // One after the other: a recommendation that needs the roads meanwhile waits for one way of each such request.
    for (const id of asked) {
      const item = await this.routeOf(centerId, found.get(id)!, incident, deadline);
      if (item) items.push(item);
    }
    return accept({ items });
  }

  private async routeOf(
    centerId: string,
    team: RouteTeamRow,
    incident: LatLon,
    deadline: AbortSignal,
  ): Promise<RouteView | undefined> {
    const { teamId, kind, lat, lon } = team;
    const end = endOf(team, incident);
    if (lat === null || lon === null || !end) return undefined;
    const { id, settings } = await this.centers.get(centerId);
    const request = {
      origin: { id: teamId, position: { lat, lon }, teamKind: kind },
      destination: end.place,
      signal: deadline,
    };
    const travelTimes = this.travelTimes.of(id, settings.straightLine);
    return routeView(teamId, end.to, await wayInTime(travelTimes, request));
  }
}

async function wayInTime(
  travelTimes: TravelTimes,
  request: RouteRequest & { readonly signal: AbortSignal },
): Promise<TravelRoute> {
  try {
    return await travelTimes.route(request);
  } catch (error) {
    if (!request.signal.aborted) throw error;
    return straightRoute(request, 'too_slow');
  }
}

const withPatientAboard: readonly (LiveAssignmentState | null)[] = ['transporting', 'at_hospital'];

/** Undefined when it has nowhere left to go, or nobody knows where. */
function endOf(
  { state, facilityLat, facilityLon }: RouteTeamRow,
  { lat, lon }: LatLon,
): { to: RouteDestination; place: LatLon } | undefined {
  if (!withPatientAboard.includes(state)) return { to: 'incident', place: { lat, lon } };
  if (state !== 'transporting' || facilityLat === null || facilityLon === null) return undefined;
  return { to: 'facility', place: { lat: facilityLat, lon: facilityLon } };
}

const routeView = (
  teamId: string,
  to: RouteDestination,
  { line, source, fallbackReason }: TravelRoute,
): RouteView => ({
  teamId,
  to,
  line: line.map(([lon, lat]) => [lon, lat]),
  source,
  fallbackReason: fallbackReason ?? null,
});
