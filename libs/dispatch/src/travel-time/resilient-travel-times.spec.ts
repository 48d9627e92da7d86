import { haversineMetres } from '#lib/kernel';
import fc from 'fast-check';
import { DEFAULT_ROAD_SETTINGS, ResilientTravelTimes, type RoadSettings } from './resilient-travel-times.js';
import { RoadsFailure, type RoadLeg, type Roads, type RoadsFailureReason } from './roads.js';
import { StraightLineTravelTimes } from './straight-line.js';
import { latLon, origins } from './travel-time.arbitrary.js';
import type { TravelOrigin, TravelRequest } from './travel-time.js';

const DESTINATION = { lat: -6.9218, lon: 107.6071 };
const TEAM: TravelOrigin = { id: 'a', position: { lat: -6.9, lon: 107.6 }, teamKind: 'als_ambulance' };
const OTHER: TravelOrigin = { id: 'b', position: { lat: -6.91, lon: 107.62 }, teamKind: 'motor_ambulance' };
const REQUEST: TravelRequest = { destination: DESTINATION, origins: [TEAM, OTHER] };
const LEG: RoadLeg = { distanceMetres: 5000, freeFlowSeconds: 300 };

function roadsThat(measure: Roads['measure'], ready: Roads['ready'] = async () => {}): Roads {
  return { measure, route: async () => undefined, ready, close: async () => {} };
}

function setup(measure: Roads['measure'], settings: Partial<RoadSettings> = {}, ready?: Roads['ready']) {
  const lines: string[] = [];
  const clock = { milliseconds: 0 };
  const travelTimes = new ResilientTravelTimes(
    roadsThat(measure, ready),
    new StraightLineTravelTimes(),
    { ...DEFAULT_ROAD_SETTINGS, ...settings },
    { info: (line) => lines.push(line), warn: (line) => lines.push(line) },
    () => clock.milliseconds,
  );
  return { travelTimes, lines, clock };
}

describe('resilient travel times', () => {
  it('come from the roads while they answer, slowed by the time factor of the team kind', async () => {
    const { travelTimes } = setup(
      async () =>
        new Map([
          ['a', LEG],
          ['b', LEG],
        ]),
    );
    const answer = await travelTimes.estimate(REQUEST);
    expect(answer.source).toBe('valhalla');
    expect(answer.fallbackReason).toBeUndefined();
    expect(answer.estimates.get('a')).toEqual({ distanceMetres: 5000, etaSeconds: 690, source: 'valhalla' });
    expect(answer.estimates.get('b')!.etaSeconds).toBe(540);
    expect(travelTimes.health()).toEqual({ degraded: false });
  });

  it('fall back for the one team without a route and for no other', async () => {
    const { travelTimes } = setup(async () => new Map([['a', LEG]]));
    const { source, estimates } = await travelTimes.estimate(REQUEST);
    expect(source).toBe('valhalla');
    expect(estimates.get('a')!.source).toBe('valhalla');
    expect(estimates.get('b')).toMatchObject({ source: 'straight_line', fallbackReason: 'no_route' });
  });

  it('say no_route, without being degraded, when roads reach nobody', async () => {
    const { travelTimes } = setup(async () => new Map());
    expect(await travelTimes.estimate(REQUEST)).toMatchObject({
      source: 'straight_line',
      fallbackReason: 'no_route',
    });
    expect(travelTimes.health().degraded).toBe(false);
  });

  it.each<[RoadsFailureReason, Error]>([
    ['unreachable', new RoadsFailure('unreachable', 'down')],
    ['too_slow', new RoadsFailure('too_slow', 'slow')],
    ['failed', new RoadsFailure('failed', 'odd')],
    ['failed', new TypeError('a bug')],
  ])('answer by the straight line, saying %s, when roads throw', async (reason, error) => {
    const { travelTimes } = setup(async () => Promise.reject(error));
    const answer = await travelTimes.estimate(REQUEST);
    expect(answer).toMatchObject({ source: 'straight_line', fallbackReason: reason });
    expect(answer.estimates.get('b')).toMatchObject({ source: 'straight_line', fallbackReason: reason });
    expect(travelTimes.health()).toEqual({ degraded: true, reason });
  });

  it('answer within the timeout even when roads ignore it', async () => {
    const { travelTimes } = setup(() => new Promise(() => {}), { timeoutMilliseconds: 50 });
    const startedAt = performance.now();
    expect(await travelTimes.estimate(REQUEST)).toMatchObject({
      source: 'straight_line',
      fallbackReason: 'too_slow',
    });
    expect(performance.now() - startedAt).toBeLessThan(500);
  });

  it('let the caller leave early without counting it against the roads', async () => {
    const { travelTimes } = setup(() => new Promise(() => {}), { failuresToOpen: 1 });
    const leaving = new AbortController();
    const answer = travelTimes.estimate({ ...REQUEST, signal: leaving.signal });
    leaving.abort(new Error('left'));
    await expect(answer).rejects.toThrow('left');
    expect(travelTimes.health().degraded).toBe(false);
  });

  it('ask nothing when there is nobody to ask about', async () => {
    const { travelTimes } = setup(async () => Promise.reject(new Error('asked')));
    expect((await travelTimes.estimate({ destination: DESTINATION, origins: [] })).estimates.size).toBe(0);
    expect(travelTimes.health().degraded).toBe(false);
  });

  it('never undercut their bound and always answer for every team, whatever the roads say', async () => {
    const leg = fc.record({ distanceMetres: fc.nat(200_000), freeFlowSeconds: fc.nat(10_000) });
    const legs = fc.array(fc.option(leg), { minLength: 12, maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(latLon, origins, legs, fc.boolean(), async (destination, teams, measured, fails) => {
        const { travelTimes } = setup(async () => {
          if (fails) throw new RoadsFailure('failed', 'odd');
          return new Map(teams.flatMap(({ id }, index) => (measured[index] ? [[id, measured[index]]] : [])));
        });
        const { estimates } = await travelTimes.estimate({ destination, origins: teams });
        for (const team of teams) {
          const metres = haversineMetres(team.position, destination);
          const { etaSeconds, distanceMetres } = estimates.get(team.id)!;
          expect(etaSeconds).toBeGreaterThanOrEqual(travelTimes.lowerBoundSeconds(metres, team.teamKind));
          expect(etaSeconds).toBeGreaterThanOrEqual(travelTimes.lowerBoundSeconds(metres));
          expect(distanceMetres).toBeGreaterThanOrEqual(Math.floor(metres));
        }
      }),
    );
  });

  it('stop asking after three failures, try once after half a minute, and recover by themselves', async () => {
    let asked = 0;
    let working = false;
    const { travelTimes, clock, lines } = setup(async () => {
      asked += 1;
      if (!working) throw new RoadsFailure('unreachable', 'down');
      return new Map([['a', LEG]]);
    });
    for (let call = 0; call < 5; call += 1) await travelTimes.estimate(REQUEST);
    expect(asked).toBe(3);
    expect(await travelTimes.estimate(REQUEST)).toMatchObject({ fallbackReason: 'unreachable' });

    clock.milliseconds = 30_000;
    await travelTimes.estimate(REQUEST);
    await travelTimes.estimate(REQUEST);
    expect(asked).toBe(4);

    clock.milliseconds = 60_000;
    working = true;
    expect((await travelTimes.estimate(REQUEST)).source).toBe('valhalla');
    expect((await travelTimes.estimate(REQUEST)).source).toBe('valhalla');
    expect(asked).toBe(6);
    expect(travelTimes.health()).toEqual({ degraded: false });
    expect(lines).toEqual(['roads unreachable: down; the straight line answers', 'roads answer again']);
  });

  it('make only one caller wait for the trial', async () => {
    let release = (): void => {};
    let asked = 0;
    const { travelTimes, clock } = setup(
      () => {
        asked += 1;
        if (asked === 1) return Promise.reject(new RoadsFailure('too_slow', 'slow'));
        return new Promise((resolve) => (release = () => resolve(new Map([['a', LEG]]))));
      },
      { failuresToOpen: 1 },
    );
    await travelTimes.estimate(REQUEST);
    clock.milliseconds = 30_000;
    const trial = travelTimes.estimate(REQUEST);
    expect(await travelTimes.estimate(REQUEST)).toMatchObject({
      source: 'straight_line',
      fallbackReason: 'too_slow',
    });
    await Promise.resolve();
    release();
    expect((await trial).source).toBe('valhalla');
  });

  it('try again when the caller of the trial left before its end', async () => {
    let asked = 0;
    const { travelTimes, clock } = setup(
      () => {
        asked += 1;
        if (asked === 1) return Promise.reject(new RoadsFailure('unreachable', 'down'));
        return asked === 2 ? new Promise(() => {}) : Promise.resolve(new Map([['a', LEG]]));
      },
      { failuresToOpen: 1 },
    );
    await travelTimes.estimate(REQUEST);
    clock.milliseconds = 30_000;
    const leaving = new AbortController();
    const trial = travelTimes.estimate({ ...REQUEST, signal: leaving.signal });
    leaving.abort(new Error('left'));
    await expect(trial).rejects.toThrow('left');
    expect((await travelTimes.estimate(REQUEST)).source).toBe('valhalla');
  });

  it('learn by a check that roads are down before anybody calls, and that they are back', async () => {
    let working = false;
    const ask = async (): Promise<void> => {
      if (!working) throw new RoadsFailure('unreachable', 'down');
    };
    const { travelTimes, clock } = setup(async () => (await ask(), new Map()), {}, ask);
    for (let call = 0; call < 4; call += 1) {
      expect(await travelTimes.check()).toEqual({ degraded: true, reason: 'unreachable' });
    }
    working = true;
    expect((await travelTimes.check()).degraded).toBe(true);
    clock.milliseconds = 30_000;
    expect((await travelTimes.check()).degraded).toBe(false);
  });

  it('are not fooled by roads that are ready but too slow to measure', async () => {
    const { travelTimes, clock } = setup(() => new Promise(() => {}), {
      timeoutMilliseconds: 10,
      failuresToOpen: 1,
    });
    await travelTimes.estimate(REQUEST);
    clock.milliseconds = 30_000;
    expect(await travelTimes.check()).toEqual({ degraded: true, reason: 'too_slow' });
  });

  it('refuse a time factor that would make times vanish', () => {
    const timeFactor = { ...DEFAULT_ROAD_SETTINGS.timeFactor, field_team: 0 };
    expect(() => setup(async () => new Map(), { timeFactor })).toThrow('timeFactor.field_team');
  });
});
