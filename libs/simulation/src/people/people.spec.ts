import { describe, expect, it } from '@jest/globals';
import { haversineMetres, seededRandom } from '#lib/kernel';
import { demoCity } from '../demo-city/bandung.js';
import { imaginedPlaces } from '../demo-city/imagined-places.js';
import { contains } from '../demo-city/polygon.js';
import type { LayadClient } from '../client/layad-client.js';
import type { CallPlan } from './call-plan.js';
import { imaginedCalls } from './imagined-calls.js';
import { Operators } from './operators.js';
import { PositionReport, reportingPaceAt } from './position-report.js';
import { Route, travelSecondsBetween } from './route.js';

const noon = new Date('2026-11-21T05:00:00Z');
const take = (count: number, seed: number, pace = 90): CallPlan[] => {
  const calls = imaginedCalls(imaginedPlaces(demoCity), noon, pace, seededRandom(seed));
  return Array.from({ length: count }, () => calls.next().value);
};

describe('imagined calls', () => {
  it('are the same for the same seed and others for another', () => {
    expect(take(50, 1)).toEqual(take(50, 1));
    expect(take(50, 1)).not.toEqual(take(50, 2));
  });

  it('come in order, at the pace that was asked for, some of them in bursts', () => {
    const calls = take(4_000, 3, 120);
    const gaps = calls
      .slice(1)
      .map(({ ringsAt }, index) => ringsAt.getTime() - calls[index]!.ringsAt.getTime());
    expect(Math.min(...gaps)).toBeGreaterThanOrEqual(0);
    const hours = (calls.at(-1)!.ringsAt.getTime() - noon.getTime()) / 3_600_000;
    expect(calls.length / hours).toBeGreaterThan(108);
    expect(calls.length / hours).toBeLessThan(132);
    expect(gaps.filter((gap) => gap < 5_000).length).toBeGreaterThan(gaps.length / 10);
  });

  it('begin with an emergency, and are mostly none', () => {
    const calls = take(2_000, 4);
    expect(calls[0]!.emergency).toBeDefined();
    const share = calls.filter(({ emergency }) => emergency).length / calls.length;
    expect(share).toBeGreaterThan(0.35);
    expect(share).toBeLessThan(0.5);
    expect(new Set(calls.map(({ outcome }) => outcome)).size).toBe(6);
  });

  it('of emergencies lie in the city and are told in words', () => {
    const emergencies = take(500, 5).flatMap(({ emergency }) => emergency ?? []);
    for (const { place, complaint, address } of emergencies) {
      expect(demoCity.areas.some(({ geometry }) => contains(geometry, place))).toBe(true);
      expect(complaint.length).toBeGreaterThan(10);
      expect(address).toContain('Kec. ');
    }
    expect(new Set(emergencies.map(({ type }) => type)).size).toBeGreaterThan(15);
  });
});

describe('a route', () => {
  const base = { lat: -6.9, lon: 107.6 };
  const place = { lat: -6.9, lon: 107.63 };
  const after = (seconds: number) => new Date(noon.getTime() + seconds * 1000);

  it('is a straight line at an even speed, and ends at the place', () => {
    const route = new Route(base);
    route.driveTo(place, noon, after(400));
    const way = haversineMetres(base, place);
    expect(haversineMetres(base, route.at(after(100)).position)).toBeCloseTo(way / 4, -1);
    expect(route.at(after(100))).toMatchObject({ headingDegrees: 90 });
    expect(route.at(after(100)).speedMetresPerSecond).toBeCloseTo(way / 400);
    expect(route.at(after(400))).toEqual({
      position: place,
      speedMetresPerSecond: 0,
      headingDegrees: undefined,
    });
  });

  it('can turn around on the way', () => {
    const route = new Route(base);
    route.driveTo(place, noon, after(400));
    const turning = route.at(after(200)).position;
    route.driveTo(base, after(200), after(300));
    expect(route.at(after(200)).position).toEqual(turning);
    expect(route.isMovingAt(after(250))).toBe(true);
    expect(route.at(after(300)).position).toEqual(base);
  });

  it('takes a motorcycle less time than a car', () => {
    const seconds = (kind: 'motor_ambulance' | 'home_visit_team') => travelSecondsBetween(kind, base, place);
    expect(seconds('motor_ambulance')).toBeLessThan(seconds('home_visit_team'));
    expect(seconds('home_visit_team')).toBeCloseTo((haversineMetres(base, place) * 1.35) / (26 / 3.6), 0);
  });
});

describe('telling where a team is', () => {
  const base = { lat: -6.9, lon: 107.6 };
  const place = { lat: -6.9, lon: 107.63 };
  const after = (seconds: number) => new Date(noon.getTime() + seconds * 1000);

  it('goes as usual on a clock of real time, and more seldom on one that runs fast', () => {
    expect(reportingPaceAt(1)).toEqual({ fixSeconds: 5, movingSeconds: 5, standingSeconds: 300 });
    expect(reportingPaceAt(600)).toEqual({ fixSeconds: 60, movingSeconds: 600, standingSeconds: 600 });
  });

  it('is due now and then while the team stands, and again and again while it drives', () => {
    const route = new Route(base);
    const report = new PositionReport('team', route, reportingPaceAt(1));
    expect(report.due(noon)).toMatchObject([{ ...base, at: noon, speed: 0 }]);
    report.told(noon);
    expect(report.due(after(299))).toEqual([]);
    expect(report.due(after(300))).toHaveLength(1);
    route.driveTo(place, after(100), after(200));
    expect(report.due(after(105))).toMatchObject([{ at: after(105), heading: 90 }]);
  });

  it('holds every fix since the last report, in order, and one more at the place where it stopped', () => {
    const route = new Route(base);
    const report = new PositionReport('team', route, { ...reportingPaceAt(1), movingSeconds: 60 });
    report.told(noon);
    route.driveTo(place, noon, after(40));
    const fixes = report.due(after(60));
    expect(fixes.map(({ at }) => (at.getTime() - noon.getTime()) / 1000)).toEqual(
      Array.from({ length: 12 }, (_, index) => 5 * (index + 1)),
    );
    expect(fixes.at(-1)).toMatchObject({ ...place, speed: 0 });
  });
});

describe('operators', () => {
  it('let a caller wait until one of them is free', async () => {
    const [anna, budi] = [{}, {}] as LayadClient[];
    const operators = new Operators([anna!, budi!], 1);
    const answered: string[] = [];
    const hangUp: (() => void)[] = [];
    const call = (name: string) =>
      operators.withFree(async (operator) => {
        answered.push(`${name} by ${operator === anna ? 'anna' : 'budi'}`);
        await new Promise<void>((resolve) => hangUp.push(resolve));
      });
    const calls = ['first', 'second', 'third'].map(call);
    await new Promise(setImmediate);
    expect(answered).toEqual(['first by anna', 'second by budi']);
    hangUp[1]!();
    await calls[1];
    await new Promise(setImmediate);
    expect(answered[2]).toBe('third by budi');
    hangUp[0]!();
    hangUp[2]!();
    await Promise.all(calls);
  });
});
