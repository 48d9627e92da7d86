import type { Client } from 'pg';
import { cityBounds } from './city-bounds.js';

/** The first ones are the most common. */
const kinds = ['bls_ambulance', 'bls_ambulance', 'als_ambulance', 'motor_ambulance', 'home_visit_team'];

/** Puts teams on duty all over the city, each with a crew of two and a fix of this moment; answers their ids. */
export async function putTeamsOnDuty(database: Client, centerId: string, count: number): Promise<string[]> {
  const { west, south, east, north } = cityBounds;
  await database.query(`select setseed(0.119)`);
  await database.query(
    `insert into team (id, center_id, call_sign, kind, capabilities, minimum_crew, base_position, on_duty, duty_since,
                       crew, created_at)
     select gen_random_uuid(), $1, 'T' || number, ($3::text[])[1 + number % cardinality($3)], '{oxygen,stretcher}', 2,
            ST_SetSRID(ST_MakePoint($4 + random() * $5, $6 + random() * $7), 4326)::geography,
            true, now() - interval '8 hours',
            '[{"name": "Perawat", "role": "nurse"}, {"name": "Pengemudi", "role": "driver"}]', now()
     from generate_series(1, $2::int) as number`,
    [centerId, count, kinds, west, east - west, south, north - south],
  );
  await database.query(
    `insert into team_position (team_id, center_id, position, fix_at, received_at, accuracy_metres, speed, heading,
                                source)
     select id, center_id, base_position, now(), now(), 8, 7.5, 90, 'device' from team where center_id = $1`,
    [centerId],
  );
  await database.query(`vacuum (analyze) team`);
  await database.query(`vacuum (analyze) team_position`);
  const { rows } = await database.query<{ id: string }>(
    `select id from team where center_id = $1 order by call_sign`,
    [centerId],
  );
  return rows.map(({ id }) => id);
}

/** Lets every team be free again, as if its assignment had been cleared long ago, and with a fix of this moment. */
export async function freeAllTeams(database: Client, centerId: string): Promise<void> {
  await database.query(`delete from assignment where center_id = $1`, [centerId]);
  await database.query(
    `update deadline set finished_at = now() where center_id = $1 and finished_at is null`,
    [centerId],
  );
}
