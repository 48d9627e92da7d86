import { randomUUID } from 'node:crypto';
import type { LatLon } from '#lib/kernel';
import type { Client } from 'pg';

/** Puts P1 incidents that wait for a team at these places, straight in the database; answers their ids. */
export async function queueIncidents(
  database: Client,
  centerId: string,
  places: readonly LatLon[],
): Promise<string[]> {
  const ids = places.map(() => randomUUID());
  await database.query(
    `insert into incident (id, center_id, number, state, priority, type, complaint, caller_name, caller_phone, position,
                           address, place_source, place_chosen_by, place_chosen_at, opened_at, opened_by,
                           clock_started_at, queued_since)
     select id, $1, 'BENCH-' || id, 'queued', 'P1', 'chest_pain', 'Nyeri dada sejak satu jam, keringat dingin', 'Siti',
            '+628123456789', ST_SetSRID(ST_MakePoint(lon, lat), 4326)::geography, 'Jalan Asia Afrika 65',
            'operator_map', 'system', now(), now(), 'system', now(), now()
     from unnest($2::uuid[], $3::float8[], $4::float8[]) as given (id, lon, lat)`,
    [centerId, ids, places.map(({ lon }) => lon), places.map(({ lat }) => lat)],
  );
  return ids;
}
