import { DEFAULT_ROAD_SETTINGS, ResilientTravelTimes, type RoadSettings } from './resilient-travel-times.js';
import { RoadsFailure, type Roads, type RoadsFailureReason } from './roads.js';
import { StraightLineTravelTimes } from './straight-line.js';
import type { RouteRequest } from './travel-time.js';

const REQUEST: RouteRequest = {
  origin: { id: 'a', position: { lat: -6.9, lon: 107.6 }, teamKind: 'als_ambulance' },
  destination: { lat: -6.9218, lon: 107.6071 },
};
const STRAIGHT = [
  [107.6, -6.9],
  [107.6071, -6.9218],
];
const WAY = [
  { lat: -6.9011, lon: 107.5992 },
  { lat: -6.91, lon: 107.6201234 },
  { lat: -6.9217, lon: 107.6082 },
];

function setup(
  route: Roads['route'],
  settings: Partial<RoadSettings> = {},
  measure: Roads['measure'] = async () => new Map([['a', { distanceMetres: 5_000, freeFlowSeconds: 300 }]]),
) {
  const lines: string[] = [];
  const clock = { milliseconds: 0 };
  const travelTimes = new ResilientTravelTimes(
    { measure, route, ready: async () => {}, close: async () => {} },
    new StraightLineTravelTimes(),
    { ...DEFAULT_ROAD_SETTINGS, ...settings },
    { info: (line) => lines.push(line), warn: (line) => lines.push(line) },
    () => clock.milliseconds,
  );
  return { travelTimes, lines, clock };
}

describe('resilient routes', () => {
  it('go from the team to the road, along roads, and from the road to the place', async () => {
    const { travelTimes } = setup(async () => WAY);
    expect(await travelTimes.route(REQUEST)).toEqual({
      source: 'valhalla',
      line: [STRAIGHT[0], [107.5992, -6.9011], [107.62012, -6.91], [107.6082, -6.9217], STRAIGHT[1]],
    });
  });

  it('are straight, without a failure, where no road leads', async () => {
    const { travelTimes } = setup(async () => undefined, { failuresToOpen: 1 });
    const straight = { source: 'straight_line', fallbackReason: 'no_route', line: STRAIGHT };
    expect(await travelTimes.route(REQUEST)).toEqual(straight);
    expect(await travelTimes.route(REQUEST)).toEqual(straight);
  });

  it.each<[RoadsFailureReason, Error]>([
    ['unreachable', new RoadsFailure('unreachable', 'down')],
    ['too_slow', new RoadsFailure('too_slow', 'slow')],
    ['failed', new TypeError('a bug')],
  ])(
    'are straight, saying %s, when roads throw, and leave travel times as they are',
    async (reason, error) => {
      const { travelTimes } = setup(async () => Promise.reject(error), { failuresToOpen: 1 });
      expect(await travelTimes.route(REQUEST)).toEqual({
        source: 'straight_line',
        fallbackReason: reason,
        line: STRAIGHT,
      });
      const { origin, destination } = REQUEST;
      expect((await travelTimes.estimate({ origins: [origin], destination })).source).toBe('valhalla');
      expect(travelTimes.health()).toEqual({ degraded: false });
    },
  );

  it('are straight after the timeout even when roads ignore it', async () => {
    const { travelTimes } = setup(() => new Promise(() => {}), { timeoutMilliseconds: 30 });
    expect(await travelTimes.route(REQUEST)).toMatchObject({ fallbackReason: 'too_slow' });
  });

  it('let the caller leave early without counting it against the roads', async () => {
    let asked = 0;
    const { travelTimes } = setup(() => (++asked === 1 ? new Promise(() => {}) : Promise.resolve(WAY)), {
      failuresToOpen: 1,
    });
    const leaving = new AbortController();
    const answer = travelTimes.route({ ...REQUEST, signal: leaving.signal });
    leaving.abort(new Error('left'));
    await expect(answer).rejects.toThrow('left');
    expect((await travelTimes.route(REQUEST)).source).toBe('valhalla');
  });

  it('stop asking after three failures, and recover by themselves half a minute later', async () => {
    let asked = 0;
    let working = false;
    const { travelTimes, clock, lines } = setup(async () => {
      asked += 1;
      if (!working) throw new RoadsFailure('unreachable', 'down');
      return WAY;
    });
    for (let call = 0; call < 5; call += 1)
      expect(await travelTimes.route(REQUEST)).toMatchObject({ fallbackReason: 'unreachable' });
    expect(asked).toBe(3);
    clock.milliseconds = 30_000;
    working = true;
    expect((await travelTimes.route(REQUEST)).source).toBe('valhalla');
    expect(lines).toEqual([
      'no way by road, unreachable: down; straight lines are shown',
      'roads show ways again',
    ]);
  });

  it('ask nothing while travel times have given the roads up', async () => {
    let asked = 0;
    const { travelTimes } = setup(
      async () => (asked++, WAY),
      { failuresToOpen: 1 },
      async () => Promise.reject(new RoadsFailure('too_slow', 'slow')),
    );
    const { origin, destination } = REQUEST;
    await travelTimes.estimate({ origins: [origin], destination });
    expect(await travelTimes.route(REQUEST)).toMatchObject({
      source: 'straight_line',
      fallbackReason: 'too_slow',
    });
    expect(asked).toBe(0);
  });
});

describe('routes without roads', () => {
  it('are straight and say that no roads are set up', async () => {
    expect(await new StraightLineTravelTimes().route(REQUEST)).toEqual({
      source: 'straight_line',
      fallbackReason: 'not_configured',
      line: STRAIGHT,
    });
  });
});
