import type { ClientBase } from 'pg';
import type { TimedFix } from './fix-batches.js';

const columns = `team_id, center_id, fix_at, received_at, lat, lon, accuracy_metres, speed, heading, source`;
const given = `unnest($2::uuid[], $3::timestamptz[], $4::float8[], $5::float8[], $6::real[], $7::real[], $8::real[])
  as fix (team_id, fix_at, lat, lon, accuracy_metres, speed, heading)`;

/** Upserts the rows of a batch plainly and in one transaction: first the history, then each team's newest fix. */
export async function upsertBare(
  database: ClientBase,
  centerId: string,
  fixes: readonly TimedFix[],
): Promise<void> {
  const rows = [
    centerId,
    listOf(fixes, ({ teamId }) => teamId),
    listOf(fixes, ({ at }) => at),
    listOf(fixes, ({ lat }) => lat),
    listOf(fixes, ({ lon }) => lon),
    listOf(fixes, ({ accuracyMetres }) => accuracyMetres),
    listOf(fixes, ({ speed }) => speed),
    listOf(fixes, ({ heading }) => heading),
  ];
  await database.query('begin');
  await database.query(
    `insert into position_history (${columns})
     select team_id, $1, fix_at, now(), lat, lon, accuracy_metres, speed, heading, 'tracker' from ${given}
     on conflict do nothing`,
    rows,
  );
  await database.query(
    `insert into team_position (team_id, center_id, position, fix_at, received_at, accuracy_metres, speed, heading,
                                source)
     select distinct on (team_id) team_id, $1::uuid, ST_SetSRID(ST_MakePoint(lon, lat), 4326)::geography, fix_at,
            now(), accuracy_metres, speed, heading, 'tracker'
     from ${given} order by team_id, fix_at desc
     on conflict (team_id) do update
       set position = excluded.position, fix_at = excluded.fix_at, received_at = excluded.received_at,
           accuracy_metres = excluded.accuracy_metres, speed = excluded.speed, heading = excluded.heading,
           source = excluded.source`,
    rows,
  );
  await database.query('commit');
}

/** An array as PostgreSQL reads it: quicker than the driver writes one, so the baseline is not slowed down by it. */
const listOf = (fixes: readonly TimedFix[], value: (fix: TimedFix) => string | number): string =>
  `{${fixes.map(value).join(',')}}`;
