import { Injectable } from '@nestjs/common';
import type { PositionSource } from '#lib/contract';
import { findRow, rows, type Queryable } from '#lib/platform';
import type { FixedTeam, TeamTrack } from './fix.js';

/** What a store did. */
export interface Stored {
  /** How many fixes are new. */
  kept: number;
  /** Teams that stay where they are: a newer fix of theirs was stored in the meantime. */
  overtakenTeamIds: string[];
}

/** The last known place of each team. */
@Injectable()
export class PositionRepository {
  /** Teams in use, by their ids and call signs, in order of id; narrowed to the only one the caller may see. */
  listTeams(
    on: Queryable,
    centerId: string,
    { teamIds, callSigns, only }: { teamIds: string[]; callSigns: string[]; only: string | undefined },
  ): Promise<FixedTeam[]> {
    return rows(
      on,
      `select team.id, team.call_sign as "callSign", team.on_duty as "onDuty", team.duty_since as "dutySince",
              last.fix_at as "lastFixAt"
       from team left join team_position last on last.team_id = team.id
       where team.center_id = $1 and (team.id = any($2::uuid[]) or team.call_sign = any($3::text[])) and team.active
         and ($4::uuid is null or team.id = $4)
       order by team.id`,
      [centerId, arrayOf(teamIds, (id) => id), callSigns, only],
    );
  }

  /**
   * Stores fixes in one statement: each into the history, and each team's newest as its position, where it is newer
   * than the one there. Rows are locked in the order of the team's id, so that two batches never wait for each other.
   * @param tracks in order of the team's id
   */
  async store(
    on: Queryable,
    centerId: string,
    tracks: readonly TeamTrack[],
    { source, receivedAt }: { source: PositionSource; receivedAt: Date },
  ): Promise<Stored> {
    const fixes = tracks.flatMap(({ fixes }) => fixes);
    if (fixes.length === 0) return { kept: 0, overtakenTeamIds: [] };
    const stored = await findRow<Stored>(
      on,
      `with fix as materialized (
         select team_id, to_timestamp(milliseconds / 1000) as fix_at, lat, lon, accuracy_metres, speed, heading
         from unnest($4::uuid[], $5::float8[], $6::float8[], $7::float8[], $8::real[], $9::real[], $10::real[])
           as fix (team_id, milliseconds, lat, lon, accuracy_metres, speed, heading)
       ), kept as (
         insert into position_history
           (team_id, center_id, fix_at, received_at, lat, lon, accuracy_metres, speed, heading, source)
         select team_id, $1, fix_at, $2, lat, lon, accuracy_metres, speed, heading, $3 from fix
         on conflict do nothing returning 1
       ), moved as (
         insert into team_position
           (team_id, center_id, position, fix_at, received_at, accuracy_metres, speed, heading, source)
         select team_id, $1, ST_SetSRID(ST_MakePoint(lon, lat), 4326)::geography, fix_at, $2, accuracy_metres, speed,
                heading, $3
         from (select distinct on (team_id) * from fix order by team_id, fix_at desc) newest
         on conflict (team_id) do update
           set position = excluded.position, fix_at = excluded.fix_at, received_at = excluded.received_at,
               accuracy_metres = excluded.accuracy_metres, speed = excluded.speed, heading = excluded.heading,
               source = excluded.source
           where excluded.fix_at > team_position.fix_at
         returning team_id
       )
       select (select count(*)::int from kept) as kept, 
              array(select team_id from fix except select team_id from moved) as "overtakenTeamIds"`,
      [
        centerId,
        receivedAt,
        source,
        arrayOf(tracks, ({ teamId, fixes }) => `${teamId},`.repeat(fixes.length).slice(0, -1)),
        arrayOf(fixes, ({ at }) => at.getTime()),
        arrayOf(fixes, ({ lat }) => lat),
        arrayOf(fixes, ({ lon }) => lon),
        arrayOf(fixes, ({ accuracyMetres }) => accuracyMetres),
        arrayOf(fixes, ({ speed }) => speed),
        arrayOf(fixes, ({ heading }) => heading),
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
const arrayOf = <T>(rows: readonly T[], value: (row: T) => string | number | null | undefined): string =>
  `{${rows.map((row) => value(row) ?? 'null').join(',')}}`;
