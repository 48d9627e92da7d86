import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { hash } from '@node-rs/argon2';
import type { Client } from 'pg';
import { cityBounds } from './city-bounds.js';

export interface BenchCenter {
  id: string;
  operator: { username: string; password: string };
  /** Of a tracker gateway, which tells the positions of a whole fleet. */
  apiKey: string;
}

/** Six by five districts of the same size: what a city of two and a half million has. */
const districts = { columns: 6, rows: 5 };

/** Founds a center with its service area and districts, an operator and a tracker gateway, straight in the database. */
export async function foundCenter(database: Client): Promise<BenchCenter> {
  const id = await foundEmptyCenter(database, 'BENCH');
  return {
    id,
    operator: await hireOperator(database, id),
    apiKey: await issueApiKey(database, id),
  };
}

/** A center with its service area and districts, and nobody in it: Layad does not follow its journal. Answers its id. */
export async function foundEmptyCenter(database: Client, code: string): Promise<string> {
  const id = randomUUID();
  await database.query(
    `insert into center (id, code, name, time_zone, locale, created_at)
     values ($1, $2, 'PSC 119 Bench', 'Asia/Jakarta', 'id', now())`,
    [id, code],
  );
  await database.query(`insert into journal_counter (center_id) values ($1)`, [id]);
  await layOutDistricts(database, id);
  return id;
}

async function layOutDistricts(database: Client, centerId: string): Promise<void> {
  const { west, south, east, north } = cityBounds;
  await database.query(
    `insert into area (id, center_id, level, code, name, geometry)
     select gen_random_uuid(), $1, 'kecamatan', format('%s-%s', x, y), format('District %s-%s', x, y),
            ST_Multi(ST_MakeEnvelope($2::float8 + x * $4::float8, $3::float8 + y * $5::float8,
                                     $2 + (x + 1) * $4, $3 + (y + 1) * $5, 4326))
     from generate_series(0, $6::int - 1) as x, generate_series(0, $7::int - 1) as y`,
    [
      centerId,
      west,
      south,
      (east - west) / districts.columns,
      (north - south) / districts.rows,
      districts.columns,
      districts.rows,
    ],
  );
  await database.query(
    `update center set service_area = (select ST_Multi(ST_Union(geometry)) from area where center_id = $1) where id = $1`,
    [centerId],
  );
}

async function hireOperator(database: Client, centerId: string): Promise<BenchCenter['operator']> {
  const username = 'operator';
  const password = randomBytes(18).toString('base64url');
  await database.query(
    `insert into app_user (id, center_id, username, display_name, role, locale, password_hash, created_at)
     values ($1, $2, $3, 'Operator', 'operator', 'id', $4, now())`,
    [randomUUID(), centerId, username, await hash(password)],
  );
  return { username, password };
}

async function issueApiKey(database: Client, centerId: string): Promise<string> {
  const id = randomUUID();
  const secret = randomBytes(32).toString('base64url');
  await database.query(
    `insert into api_key (id, center_id, name, permissions, secret_hash, created_at)
     values ($1, $2, 'Tracker gateway', '{team.position}', $3, now())`,
    [id, centerId, createHash('sha256').update(secret).digest('base64url')],
  );
  return `layad_${id.replaceAll('-', '')}_${secret}`;
}
