import { Centers } from '#lib/center';
import { Incidents } from '#lib/incident';
import { haversineMetres, pointBetween, type LatLon, type Result } from '#lib/kernel';
import { uuidv7, type Refusal } from '#lib/platform';
import { refusalOf, valueOf } from '#testing';
import { DispatchModule } from '../dispatch.module.js';
import { cityCenter, World } from '../testing/world.js';
import { CenterTravelTimes, RoadsFailure, type Roads, type RouteRequest } from '../travel-time/index.js';
import type { RoutesView } from './route.dto.js';
import { RouteRepository } from './route.repository.js';
import { Routes } from './routes.js';

let world: World;

beforeAll(async () => {
  world = await World.prepare([DispatchModule]);
});
afterAll(() => world.close());

const look = (
  on: World,
  incidentId: string,
  teamIds: readonly string[],
  routes = on.ground.get(Routes),
): Promise<Result<RoutesView, Refusal>> => routes.view(on.ground.caller(on.centerId), incidentId, teamIds);

const coordinates = ({ lat, lon }: LatLon): [number, number] => [
  Number(lon.toFixed(5)),
  Number(lat.toFixed(5)),
];

/** The routes of a city with these roads. */
function routesOver(on: World, route: Roads['route']): Routes {
  const roads: Roads = {
    measure: async () => new Map(),
    route,
    ready: async () => undefined,
    close: async () => undefined,
  };
  return new Routes(
    on.database,
    on.ground.get(Centers),
    on.ground.get(Incidents),
    on.ground.get(RouteRepository),
    new CenterTravelTimes(roads, { info: () => undefined, warn: () => undefined }),
  );
}

/** A road that passes east of everything. */
const bendOf = ({ origin, destination }: RouteRequest): LatLon => {
  const middle = pointBetween(origin.position, destination, 0.5);
  return { lat: middle.lat + 0.01, lon: middle.lon + 0.02 };
};

async function newHospital(on: World, at: LatLon): Promise<string> {
  const id = uuidv7();
  await on.database.query(
    `insert into facility (id, center_id, kind, name, position, created_at)
     values ($1, $2, 'hospital', 'RSUD', ST_SetSRID(ST_MakePoint($3, $4), 4326)::geography, $5)`,
    [id, on.centerId, at.lon, at.lat, on.now],
  );
  return id;
}

describe('the routes to an incident', () => {
  it('lead each team from its last position along roads, in the order asked for', async () => {
    const city = await world.another();
    const [near, far] = [city.east(900), city.east(4_000)];
    const first = await city.newTeam({ at: far, kind: 'motor_ambulance' });
    const second = await city.newTeam({ at: near });
    const incident = await city.newIncident();
    const asked: RouteRequest[] = [];
    const routes = routesOver(city, async (request) => (asked.push(request), [bendOf(request)]));
    const { items } = valueOf(await look(city, incident, [first, second.toUpperCase()], routes));
    expect(items.map(({ teamId }) => teamId)).toEqual([first, second]);
    expect(items[0]).toEqual({
      teamId: first,
      to: 'incident',
      line: [coordinates(far), coordinates(bendOf(asked[0]!)), coordinates(cityCenter)],
      source: 'valhalla',
      fallbackReason: null,
    });
    expect(asked.map(({ origin }) => origin.teamKind)).toEqual(['motor_ambulance', 'als_ambulance']);
  });

  it('are straight without roads and where they fail, and say why', async () => {
    const city = await world.another();
    const team = await city.newTeam({ at: city.east(900) });
    const incident = await city.newIncident();
    const line = [coordinates(city.east(900)), coordinates(cityCenter)];
    const straight = { teamId: team, to: 'incident', line, source: 'straight_line' };
    expect(valueOf(await look(city, incident, [team])).items).toEqual([
      { ...straight, fallbackReason: 'not_configured' },
    ]);
    const down = routesOver(city, async () => Promise.reject(new RoadsFailure('unreachable', 'down')));
    expect(valueOf(await look(city, incident, [team], down)).items).toEqual([
      { ...straight, fallbackReason: 'unreachable' },
    ]);
  });

  it('are straight where the roads have not answered when time is up, and they are asked no more', async () => {
    const city = await world.another();
    const teams = [
      await city.newTeam({ at: city.east(900) }),
      await city.newTeam({ at: city.east(1_900) }),
      await city.newTeam({ at: city.east(2_900) }),
    ];
    const incident = await city.newIncident();
    const deadline = new AbortController();
    const asked: string[] = [];
    const routes = routesOver(city, async (request) => {
      asked.push(request.origin.id);
      if (asked.length === 1) return [bendOf(request)];
      deadline.abort();
      return new Promise(() => undefined);
    });
    const caller = city.ground.caller(city.centerId);
    const { items } = valueOf(await routes.view(caller, incident, teams, deadline.signal));
    expect(items.map(({ source, fallbackReason }) => [source, fallbackReason])).toEqual([
      ['valhalla', null],
      ['straight_line', 'too_slow'],
      ['straight_line', 'too_slow'],
    ]);
    expect(asked).toEqual(teams.slice(0, 2));
    expect(items[2]!.line).toEqual([coordinates(city.east(2_900)), coordinates(cityCenter)]);
  });

  it('lead a team with the patient to its hospital, and nowhere where that is not known or reached', async () => {
    const city = await world.another();
    const incident = await city.newIncident();
    const hospital = { lat: -6.89824, lon: 107.59745 };
    const facilityId = await newHospital(city, hospital);
    const sent = async (state: 'on_scene' | 'transporting' | 'at_hospital', to: string | null) => {
      const team = await city.newTeam({ at: city.east(50) });
      const assignment = await city.newAssignment(incident, team, { state });
      await city.database.query(`update assignment set destination_facility_id = $2 where id = $1`, [
        assignment,
        to,
      ]);
      return team;
    };
    const bringing = await sent('transporting', facilityId);
    const lost = await sent('transporting', null);
    const there = await sent('at_hospital', facilityId);
    const onScene = await sent('on_scene', null);
    const { items } = valueOf(await look(city, incident, [bringing, lost, there, onScene]));
    expect(items.map(({ teamId, to }) => [teamId, to])).toEqual([
      [bringing, 'facility'],
      [onScene, 'incident'],
    ]);
    expect(items[0]!.line.at(-1)).toEqual(coordinates(hospital));
  });

  it('lead a team that brings somebody else’s patient to this incident all the same', async () => {
    const city = await world.another();
    const [incident, other] = [await city.newIncident(), await city.newIncident()];
    const team = await city.newTeam({ at: city.east(2_000) });
    await city.newAssignment(other, team, { state: 'transporting' });
    const [item] = valueOf(await look(city, incident, [team])).items;
    expect(item).toMatchObject({ to: 'incident' });
    expect(haversineMetres({ lon: item!.line[1]![0], lat: item!.line[1]![1] }, cityCenter)).toBeLessThan(1);
  });

  it('leave out a team that nobody has seen', async () => {
    const city = await world.another();
    const lost = await city.newTeam({ located: false });
    expect(valueOf(await look(city, await city.newIncident(), [lost])).items).toEqual([]);
  });

  it('are not told of another center’s incident, nor of another center’s teams', async () => {
    const [city, stranger] = [await world.another(), await world.another()];
    const [own, strangers] = [await city.newTeam(), await stranger.newTeam()];
    const incident = await city.newIncident();
    expect(refusalOf(await look(stranger, incident, [strangers])).code).toBe('not_found');
    expect(refusalOf(await look(city, incident, [own, strangers])).code).toBe('not_found');
    expect(refusalOf(await look(city, uuidv7(), [own])).code).toBe('not_found');
  });

  it('are over when the incident is closed', async () => {
    const city = await world.another();
    const team = await city.newTeam();
    const incident = await city.newIncident({ state: 'closed' });
    expect(refusalOf(await look(city, incident, [team])).code).toBe('incident_closed');
  });
});
