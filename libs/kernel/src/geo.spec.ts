import fc from 'fast-check';
import { destinationPoint, haversineMetres, isLatLon, pointBetween } from '#lib/kernel';

const place = fc.record({
  lat: fc.double({ min: -80, max: 80, noNaN: true }),
  lon: fc.double({ min: -179, max: 179, noNaN: true }),
});

describe('distance on the ground', () => {
  it('knows the way from Gedung Sate to Hasan Sadikin hospital', () => {
    const metres = haversineMetres({ lat: -6.9025, lon: 107.6188 }, { lat: -6.89824, lon: 107.59745 });
    expect(metres).toBeGreaterThan(2390);
    expect(metres).toBeLessThan(2420);
  });

  it('is the same both ways, and nothing to oneself', () => {
    fc.assert(
      fc.property(place, place, (a, b) => {
        expect(haversineMetres(a, b)).toBeCloseTo(haversineMetres(b, a), 6);
        expect(haversineMetres(a, a)).toBe(0);
      }),
    );
  });

  it('is as long as the way walked to get there', () => {
    fc.assert(
      fc.property(
        place,
        fc.double({ min: 0, max: 360, noNaN: true }),
        fc.integer({ min: 1, max: 50_000 }),
        (from, bearing, metres) => {
          const there = destinationPoint(from, bearing, metres);
          expect(isLatLon(there)).toBe(true);
          expect(haversineMetres(from, there)).toBeCloseTo(metres, 1);
        },
      ),
    );
  });

  it('lies between both ends on the way', () => {
    const from = { lat: -6.9, lon: 107.6 };
    const to = { lat: -6.8, lon: 107.7 };
    expect(pointBetween(from, to, 0)).toEqual(from);
    expect(pointBetween(from, to, 1)).toEqual(to);
  });
});

describe('a point', () => {
  it.each([
    [{ lat: 91, lon: 0 }],
    [{ lat: 0, lon: -181 }],
    [{ lat: Number.NaN, lon: 0 }],
    [{ lat: 0, lon: Number.POSITIVE_INFINITY }],
  ])('outside the world is refused: %p', (point) => expect(isLatLon(point)).toBe(false));
});
