import { percentile, seededRandom } from '#lib/kernel';
import type pg from 'pg';
import { Opened } from '../../support/opened.js';
import { placesInCity } from '../city/city-bounds.js';
import { queueIncidents } from '../city/emergencies.js';
import { PostgresServer } from '../environment/postgres-server.js';
import { setStage } from '../environment/stage.js';

/** `value` and `baseline` are p95 in milliseconds; `ratio` is of the medians, which a busy machine disturbs less. */
export interface LatencyFigures {
  value: number;
  unit: 'ms';
  baseline: number;
  ratio: number;
  medianMilliseconds: number;
}

/** A month of a large city, and what is open in it on a bad day. */
const past = 6_000;
const open = 120;
const asked = 300;
const warmingUp = 30;

/**
 * How long `POST /incidents/duplicates` takes as an operator's console sees it, in turns with the least that anything
 * like it costs: one query of a plain client for the nearest open incidents.
 */
export async function measureLatency(progress: (text: string) => void): Promise<LatencyFigures> {
  const opened = new Opened();
  try {
    const postgres = await PostgresServer.open(process.env, opened);
    progress(postgres.description);
    const { database, center, operator } = await setStage({ postgres, opened, quick: false, progress });
    await fill(database, center.id);
    const place = placesInCity(119);
    const random = seededRandom(119);
    const answered: number[] = [];
    const bare: number[] = [];
    for (let index = 0; index < asked + warmingUp; index++) {
      const here = place();
      const body = { place: { ...here, accuracyMetres: 20 + random() * 200 }, type: 'chest_pain' };
      const turns = [
        async () => answered.push(await elapsed(() => operator.post('/api/v1/incidents/duplicates', body))),
        async () =>
          bare.push(await elapsed(() => database.query(nearestOpen, [center.id, here.lon, here.lat]))),
      ];
      if (index % 2 === 1) turns.reverse();
      for (const turn of turns) await turn();
    }
    return figuresOf(answered.slice(warmingUp), bare.slice(warmingUp));
  } finally {
    await opened.close();
  }
}

const nearestOpen = `
  select id, type, clock_started_at, ST_Y(position::geometry) as lat, ST_X(position::geometry) as lon
  from incident where center_id = $1 and state <> 'closed'
  order by position <-> ST_SetSRID(ST_MakePoint($2, $3), 4326)::geography limit 40`;

/** Past incidents over four weeks, and open ones that came within the last half hour. */
async function fill(database: pg.Client, centerId: string): Promise<void> {
  const place = placesInCity(7);
  const closed = await queueIncidents(database, centerId, Array.from({ length: past }, place));
  await database.query(
    `update incident set state = 'closed', disposition = 'treated_on_scene', queued_since = null,
            opened_at = given.at, clock_started_at = given.at, closed_at = given.at + interval '40 minutes'
     from (select id, now() - interval '41 minutes' - ordinal * interval '28 days' / $2 as at
           from unnest($1::uuid[]) with ordinality as one (id, ordinal)) given
     where incident.id = given.id`,
    [closed, past],
  );
  const live = await queueIncidents(database, centerId, Array.from({ length: open }, place));
  await database.query(
    `update incident set opened_at = given.at, clock_started_at = given.at
     from (select id, now() - ordinal * interval '30 minutes' / $2 as at
           from unnest($1::uuid[]) with ordinality as one (id, ordinal)) given
     where incident.id = given.id`,
    [live, open],
  );
  await database.query('vacuum (analyze) incident');
}

async function elapsed(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await work();
  return performance.now() - began;
}

function figuresOf(answered: readonly number[], bare: readonly number[]): LatencyFigures {
  const at = (times: readonly number[], share: number) =>
    percentile(
      [...times].sort((a, b) => a - b),
      share,
    )!;
  return {
    value: rounded(at(answered, 0.95)),
    unit: 'ms',
    baseline: rounded(at(bare, 0.95)),
    ratio: rounded(at(answered, 0.5) / at(bare, 0.5)),
    medianMilliseconds: rounded(at(answered, 0.5)),
  };
}

const rounded = (figure: number): number => Math.round(figure * 100) / 100;
