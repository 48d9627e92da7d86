import { Injectable } from '@nestjs/common';
import type { LiveAssignmentState, TeamKind } from '#lib/contract';
import { rows, type Queryable } from '#lib/platform';
import { liveStates } from '../assignment/live-states.js';

/** A team with what decides its way in one incident. */
export interface RouteTeamRow {
  teamId: string;
  kind: TeamKind;
  /** Where it was last seen, or its base; null when nobody knows. */
  lat: number | null;
  lon: number | null;
  /** Of its live assignment to this incident; null without one. */
  state: LiveAssignmentState | null;
  /** Where it brings the patient; null when nobody said. */
  facilityLat: number | null;
  facilityLon: number | null;
}

@Injectable()
export class RouteRepository {
  /** Those of the teams that the center has. */
  listTeams(
    on: Queryable,
    centerId: string,
    incidentId: string,
    teamIds: readonly string[],
  ): Promise<RouteTeamRow[]> {
    return rows(
      on,
      `select team.id as "teamId", team.kind, live.state,
              ST_Y(seen.position::geometry) as lat, ST_X(seen.position::geometry) as lon,
              ST_Y(hospital.position::geometry) as "facilityLat", ST_X(hospital.position::geometry) as "facilityLon"
       from team
       left join team_position seen on seen.team_id = team.id
       left join assignment live
         on live.team_id = team.id and live.incident_id = $2 and live.state in (${liveStates})
       left join facility hospital on hospital.id = live.destination_facility_id
       where team.center_id = $1 and team.id = any($3::uuid[])`,
      [centerId, incidentId, teamIds],
    );
  }
}
