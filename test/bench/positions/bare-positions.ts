import type { ClientBase } from 'pg';
import type { TimedFix } from './fix-batches.js';

/** Upserts the rows of a batch in one statement and with that in one transaction: history, and each team's newest fix. */
export async function upsertBare(
  database: ClientBase,
  centerId: string,
  fixes: readonly TimedFix[],
): Promise<void> {
  await database.query(
    `with fix as materialized (
       select * from unnest($2::uuid[], $3::timestamptz[], $4::float8[], $5::float8[], $6::real[], $7::real[],
                            $8::real[]) as fix (team_id, fix_at, lat, lon, accuracy_metres, speed, heading)
     ), kept as (
       insert into position_history (team_id, center_id, fix_at, received_at, lat, lon, accuracy_metres, speed, heading,
                                     source)
       select team_id, $1, fix_at, now(), lat, lon, accuracy_metres, speed, heading, 'tracker' from fix
       on conflict do nothing
     )
     insert into team_position (team_id, center_id, position, fix_at, received_at, accuracy_metres, speed, heading,
                                source)
     select distinct on (team_id) team_id, $1, ST_SetSRID(ST_MakePoint(lon, lat), 4326)::geography, fix_at, now(),
            accuracy_metres, speed, heading, 'tracker'
     from fix order by team_id, fix_at desc
     on conflict (team_id) do update
       set position = excluded.position, fix_at = excluded.fix_at, received_at = excluded.received_at,
           accuracy_metres = excluded.accuracy_metres, speed = excluded.speed, heading = excluded.heading,
           source = excluded.source`,
    [
      centerId,
      listOf(fixes, ({ teamId }) => teamId),
      listOf(fixes, ({ at }) => at),
      listOf(fixes, ({ lat }) => lat),
      listOf(fixes, ({ lon }) => lon),
      listOf(fixes, ({ accuracyMetres }) => accuracyMetres),
      listOf(fixes, ({ speed }) => speed),
      listOf(fixes, ({ heading }) => heading),
    ],
  );
}

/** An array as PostgreSQL reads it: quicker than the driver writes one, so the baseline is not slowed down by it. */
const listOf = (fixes: readonly TimedFix[], value: (fix: TimedFix) => string | number): string =>
  `{${fixes.map(value).join(',')}}`;
