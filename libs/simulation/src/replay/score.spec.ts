import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { haversineMetres, seededRandom, type LatLon } from '#lib/kernel';
import type { RecordedCall } from './recorded-call.js';
import { scoreFor } from './score.js';
import { busiestPlaces, mostAtOnce, stationTeams } from './stations.js';

const around = ({ lat, lon }: LatLon, count: number, random: () => number): LatLon[] =>
  Array.from({ length: count }, () => ({ lat: lat + random() * 0.004, lon: lon + random() * 0.004 }));
const quarters = [
  { lat: -6.9, lon: 107.6 },
  { lat: -6.95, lon: 107.7 },
  { lat: -6.85, lon: 107.62 },
];

const callAt = (place: LatLon, minute: number): RecordedCall => ({
  reference: String(minute),
  ringingAt: new Date(Date.UTC(2026, 10, 21, 0, minute)),
  answeredAt: undefined,
  openedAt: undefined,
  dispatchedAt: undefined,
  place,
  address: undefined,
  complaint: 'recorded call',
  type: 'unknown_problem',
  priority: 'P2',
  disposition: 'transported',
  teamKind: minute % 3 === 0 ? 'bls_ambulance' : 'als_ambulance',
  work: {
    turnoutSeconds: undefined,
    travelSeconds: undefined,
    sceneSeconds: undefined,
    transportSeconds: undefined,
    hospitalSeconds: undefined,
    awaySeconds: undefined,
    busySeconds: undefined,
  },
});

describe('the busiest places', () => {
  const random = seededRandom(5);
  const points = quarters.flatMap((quarter, index) => around(quarter, 100 - 30 * index, random));

  it('are where most calls come from, the busiest first', () => {
    const places = busiestPlaces(points, 3, seededRandom(1));
    expect(places.map(({ calls }) => calls)).toEqual([100, 70, 40]);
    places.forEach(({ center }, index) =>
      expect(haversineMetres(center, quarters[index]!)).toBeLessThan(700),
    );
  });

  it('are the same for the same seed', () => {
    expect(busiestPlaces(points, 7, seededRandom(3))).toEqual(busiestPlaces(points, 7, seededRandom(3)));
  });

  it('hold every call once, however many are asked for', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.record({
            lat: fc.double({ min: -8, max: -5, noNaN: true }),
            lon: fc.double({ min: 105, max: 110, noNaN: true }),
          }),
          { minLength: 1, maxLength: 40 },
        ),
        fc.integer({ min: 1, max: 12 }),
        fc.integer(),
        (calls, count, seed) => {
          const places = busiestPlaces(calls, count, seededRandom(seed));
          expect(places.length).toBeGreaterThan(0);
          expect(places.length).toBeLessThanOrEqual(count);
          expect(places.reduce((sum, place) => sum + place.calls, 0)).toBe(calls.length);
        },
      ),
      { seed: 119, numRuns: 200 },
    );
  });
});

describe('calls under way at once', () => {
  it('are as many as overlap; one that ends when another begins does not', () => {
    expect(mostAtOnce([])).toBe(0);
    expect(
      mostAtOnce([
        { from: 0, to: 10 },
        { from: 10, to: 20 },
      ]),
    ).toBe(1);
    expect(
      mostAtOnce([
        { from: 0, to: 10 },
        { from: 5, to: 20 },
        { from: 6, to: 7 },
        { from: 15, to: 30 },
      ]),
    ).toBe(3);
  });
});

describe('the teams of a replay', () => {
  const calls = Array.from({ length: 60 }, (_, minute) => callAt(quarters[minute % 3]!, minute));

  it('are exactly as many as asked for, of the kinds that did the work, under call signs of their own', () => {
    const places = busiestPlaces(
      calls.map(({ place }) => place),
      3,
      seededRandom(1),
    );
    const teams = stationTeams(calls, 12, places);
    expect(teams).toHaveLength(12);
    expect(teams.filter(({ kind }) => kind === 'als_ambulance')).toHaveLength(8);
    expect(new Set(teams.map(({ callSign }) => callSign)).size).toBe(12);
    expect(new Set(teams.map(({ base }) => base.lat)).size).toBe(3);
  });

  it('are as many as calls were under way at once, when nobody says otherwise', () => {
    const apart = calls.slice(0, 3).map((call, index) => ({
      ...call,
      ringingAt: new Date(call.ringingAt.getTime() + index * 86_400_000),
    }));
    expect(scoreFor(apart, undefined, 1).teams).toHaveLength(1);
    expect(scoreFor(calls, undefined, 1).teams.length).toBeGreaterThan(10);
    expect(scoreFor(calls, 5, 1).teams).toHaveLength(5);
  });

  it('and everything else that the log does not say are the same for the same seed', () => {
    expect(scoreFor(calls, undefined, 42)).toEqual(scoreFor(calls, undefined, 42));
    expect(scoreFor(calls, undefined, 42)).not.toEqual(scoreFor(calls, undefined, 43));
  });

  it('live calls whose steps never go backwards', () => {
    for (const { answeredAfterSeconds, endsAfterSeconds, emergency } of scoreFor(calls, undefined, 7).plans) {
      expect(answeredAfterSeconds).toBeGreaterThanOrEqual(0);
      expect(emergency!.openedAfterSeconds).toBeGreaterThanOrEqual(answeredAfterSeconds!);
      expect(emergency!.dispatchedAfterSeconds).toBeGreaterThanOrEqual(emergency!.openedAfterSeconds);
      expect(endsAfterSeconds).toBeGreaterThanOrEqual(emergency!.openedAfterSeconds);
      expect(emergency!.work.turnoutSeconds).toBeGreaterThanOrEqual(0);
      expect(emergency!.work.transport!.hospitalSeconds).toBeGreaterThan(0);
    }
  });
});
