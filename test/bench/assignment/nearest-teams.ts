import { liveAssignmentStates } from '#lib/contract';

export interface NearTeam {
  teamId: string;
  callSign: string;
  kind: string;
  capabilities: string[];
  onDuty: boolean;
  crewSize: number;
  minimumCrew: number;
  /** Its live assignment. */
  assignmentId: string | null;
  lat: number;
  lon: number;
  fixAt: Date;
}

/** How many teams a recommendation first looks at. */
export const lookedAt = 128;

const liveStates = liveAssignmentStates.map((state) => `'${state}'`).join(', ');

/**
 * The teams nearest to a place with all that a choice among them needs: Layad's own query. Parameters: center, longitude,
 * latitude, how many, since when assignments count as burden.
 */
export const nearestTeams = `
  select team.id as "teamId", team.call_sign as "callSign", team.kind, team.capabilities, team.active,
         team.on_duty as "onDuty", jsonb_array_length(team.crew) as "crewSize", team.minimum_crew as "minimumCrew",
         live.id as "assignmentId", ST_Y(near.position::geometry) as lat, ST_X(near.position::geometry) as lon,
         near.fix_at as "fixAt", near.source, burden.recent as "recentAssignments", burden.last_at as "lastAssignedAt"
  from (
    select team_id, position, fix_at, source, position <-> ST_SetSRID(ST_MakePoint($2, $3), 4326)::geography as metres
    from team_position where center_id = $1
    order by position <-> ST_SetSRID(ST_MakePoint($2, $3), 4326)::geography limit $4
  ) near
  cross join lateral (select * from team where team.id = near.team_id limit 1) team
  left join lateral (
    select id from assignment where team_id = team.id and state in (${liveStates}) limit 1
  ) live on true
  cross join lateral (
    select count(*)::int as recent, max(offered_at) as last_at from assignment
    where team.on_duty and live.id is null and team_id = team.id and state not in ('declined', 'expired')
      and offered_at >= greatest(team.duty_since, $5::timestamptz)
  ) burden
  order by near.metres`;
