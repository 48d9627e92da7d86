import { percentile } from '#lib/kernel';
import { queueIncidents } from '../city/emergencies.js';
import { freeAllTeams } from '../city/fleet.js';
import { placesInCity } from '../city/city-bounds.js';
import { assign, elapsed } from '../assignment/timed-assignment.js';
import { steadyLoad } from '../client/steady-load.js';
import type { Stage } from '../environment/stage.js';
import { emergencyCalls } from '../intake/emergency-calls.js';
import type { Figure } from './figure.js';

export interface Effort {
  readonly samples: number;
  readonly seconds: number;
}

const clients = 8;
const clearedAssignments = 20_000;

const sorted = (times: number[]): number[] => times.sort((one, other) => one - other);
const ms = (name: string, value: number | undefined, peer: number): Figure => ({
  name,
  unit: 'ms',
  value: value!,
  peer,
  better: 'less',
});
const perSecond = (name: string, value: number, peer: number): Figure => ({
  name,
  unit: '/s',
  value,
  peer,
  better: 'more',
});

async function timesOf(samples: number, work: () => Promise<void>): Promise<number[]> {
  const times: number[] = [];
  for (let sample = 0; sample < samples; sample++) times.push(await elapsed(work));
  return sorted(times);
}

/** Incidents made, by one client and by eight. */
export async function creatingFigures({ operator }: Stage, { samples, seconds }: Effort): Promise<Figure[]> {
  const nextCall = emergencyCalls(6);
  const create = async (): Promise<void> => void (await operator.post('/api/v1/incidents', nextCall()));
  await timesOf(20, create);
  const alone = await timesOf(samples, create);
  const together: number[] = [];
  const rate = await steadyLoad({ clients, seconds }, async () => {
    together.push(await elapsed(create));
    return 1;
  });
  return [
    ms('create an incident, one client, p50', percentile(alone, 0.5), 12.7),
    ms('create an incident, one client, p99', percentile(alone, 0.99), 17.5),
    perSecond('create, 8 clients', rate, 163),
    ms('create, 8 clients, p99', percentile(sorted(together), 0.99), 77),
  ];
}

/** Teams sent, chosen by the server, by one client and by eight, and with a long past in the table. */
export async function assigningFigures(stage: Stage, { samples }: Effort): Promise<Figure[]> {
  const { database, center } = stage;
  const nextPlace = placesInCity(7);
  const queue = (count: number) =>
    queueIncidents(database, center.id, Array.from({ length: count }, nextPlace));
  const timed = async (): Promise<number[]> => {
    const incidents = await queue(samples);
    const times = await timesOf(samples, () => assign(stage, incidents.pop()!));
    await freeAllTeams(database, center.id);
    return times;
  };
  await timed();
  const alone = await timed();
  // No more than there are teams that fit.
  const incidents = await queue(400);
  const many = incidents.length;
  const together = await elapsed(async () => {
    const work = async () => {
      for (let next = incidents.pop(); next; next = incidents.pop()) await assign(stage, next);
    };
    await Promise.all(Array.from({ length: clients }, work));
  });
  const rate = many / (together / 1_000);
  await freeAllTeams(database, center.id);
  await writePast(stage);
  const afterwards = await queue(samples);
  const later = await timesOf(samples, () => assign(stage, afterwards.pop()!));
  return [
    ms('assign a team, one client, p50', percentile(alone, 0.5), 13.7),
    ms('assign a team, one client, p99', percentile(alone, 0.99), 19.1),
    ms('assign, with 20,000 cleared assignments, p50', percentile(later, 0.5), 22),
    perSecond('assign, 8 clients', rate, 143),
  ];
}

async function writePast({ database, center }: Stage): Promise<void> {
  const nextPlace = placesInCity(8);
  const past = await queueIncidents(
    database,
    center.id,
    Array.from({ length: clearedAssignments }, nextPlace),
  );
  await database.query(`update incident set state = 'closed' where center_id = $1 and id = any($2::uuid[])`, [
    center.id,
    past,
  ]);
  await database.query(
    `insert into assignment (id, center_id, incident_id, team_id, state, state_since, offered_at, offered_by,
                             fits_plan, ended_at)
     select gen_random_uuid(), $1, past.id, team.id, 'cleared', now() - interval '1 hour', now() - interval '2 hours',
            'system', true, now() - interval '1 hour'
     from (select id, row_number() over () as number from unnest($2::uuid[]) as id) past
     join (select id, row_number() over () - 1 as number, count(*) over () as many from team where center_id = $1) team
       on team.number = past.number % team.many`,
    [center.id, past],
  );
  await database.query('vacuum (analyze) assignment');
}

/** Fixes stored a second, and the list of all teams. */
export async function fleetFigures(
  { operator, tracker }: Stage,
  teamIds: readonly string[],
  { samples, seconds }: Effort,
): Promise<Figure[]> {
  const nextPlace = placesInCity(9);
  let turn = 0;
  const fixRate = await steadyLoad({ clients, seconds }, async () => {
    const teamId = teamIds[turn++ % teamIds.length]!;
    const fix = { at: new Date().toISOString(), ...nextPlace(), accuracyMetres: 8 };
    await tracker.post(`/api/v1/teams/${teamId}/positions`, [fix]);
    return 1;
  });
  const list = async (): Promise<number> => {
    let bytes = 0;
    let cursor: string | null = null;
    do {
      const text: string = await operator.read(
        `/api/v1/teams?limit=500${cursor === null ? '' : `&cursor=${encodeURIComponent(cursor)}`}`,
      );
      bytes += text.length;
      cursor = (JSON.parse(text) as { nextCursor: string | null }).nextCursor;
    } while (cursor !== null);
    return bytes;
  };
  const bytes = await list();
  const times = await timesOf(Math.min(samples, 40), async () => void (await list()));
  const rate = await steadyLoad({ clients, seconds }, async () => {
    await list();
    return 1;
  });
  return [
    perSecond('positions stored, one a request, 8 clients', fixRate, 469),
    { name: 'list of 1,000 teams', unit: 'kB', value: bytes / 1000, peer: 832, better: 'less' },
    ms('list of 1,000 teams, p50', percentile(times, 0.5), 501),
    perSecond('list of 1,000 teams, 8 clients', rate, 3.9),
  ];
}
