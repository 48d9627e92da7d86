import { Injectable } from '@nestjs/common';
import type { PositionSource } from '#lib/contract';
import { findRow, type Queryable } from '#lib/platform';
import type { TeamTrack } from './fix.js';
import { reasonToIgnore, type IgnoredReason } from './ignored-reasons.js';

/** What became of fixes. */
export interface Stored {
  /** How many of the teams they name are known. */
  teams: number;
  /** How many fixes were new and are stored. */
  kept: number;
  /** How many were ignored for each reason; those that came twice are neither here nor in `kept`. */
  reasons: Partial<Record<IgnoredReason, number>>;
  /** Which fix each team that moved stands at now, by the team's id: its place among all fixes, from 1. */
  newest: Record<string, number>;
}

export interface Circumstances {
  source: PositionSource;
  receivedAt: Date;
  /** Fixes before it are past their retention. */
  oldestAt: Date;
  /** Fixes after it come from a wrong clock. */
  newestAt: Date;
  /** The only team the caller may see. */
  onlyTeamId: string | undefined;
}

/** The last known place of each team. */
@Injectable()
export class PositionRepository {
  /**
   * Judges fixes and stores the good ones, in one statement: each into the history, and each team's newest as its
   * position, where it is newer than the one there. Rows are locked in the order of the team's id, so that two batches
   * never wait for each other.
   */
  async store(
    on: Queryable,
    centerId: string,
    tracks: readonly TeamTrack[],
    { source, receivedAt, oldestAt, newestAt, onlyTeamId }: Circumstances,
  ): Promise<Stored> {
    const fixes = tracks.flatMap(({ fixes }) => fixes);
    const stored = await findRow<Stored>(
      on,
      `with known as materialized (
         select named.number, team.id, team.on_duty, team.duty_since, last.fix_at as last_fix_at
         from unnest($7::uuid[], $8::text[]) with ordinality as named (id, call_sign, number)
         join team on team.id = coalesce(named.id, (select id from team
                                                    where center_id = $1 and call_sign = named.call_sign))
         left join team_position last on last.team_id = team.id
         where team.center_id = $1 and team.active and ($6::uuid is null or team.id = $6)
       ), fix as materialized (
         select team.id as team_id, fix.*, ${reasonToIgnore} as reason
         from (select *, to_timestamp(milliseconds / 1000) as fix_at
               from unnest($9::int[], $10::float8[], $11::float8[], $12::float8[], $13::real[], $14::real[],
                           $15::real[])
                 with ordinality as sent (team, milliseconds, lat, lon, accuracy_metres, speed, heading, number)) fix
         cross join (values ($4::timestamptz, $5::timestamptz)) as limits (oldest_at, newest_at)
         left join known team on team.number = fix.team
       ), kept as (
         insert into position_history
           (team_id, center_id, fix_at, received_at, lat, lon, accuracy_metres, speed, heading, source)
         select team_id, $1, fix_at, $2, lat, lon, accuracy_metres, speed, heading, $3
         from fix where reason is null order by team_id, fix_at, number
         on conflict do nothing returning 1
       ), newest as materialized (
         select distinct on (team_id) * from fix where reason is null order by team_id, fix_at desc, number
       ), moved as (
         insert into team_position
           (team_id, center_id, position, fix_at, received_at, accuracy_metres, speed, heading, source)
         select team_id, $1, ST_SetSRID(ST_MakePoint(lon, lat), 4326)::geography, fix_at, $2, accuracy_metres, speed,
                heading, $3
         from newest
         on conflict (team_id) do update
           set position = excluded.position, fix_at = excluded.fix_at, received_at = excluded.received_at,
               accuracy_metres = excluded.accuracy_metres, speed = excluded.speed, heading = excluded.heading,
               source = excluded.source
           where excluded.fix_at > team_position.fix_at
         returning team_id
       )
       select (select count(*)::int from known) as teams,
              (select count(*)::int from kept) as kept,
              (select coalesce(json_object_agg(reason, fixes), '{}')
               from (select reason, count(*) as fixes from fix where reason is not null group by reason) ignored
              ) as reasons,
              (select coalesce(json_object_agg(team_id, number order by team_id), '{}')
               from newest join moved using (team_id)) as newest`,
      [
        centerId,
        receivedAt,
        source,
        oldestAt,
        newestAt,
        onlyTeamId,
        arrayOf(tracks, ({ teamId }) => teamId),
        arrayOf(tracks, ({ callSign }) => callSign && quoted(callSign)),
        arrayOf(tracks, ({ fixes }, index) => `${index + 1},`.repeat(fixes.length).slice(0, -1)),
        arrayOf(fixes, ({ at }) => at.getTime()),
        arrayOf(fixes, ({ lat }) => lat),
        arrayOf(fixes, ({ lon }) => lon),
        arrayOf(fixes, ({ accuracyMetres }) => realOf(accuracyMetres)),
        arrayOf(fixes, ({ speed }) => realOf(speed)),
        arrayOf(fixes, ({ heading }) => realOf(heading)),
      ],
    );
    return stored!;
  }

  /** Puts a team at its base unless its last fix is newer than `staleBefore`; answers whether it did. */
  async placeAtBase(on: Queryable, teamId: string, now: Date, staleBefore: Date): Promise<boolean> {
    const placed = await findRow(
      on,
      `insert into team_position (team_id, center_id, position, fix_at, received_at, source)
       select id, center_id, base_position, $2, $2, 'base' from team where id = $1
       on conflict (team_id) do update
         set position = excluded.position, fix_at = excluded.fix_at, received_at = excluded.received_at,
             accuracy_metres = null, speed = null, heading = null, source = 'base'
         where team_position.fix_at < $3
       returning 1`,
      [teamId, now, staleBefore],
    );
    return placed !== undefined;
  }
}

/** The text of a PostgreSQL array of values that need no escaping: the driver's own way costs more than the insert. */
const arrayOf = <T>(
  list: readonly T[],
  value: (item: T, index: number) => string | number | null | undefined,
): string => `{${list.map((item, index) => value(item, index) ?? 'null').join(',')}}`;

const quoted = (text: string): string => `"${text.replace(/["\\]/g, '\\$&')}"`;

/** Nothing smaller fits into a `real`: PostgreSQL refuses it rather than rounding to zero. */
const leastReal = 1.2e-38;
const realOf = (value: number | null | undefined): number | null | undefined =>
  value != null && value < leastReal ? 0 : value;
