import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { teamKinds, type TeamKind } from '#lib/contract';
import { seededRandom, type LatLon } from '#lib/kernel';
import { Centers } from '#lib/center';
import { CLOCK, uuidv7 } from '#lib/platform';
import { DispatchModule } from '../dispatch.module.js';
import { onServerDatabase } from '#testing';
import { World } from '../testing/world.js';
import {
  CenterTravelTimes,
  DEFAULT_ROAD_SETTINGS,
  ValhallaEmbedded,
  ValhallaRoads,
} from '../travel-time/index.js';
import { describeWithRoads, roadsExtract } from '../travel-time/roads.fixture.js';
import { ResponsePlanRepository } from '../response-plan/response-plan.repository.js';
import { WaitingIncidentRepository } from '../waiting/waiting-incident.repository.js';
import { CandidateRepository } from './candidate.repository.js';
import type { Candidate } from './engine/candidate.js';
import { rejectionOf, type Suitable } from './engine/filters.js';
import { rank } from './engine/rank.js';
import type { Recommendation } from './recommendation.js';
import { Recommendations } from './recommendations.js';
import { SituationRepository } from './situation.repository.js';

const quiet = { info: () => undefined, warn: () => undefined };
const wanted = 5;

/** A city of teams: so many, this widespread, and with this share of them able to go. */
interface City {
  teams: number;
  kilometres: number;
  available: number;
}

let world: World;

beforeAll(async () => {
  world = await World.prepare([DispatchModule]);
});
afterAll(() => world.close());

/** Bandung's main roads lie around here. */
const middle: LatLon = { lat: -6.915, lon: 107.61 };
const somewhere = (random: () => number, kilometres: number): LatLon => ({
  lat: middle.lat + ((random() - 0.5) * kilometres) / 111,
  lon: middle.lon + ((random() - 0.5) * kilometres) / 111,
});

/** Builds the city in the database and answers what was built, as the engine sees it. */
async function build(on: World, city: City, random: () => number): Promise<Candidate[]> {
  const teams = Array.from({ length: city.teams }, (_, index): Candidate => {
    const available = random() < city.available;
    const fault = Math.floor(random() * 4);
    return {
      teamId: uuidv7(),
      callSign: `T${index}`,
      kind: teamKinds[Math.floor(random() * teamKinds.length)] as TeamKind,
      capabilities: [],
      onDuty: available || fault !== 0,
      busy: !available && fault === 1,
      crewSize: !available && fault === 2 ? 0 : 2,
      minimumCrew: 1,
      fix: {
        position: somewhere(random, city.kilometres),
        ageSeconds: !available && fault === 3 ? 5_000 : Math.floor(random() * 900),
        atBase: available && random() < 0.2,
      },
      alreadyTried: false,
      burden: { recentAssignments: 0, lastAssignedAt: null },
    };
  });
  const elsewhere = await on.newIncident();
  await on.database.query(
    `with given as (
       select * from jsonb_to_recordset($2::jsonb) as given (id uuid, "callSign" text, kind text, "onDuty" boolean,
         busy boolean, crew jsonb, lat float8, lon float8, "fixAt" timestamptz, source text)
     ), teams as (
       insert into team (id, center_id, call_sign, kind, base_position, on_duty, duty_since, crew, created_at)
       select id, $1, "callSign", kind, ST_SetSRID(ST_MakePoint(lon, lat), 4326)::geography, "onDuty", $3, crew, $3
       from given
     ), positions as (
       insert into team_position (team_id, center_id, position, fix_at, received_at, source)
       select id, $1, ST_SetSRID(ST_MakePoint(lon, lat), 4326)::geography, "fixAt", $3, source from given
     )
     insert into assignment (id, center_id, incident_id, team_id, state, state_since, offered_at, offered_by, fits_plan)
     select gen_random_uuid(), $1, $4, id, 'on_scene', $3, $3, 'system', true from given where busy`,
    [
      on.centerId,
      JSON.stringify(
        teams.map((team) => ({
          id: team.teamId,
          callSign: team.callSign,
          kind: team.kind,
          onDuty: team.onDuty,
          busy: team.busy,
          crew: Array.from({ length: team.crewSize }, () => ({ name: 'somebody', role: 'nurse' })),
          ...team.fix!.position,
          fixAt: on.secondsAgo(team.fix!.ageSeconds),
          source: team.fix!.atBase ? 'base' : 'device',
        })),
      ),
      on.now,
      elsewhere,
    ],
  );
  return teams;
}

/** What the system recommends, beside what measuring every single team gives. */
async function compare(city: City, travelTimes: CenterTravelTimes, seed: number): Promise<Recommendation> {
  const random = seededRandom(seed);
  const on = await world.another();
  const teams = await build(on, city, random);
  const priority = random() < 0.5 ? 'P1' : 'P3';
  const incidentId = await on.newIncident({ at: somewhere(random, city.kilometres), priority });
  const recommendations = new Recommendations(
    on.database,
    on.ground.get(Centers),
    on.ground.get(SituationRepository),
    on.ground.get(CandidateRepository),
    on.ground.get(ResponsePlanRepository),
    on.ground.get(WaitingIncidentRepository),
    travelTimes,
    on.ground.get(CLOCK),
  );
  const made = await recommendations.make(on.centerId, incidentId, wanted);
  if (!made.accepted) throw new Error(made.refusal.code);
  const { need } = made.value;

  const suitable = teams.filter((team): team is Suitable => rejectionOf(team, need) === undefined);
  const { settings } = await on.ground.get(Centers).get(on.centerId);
  const { estimates } = await travelTimes.of(on.centerId, settings.straightLine).estimate({
    destination: need.place,
    origins: suitable.map((team) => ({ id: team.teamId, position: team.fix.position, teamKind: team.kind })),
  });
  const everybody = suitable.map((team) => ({ team, estimate: estimates.get(team.teamId)! }));
  const best = rank(everybody, need.tieSeconds).slice(0, wanted);
  const shown = ({ ranked }: Pick<Recommendation, 'ranked'>) =>
    ranked.map(({ team, estimate }) => [team.callSign, estimate.etaSeconds, estimate.source]);
  expect(made.value.complete).toBe(true);
  expect(shown(made.value)).toEqual(shown({ ranked: best }));
  return made.value;
}

describe('the teams recommended, by straight line', () => {
  const travelTimes = new CenterTravelTimes(undefined, quiet);
  const cities: [string, City][] = [
    ['a small city', { teams: 30, kilometres: 20, available: 0.7 }],
    ['an ordinary city', { teams: 400, kilometres: 30, available: 0.5 }],
    ['a crowded city', { teams: 3_000, kilometres: 3, available: 0.9 }],
    ['a city where hardly anybody is free', { teams: 3_000, kilometres: 20, available: 0.02 }],
    ['a city where nobody is free', { teams: 500, kilometres: 20, available: 0 }],
    ['a region wider than the furthest offer', { teams: 300, kilometres: 300, available: 0.9 }],
  ];

  it.each(cities)('are those that measuring every team of %s gives', async (_, city) => {
    for (let seed = 1; seed <= (onServerDatabase ? 8 : 2); seed++) await compare(city, travelTimes, seed);
  });

  it('are said to be uncertain when too many teams are in the way', async () => {
    const random = seededRandom(1);
    const on = await world.another();
    await build(on, { teams: 17_000, kilometres: 10, available: 0 }, random);
    await on.newTeam({ callSign: 'FREE', at: { lat: middle.lat, lon: middle.lon + 0.2 } });
    const incident = await on.newIncident({ at: middle });
    const made = await on.ground.get(Recommendations).make(on.centerId, incident);
    expect(made).toMatchObject({ value: { ranked: [], complete: false } });
  });
});

describeWithRoads('the teams recommended, by road', () => {
  let folder: string;
  let engine: ValhallaEmbedded;

  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'layad-nearest-'));
    engine = await ValhallaEmbedded.open({ roads: roadsExtract, dataFolder: folder }, quiet);
    await engine.prepared();
  });
  afterAll(async () => {
    await engine.close();
    await rm(folder, { recursive: true, force: true });
  });

  it('are those that measuring every team gives', async () => {
    // However busy the machine is: a slow answer would be replaced by the straight line.
    const patient = { ...DEFAULT_ROAD_SETTINGS, timeoutMilliseconds: 60_000 };
    const travelTimes = new CenterTravelTimes(new ValhallaRoads(engine), quiet, patient);
    for (let seed = 1; seed <= (onServerDatabase ? 12 : 4); seed++) {
      const made = await compare({ teams: 400, kilometres: 14, available: 0.7 }, travelTimes, seed);
      expect(made.etaSource).toBe('valhalla');
    }
  });
});
