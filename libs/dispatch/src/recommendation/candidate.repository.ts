import { Injectable } from '@nestjs/common';
import type { PositionSource, TeamCapability, TeamKind } from '#lib/contract';
import type { LatLon } from '#lib/kernel';
import { findRow, rows, type Queryable } from '#lib/platform';
import { liveStates } from '../assignment/live-states.js';
import { capabilitiesToList } from './engine/capabilities.js';
import type { PlanUnit } from './engine/plan.js';

/** A team as the database knows it. */
export interface CandidateRow {
  teamId: string;
  callSign: string;
  kind: TeamKind;
  capabilities: TeamCapability[];
  /** False for a team that was taken out of use. */
  active: boolean;
  onDuty: boolean;
  crewSize: number;
  minimumCrew: number;
  /** Its live assignment. */
  assignmentId: string | null;
  lat: number | null;
  lon: number | null;
  fixAt: Date | null;
  source: PositionSource | null;
  recentAssignments: number;
  lastAssignedAt: Date | null;
}

/** Where to look, and from when on assignments count as burden. */
export interface Vicinity {
  centerId: string;
  place: LatLon;
  burdenSince: Date;
}

/** What a team must have to be worth a look. */
export interface Requirement {
  unit: PlanUnit;
  /** Device positions from before this are too old. */
  oldestFixAt: Date;
}

/** How far from the place the nearest so many teams reach. */
export interface Reach {
  teams: number;
  metres: number;
}

const place = `ST_SetSRID(ST_MakePoint($2, $3), 4326)::geography`;

/**
 * The nearest positions of the center, nearest first. The limit stands inside, so that the planner walks the index of
 * positions in order of distance (or, in a center with few teams, its index by center) and never sorts them all.
 */
const nearest = (limit: string) => `
  select team_id, position, fix_at, source, position <-> ${place} as metres
  from team_position where center_id = $1 order by position <-> ${place} limit ${limit}`;

const isBusy = `exists (select from assignment where team_id = team.id and state in (${liveStates}))`;

const facts = `
  team.id as "teamId", team.call_sign as "callSign", team.kind, team.capabilities, team.active, team.on_duty as "onDuty",
  jsonb_array_length(team.crew) as "crewSize", team.minimum_crew as "minimumCrew", live.id as "assignmentId",
  ST_Y(near.position::geometry) as lat, ST_X(near.position::geometry) as lon, near.fix_at as "fixAt", near.source,
  burden.recent as "recentAssignments", burden.last_at as "lastAssignedAt"`;

/** Joins, one index probe a team each. `limit 1` keeps the planner from reading the whole table instead. */
const team = (condition: string) => `
  cross join lateral (select * from team where team.id = near.team_id and ${condition} limit 1) team`;
const live = `
  left join lateral (
    select id from assignment where team_id = team.id and state in (${liveStates}) limit 1
  ) live on true`;
/** Assignments of this duty that the team took; the work of one that is off duty or busy does not matter. */
const burden = (since: string) => `
  cross join lateral (
    select count(*)::int as recent, max(offered_at) as last_at from assignment
    where team.on_duty and live.id is null and team_id = team.id and state not in ('declined', 'expired')
      and offered_at >= greatest(team.duty_since, ${since}::timestamptz)
  ) burden`;

/**
 * Teams by distance. Distances are only for the order: what counts is computed from the positions, in one place, by
 * the engine.
 */
@Injectable()
export class CandidateRepository {
  /** The nearest teams in whatever state, nearest first. */
  listAround(on: Queryable, vicinity: Vicinity, limit: number): Promise<CandidateRow[]> {
    return rows(
      on,
      `select ${facts} from (${nearest('$4')}) near ${team('true')} ${live} ${burden('$5')}
       order by near.metres`,
      [...parametersOf(vicinity), limit, vicinity.burdenSince],
    );
  }

  /**
   * Of the nearest `walk` teams, the first `limit` that could be sent as this unit, nearest first. It leaves out only
   * teams that the engine's filters reject.
   */
  listAvailable(
    on: Queryable,
    vicinity: Vicinity,
    { unit, oldestFixAt }: Requirement,
    walk: number,
    limit: number,
  ): Promise<CandidateRow[]> {
    const available = `
      team.active and team.on_duty and jsonb_array_length(team.crew) >= team.minimum_crew
      and (near.source = 'base' or near.fix_at >= $7) and not ${isBusy}
      and exists (
        select from unnest($8::text[], $9::text[]) as fitting (kind, listed)
        where fitting.kind = team.kind and team.capabilities @> fitting.listed::text[])`;
    return rows(
      on,
      `select ${facts} from (
         select near.* from (${nearest('$4')}) near ${team(available)} order by near.metres limit $5
       ) near ${team('true')} ${live} ${burden('$6')}
       order by near.metres`,
      [
        ...parametersOf(vicinity),
        walk,
        limit,
        vicinity.burdenSince,
        oldestFixAt,
        unit.kinds,
        unit.kinds.map((kind) => `{${capabilitiesToList(kind, unit.capabilities).join(',')}}`),
      ],
    );
  }

  /** How many of the nearest `walk` teams there are, and how far away the last one is. */
  async reach(on: Queryable, vicinity: Vicinity, walk: number): Promise<Reach> {
    const reach = await findRow<Reach>(
      on,
      `select count(*)::int as teams, coalesce(max(metres), 0) as metres from (${nearest('$4')}) near`,
      [...parametersOf(vicinity), walk],
    );
    return reach!;
  }

  /** One team, wherever it is and whether or not anybody knows where. */
  find(
    on: Queryable,
    { centerId, burdenSince }: Vicinity,
    teamId: string,
  ): Promise<CandidateRow | undefined> {
    return findRow(
      on,
      `select ${facts} from (
         select id as team_id, position, fix_at, source
         from team left join team_position on team_position.team_id = id where id = $2 and team.center_id = $1
       ) near ${team('true')} ${live} ${burden('$3')}`,
      [centerId, teamId, burdenSince],
    );
  }
}

const parametersOf = ({ centerId, place: { lat, lon } }: Vicinity): unknown[] => [centerId, lon, lat];
