import fc from 'fast-check';
import { destinationPoint, haversineMetres, pointBetween, type LatLon } from '#lib/kernel';
import { drawnLine } from './route-line.js';
import type { LineCoordinates } from './travel-time.js';
import { latLon } from './travel-time.arbitrary.js';

const START = { lat: -6.9, lon: 107.6 };
const placeOf = ([lon, lat]: LineCoordinates[number]): LatLon => ({ lat, lon });

/** Some hundreds of short steps in changing directions, as roads go. */
const way = fc
  .tuple(
    latLon,
    fc.array(fc.tuple(fc.integer({ min: 0, max: 359 }), fc.integer({ min: 0, max: 300 })), {
      minLength: 1,
      maxLength: 200,
    }),
  )
  .map(([start, steps]) =>
    steps.reduce(
      (points, [bearing, metres]) => [...points, destinationPoint(points.at(-1)!, bearing, metres)],
      [start],
    ),
  );

describe('a way as it is drawn', () => {
  it('keeps its ends, has five decimals, and passes every point within what can be seen', () => {
    fc.assert(
      fc.property(way, (points) => {
        const line = drawnLine(points);
        expect(line.length).toBeGreaterThanOrEqual(2);
        expect(line.length).toBeLessThanOrEqual(points.length);
        for (const degrees of line.flat()) expect(Number(degrees.toFixed(5))).toBe(degrees);
        expect(haversineMetres(placeOf(line[0]!), points[0]!)).toBeLessThan(1);
        expect(haversineMetres(placeOf(line.at(-1)!), points.at(-1)!)).toBeLessThan(1);
        for (const point of points) expect(metresFrom(point, line)).toBeLessThan(7);
      }),
      { numRuns: 50 },
    );
  });

  it('needs two points for a straight road, however many were given', () => {
    const end = destinationPoint(START, 45, 3_000);
    const points = Array.from({ length: 100 }, (_, index) => pointBetween(START, end, index / 99));
    expect(drawnLine(points)).toHaveLength(2);
  });

  it('keeps a detour that comes back to where it left', () => {
    const away = destinationPoint(START, 0, 500);
    expect(drawnLine([START, away, START])).toHaveLength(3);
  });

  it('has two points for a team that stands at the place', () => {
    expect(drawnLine([START, START])).toEqual([
      [107.6, -6.9],
      [107.6, -6.9],
    ]);
  });
});

/** To the nearest of many points on the line. */
function metresFrom(point: LatLon, line: LineCoordinates): number {
  let nearest = Infinity;
  line.slice(1).forEach((to, index) => {
    const from = line[index]!;
    const [start, end] = [placeOf(from), placeOf(to)];
    const steps = Math.max(1, Math.ceil(haversineMetres(start, end)));
    for (let step = 0; step <= steps; step += 1)
      nearest = Math.min(nearest, haversineMetres(point, pointBetween(start, end, step / steps)));
  });
  return nearest;
}
