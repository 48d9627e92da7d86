import { haversineMetres } from '#lib/kernel';
import type { ServerResponse } from 'node:http';
import { DEFAULT_ROAD_SETTINGS, ResilientTravelTimes } from './resilient-travel-times.js';
import { StraightLineTravelTimes } from './straight-line.js';
import type { TravelOrigin } from './travel-time.js';
import type { MatrixRequest } from './valhalla-engine.js';
import { ValhallaRoads } from './valhalla-matrix.js';
import {
  fakeValhalla,
  matrixAnswer,
  refusal,
  routeAnswer,
  type FakeValhalla,
} from './valhalla-server.fake.js';
import { ValhallaServer } from './valhalla-server.js';

const DESTINATION = { lat: -6.9218, lon: 107.6071 };

function teams(count: number, teamKind: TravelOrigin['teamKind'] = 'bls_ambulance'): TravelOrigin[] {
  return Array.from({ length: count }, (_, index) => ({
    id: `${teamKind}-${index}`,
    position: { lat: -6.9 - index / 10_000, lon: 107.6 },
    teamKind,
  }));
}

/** Ten minutes and six kilometres for everybody. */
function answerAll(request: MatrixRequest, response: ServerResponse): void {
  response.end(
    matrixAnswer(
      request.sources.map(() => [600]),
      request.sources.map(() => [6]),
    ),
  );
}

const running: FakeValhalla[] = [];
afterEach(async () => {
  await Promise.all(running.splice(0).map((server) => server.close()));
});

async function setup(
  answer: Parameters<typeof fakeValhalla>[0],
  requestTimeoutMilliseconds?: number,
  answerRoute?: Parameters<typeof fakeValhalla>[1],
) {
  const server = await fakeValhalla(answer, answerRoute);
  running.push(server);
  const engine = new ValhallaServer({
    url: server.url,
    ...(requestTimeoutMilliseconds && { requestTimeoutMilliseconds }),
  });
  const travelTimes = new ResilientTravelTimes(new ValhallaRoads(engine), new StraightLineTravelTimes(), {
    ...DEFAULT_ROAD_SETTINGS,
    timeoutMilliseconds: 2_000,
  });
  return { server, engine, travelTimes };
}

describe('travel times from a Valhalla server', () => {
  it('are asked for in one short matrix and read from it', async () => {
    const { server, travelTimes } = await setup(answerAll);
    const { source, estimates } = await travelTimes.estimate({ destination: DESTINATION, origins: teams(2) });
    expect(source).toBe('valhalla');
    expect(estimates.get('bls_ambulance-1')).toEqual({
      distanceMetres: 6000,
      etaSeconds: 1380,
      source: 'valhalla',
    });
    expect(server.asked).toHaveLength(1);
    expect(server.asked[0]).toMatchObject({
      costing: 'auto',
      verbose: false,
      targets: [DESTINATION],
      units: 'kilometers',
    });
    expect(server.asked[0]!.sources).toHaveLength(2);
  });

  it('never undercut the bound, even where the server says zero', async () => {
    const { travelTimes } = await setup((request, response) => {
      response.end(
        matrixAnswer(
          request.sources.map(() => [0]),
          request.sources.map(() => [0]),
        ),
      );
    });
    const origins = [...teams(3), ...teams(3, 'motor_ambulance'), ...teams(3, 'field_team')];
    const { estimates } = await travelTimes.estimate({ destination: DESTINATION, origins });
    for (const { id, position, teamKind } of origins) {
      const metres = haversineMetres(position, DESTINATION);
      expect(estimates.get(id)!.etaSeconds).toBeGreaterThanOrEqual(
        travelTimes.lowerBoundSeconds(metres, teamKind),
      );
      expect(estimates.get(id)!.distanceMetres).toBe(Math.round(metres));
    }
  });

  it('keep motor ambulances off motorways and let them be faster than a moped', async () => {
    const { server, travelTimes } = await setup(answerAll);
    await travelTimes.estimate({
      destination: DESTINATION,
      origins: [...teams(1), ...teams(1, 'motor_ambulance')],
    });
    const motor = server.asked.find((request) => request.costing === 'motor_scooter');
    expect(motor).toMatchObject({ costing_options: { motor_scooter: { top_speed: 80 } } });
    expect(server.asked).toHaveLength(2);
  });

  it('are asked for a hundred teams at a time', async () => {
    const { server, travelTimes } = await setup(answerAll);
    const { estimates } = await travelTimes.estimate({ destination: DESTINATION, origins: teams(250) });
    expect(server.asked.map((request) => request.sources.length).sort()).toEqual([100, 100, 50]);
    expect([...estimates.values()].every(({ source }) => source === 'valhalla')).toBe(true);
    expect(estimates.size).toBe(250);
  });

  it('fall back alone where the matrix has nulls', async () => {
    const { travelTimes } = await setup((_, response) =>
      response.end(matrixAnswer([[600], [null], [600]], [[6], [null], [6]])),
    );
    const { estimates } = await travelTimes.estimate({ destination: DESTINATION, origins: teams(3) });
    expect([...estimates.values()].map(({ source }) => source)).toEqual([
      'valhalla',
      'straight_line',
      'valhalla',
    ]);
    expect(estimates.get('bls_ambulance-1')!.fallbackReason).toBe('no_route');
  });

  it('find the one place that makes Valhalla refuse the whole matrix', async () => {
    const { server, travelTimes } = await setup((request, response) => {
      if (request.sources.some(({ lat }) => lat > -5))
        return refusal(response, 171, 'No suitable edges near location');
      answerAll(request, response);
    });
    const origins = teams(60);
    origins[41] = { ...origins[41]!, position: { lat: -4.99, lon: 107.6 } };
    origins[17] = { ...origins[17]!, position: { lat: -6.2, lon: 107.6 } };
    const near = { lat: -5.8, lon: 107.6 };
    const { source, estimates } = await travelTimes.estimate({ destination: near, origins });
    expect(source).toBe('valhalla');
    expect(
      [...estimates].filter(([, { source: from }]) => from === 'straight_line').map(([id]) => id),
    ).toEqual(['bls_ambulance-41']);
    expect(server.asked.length).toBeLessThan(20);
  });

  it('give up at once on a destination that no road reaches', async () => {
    const { server, travelTimes } = await setup((_, response) =>
      refusal(response, 171, 'No suitable edges near location'),
    );
    expect(await travelTimes.estimate({ destination: DESTINATION, origins: teams(100) })).toMatchObject({
      source: 'straight_line',
      fallbackReason: 'no_route',
    });
    expect(server.asked).toHaveLength(2);
    expect(travelTimes.health().degraded).toBe(false);
  });

  it('do not ask about a team on another island', async () => {
    const { server, travelTimes } = await setup(answerAll);
    const far: TravelOrigin = { id: 'far', position: { lat: -3, lon: 114 }, teamKind: 'bls_ambulance' };
    const { estimates } = await travelTimes.estimate({
      destination: DESTINATION,
      origins: [...teams(1), far],
    });
    expect(server.asked[0]!.sources).toHaveLength(1);
    expect(estimates.get('far')).toMatchObject({ source: 'straight_line', fallbackReason: 'no_route' });
  });

  it.each<[string, string, (response: ServerResponse) => void]>([
    ['too_slow', 'no answer', () => {}],
    ['too_slow', 'an answer that never ends', (response) => void response.write('{')],
    ['unreachable', 'a cut connection', (response) => void response.destroy()],
    ['unreachable', '503', (response) => void response.writeHead(503).end('<h1>busy</h1>')],
    ['failed', '500', (response) => void response.writeHead(500).end('{"error":"oops"}')],
    ['failed', 'no JSON', (response) => void response.end('<html>')],
    ['failed', 'null', (response) => void response.end('null')],
    ['failed', 'an empty object', (response) => void response.end('{}')],
    [
      'failed',
      'the long form of a matrix',
      (response) => void response.end('{"sources_to_targets":[[{"time":1,"distance":1}]]}'),
    ],
    ['failed', 'a row too few', (response) => void response.end(matrixAnswer([[1]], [[1]]))],
    ['failed', 'words for numbers', (response) => void response.end(matrixAnswer([['1'], [1]], [[1], [1]]))],
    ['failed', 'a negative time', (response) => void response.end(matrixAnswer([[-1], [1]], [[1], [1]]))],
    ['failed', 'an empty row', (response) => void response.end(matrixAnswer([[], [1]], [[1], [1]]))],
    [
      'failed',
      'miles',
      (response) => void response.end(matrixAnswer([[1], [1]], [[1], [1]]).replace('kilometers', 'miles')),
    ],
    ['failed', 'an objection to the request', (response) => refusal(response, 130, 'Failed to parse source')],
  ])('become the straight line, saying %s, after %s', async (fallbackReason, _, answer) => {
    const { travelTimes } = await setup((__, response) => answer(response));
    const estimates = await travelTimes.estimate({ destination: DESTINATION, origins: teams(2) });
    expect(estimates).toMatchObject({ source: 'straight_line', fallbackReason });
    expect(estimates.estimates.size).toBe(2);
    expect(travelTimes.health()).toEqual({ degraded: true, reason: fallbackReason });
  });

  it('become the straight line, saying unreachable, when nobody listens', async () => {
    const { server, travelTimes } = await setup(answerAll);
    await server.close();
    expect(await travelTimes.estimate({ destination: DESTINATION, origins: teams(2) })).toMatchObject({
      fallbackReason: 'unreachable',
    });
  });

  it('have a timeout of their own for whoever brings none', async () => {
    const { engine } = await setup(() => {}, 40);
    const roads = new ValhallaRoads(engine);
    await expect(roads.measure({ destination: DESTINATION, origins: teams(1) })).rejects.toMatchObject({
      reason: 'too_slow',
    });
  });

  it('are ready when /status answers as Valhalla does', async () => {
    const { server, engine } = await setup(answerAll);
    await engine.ready();
    await expect(
      new ValhallaServer({ url: server.url.replace('valhalla', 'other') }).ready(),
    ).rejects.toMatchObject({ reason: 'failed' });
  });

  it('need an address that can be asked, and do not repeat a wrong one', () => {
    for (const url of ['', 'valhalla', 'ftp://a', 'http://user:secret@a', 'http://a?key=secret']) {
      expect(() => new ValhallaServer({ url })).toThrow(
        /^VALHALLA_URL must be an http or https address without/,
      );
    }
  });
});

describe('routes from a Valhalla server', () => {
  const team = (teamKind: TravelOrigin['teamKind']) => teams(1, teamKind)[0]!;
  const bend = { lat: -6.91, lon: 107.615 };
  const drawn = [
    [107.6, -6.9],
    [107.615, -6.91],
    [107.6071, -6.9218],
  ];
  const straight = [drawn[0], drawn[2]];
  type AnswerRoute = NonNullable<Parameters<typeof fakeValhalla>[1]>;
  const overRoute = (answerRoute: AnswerRoute) => setup(answerAll, undefined, answerRoute);

  it('are asked for without words for the turns, and read from the encoded line', async () => {
    const { server, travelTimes } = await overRoute((_, response) => void response.end(routeAnswer([bend])));
    const route = await travelTimes.route({ origin: team('bls_ambulance'), destination: DESTINATION });
    expect(route).toEqual({ source: 'valhalla', line: drawn });
    expect(server.routesAsked).toEqual([
      {
        locations: [
          { lat: -6.9, lon: 107.6, search_cutoff: 2000 },
          { ...DESTINATION, search_cutoff: 2000 },
        ],
        costing: 'auto',
        units: 'kilometers',
        directions_type: 'none',
      },
    ]);
  });

  it('keep a motor ambulance off the motorways', async () => {
    const { server, travelTimes } = await overRoute((_, response) => void response.end(routeAnswer([bend])));
    await travelTimes.route({ origin: team('motor_ambulance'), destination: DESTINATION });
    expect(server.routesAsked[0]).toMatchObject({
      costing: 'motor_scooter',
      costing_options: { motor_scooter: { top_speed: 80 } },
    });
  });

  it('are not asked for from another island', async () => {
    const { server, travelTimes } = await overRoute((_, response) => void response.end(routeAnswer([bend])));
    const origin = { ...team('bls_ambulance'), position: { lat: -8.65, lon: 115.2 } };
    expect(await travelTimes.route({ origin, destination: DESTINATION })).toMatchObject({
      fallbackReason: 'no_route',
    });
    expect(server.routesAsked).toEqual([]);
  });

  it.each<[string, string, AnswerRoute]>([
    ['no_route', 'no road near', (_, response) => refusal(response, 171, 'No suitable edges near location')],
    [
      'no_route',
      'no way through',
      (_, response) => refusal(response, 442, 'No path could be found for input'),
    ],
    ['failed', 'a server that draws none', (_, response) => refusal(response, 106, 'Try any of: /status')],
    ['failed', 'an odd answer', (_, response) => void response.end('{"trip":{"legs":[{"shape":7}]}}')],
    ['failed', 'no leg', (_, response) => void response.end('{"trip":{"legs":[]}}')],
    ['failed', 'an empty line', (_, response) => void response.end(routeAnswer([]))],
    ['failed', 'a broken line', (_, response) => void response.end('{"trip":{"legs":[{"shape":"|xsd"}]}}')],
    ['unreachable', 'a proxy', (_, response) => void response.writeHead(502).end()],
    ['too_slow', 'no answer', () => undefined],
  ])('are straight, saying %s, after %s, and travel times stay good', async (fallbackReason, _, answer) => {
    const { travelTimes } = await overRoute(answer);
    expect(await travelTimes.route({ origin: team('bls_ambulance'), destination: DESTINATION })).toEqual({
      source: 'straight_line',
      fallbackReason,
      line: straight,
    });
    expect(travelTimes.health()).toEqual({ degraded: false });
  });
});
