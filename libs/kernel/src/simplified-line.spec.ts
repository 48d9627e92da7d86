import fc from 'fast-check';
import { destinationPoint, haversineMetres, type LatLon } from './geo.js';
import { simplifiedLine } from './simplified-line.js';

const square: LatLon = { lat: -6.9218, lon: 107.6071 };

const walks = fc
  .array(fc.record({ bearing: fc.integer({ min: 0, max: 359 }), metres: fc.integer({ min: 0, max: 300 }) }), {
    minLength: 1,
    maxLength: 40,
  })
  .map((steps) =>
    steps.reduce(
      (line, { bearing, metres }) => [...line, destinationPoint(line.at(-1)!, bearing, metres)],
      [square],
    ),
  );

/** Metres from a point to the nearest of many points along a line. */
const away = (point: LatLon, line: readonly LatLon[]): number =>
  Math.min(
    ...line.slice(1).flatMap((to, index) => {
      const from = line[index]!;
      return Array.from({ length: 301 }, (_, step) =>
        haversineMetres(point, {
          lat: from.lat + ((to.lat - from.lat) * step) / 300,
          lon: from.lon + ((to.lon - from.lon) * step) / 300,
        }),
      );
    }),
  );

describe('a simplified line', () => {
  it('loses points, is never further than the tolerance from where it was, and keeps its ends', () => {
    fc.assert(
      fc.property(walks, (line) => {
        const fewer = simplifiedLine(line, 5);
        expect(fewer.length).toBeLessThanOrEqual(line.length);
        expect([fewer[0], fewer.at(-1)]).toEqual([line[0], line.at(-1)]);
        for (const point of line) expect(away(point, fewer)).toBeLessThan(6);
      }),
      { numRuns: 50 },
    );
  });

  it('has two points for a straight one, and one more for each further thousand', () => {
    const straight = Array.from({ length: 2_500 }, (_, index) => destinationPoint(square, 90, index));
    expect(simplifiedLine(straight, 5)).toHaveLength(4);
    expect(simplifiedLine(straight.slice(0, 1_000), 5)).toHaveLength(2);
  });

  it('keeps a detour that comes back to where it left', () => {
    const there = destinationPoint(square, 0, 500);
    expect(simplifiedLine([square, there, square], 5)).toEqual([square, there, square]);
  });

  it('has nothing where there was nothing', () => {
    expect(simplifiedLine([], 5)).toEqual([]);
    expect(simplifiedLine([square], 5)).toEqual([square]);
  });
});
