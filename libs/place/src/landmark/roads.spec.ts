import fc from 'fast-check';
import { destinationPoint, haversineMetres, type LatLon } from '#lib/kernel';
import { valueOf } from '#testing';
import { landmarksFrom } from './landmark-file.js';
import type { ReadLandmark } from './landmark.js';
import { middleOf, roadsOf } from './roads.js';

const square: LatLon = { lat: -6.9218, lon: 107.6071 };
const eastOf = (metres: number, from = square): LatLon => destinationPoint(from, 90, metres);

const piecesOf = (...features: readonly (readonly [string, ...LatLon[]])[]): readonly ReadLandmark[] =>
  valueOf(
    landmarksFrom(
      {
        type: 'FeatureCollection',
        features: features.map(([name, ...line]) => ({
          type: 'Feature',
          properties: { name, alt_name: 'Groote Postweg' },
          geometry: { type: 'LineString', coordinates: line.map(({ lat, lon }) => [lon, lat]) },
        })),
      },
      {},
    ),
  ).landmarks;

describe('a road from a file', () => {
  it('is one place in the middle of its pieces, as accurate as half of what they extend to', () => {
    const pieces = piecesOf(
      ['Jalan Asia Afrika', eastOf(0), eastOf(400)],
      ['Jalan Asia Afrika', eastOf(400), eastOf(1_000)],
      ['JALAN ASIA AFRIKA', eastOf(1_020), eastOf(2_000)],
    );
    const [road, ...others] = roadsOf(pieces, ['a', 'a', 'a']);
    expect(others).toEqual([]);
    expect(road).toMatchObject({ kind: 'street', name: 'Jalan Asia Afrika', aliases: ['Groote Postweg'] });
    expect(road!.accuracyMetres).toBeGreaterThanOrEqual(1_000);
    expect(road!.accuracyMetres).toBeLessThan(1_010);
    expect(haversineMetres(road!, eastOf(1_000))).toBeLessThan(5);
  });

  it('is another one in every area, under every name, and where it is far away', () => {
    const there = eastOf(3_000);
    const pieces = piecesOf(
      ['Gang Mawar', square, eastOf(100)],
      ['Gang Mawar', eastOf(100), eastOf(200)],
      ['Gang Melati', square, eastOf(100)],
      ['Gang Mawar', there, eastOf(100, there)],
    );
    expect(roadsOf(pieces, ['a', 'b', 'a', 'a'])).toHaveLength(4);
    expect(roadsOf(pieces, ['a', 'a', 'a', 'a'])).toHaveLength(3);
    expect(roadsOf(pieces, [null, null, null, null])).toHaveLength(3);
  });

  it('has its middle on the road, and all of it within its accuracy', () => {
    const steps = fc.array(
      fc.record({ bearing: fc.integer({ min: 0, max: 359 }), metres: fc.integer({ min: 0, max: 900 }) }),
      { minLength: 1, maxLength: 20 },
    );
    fc.assert(
      fc.property(fc.array(steps, { minLength: 1, maxLength: 4 }), (walks) => {
        const lines = walks.map((walk) =>
          walk.reduce(
            (line, { bearing, metres }) => [...line, destinationPoint(line.at(-1)!, bearing, metres)],
            [square],
          ),
        );
        const { accuracyMetres, ...middle } = middleOf(lines);
        const distances = lines.flat().map((point) => haversineMetres(point, middle));
        expect(Math.max(...distances)).toBeLessThanOrEqual(accuracyMetres);
        const onRoad = lines.some((line) =>
          line.slice(1).some((to, index) => {
            const from = line[index]!;
            const detour =
              haversineMetres(from, middle) + haversineMetres(middle, to) - haversineMetres(from, to);
            return detour < 0.5;
          }),
        );
        expect(onRoad).toBe(true);
      }),
    );
  });

  it('never loses a piece: together its roads reach every one of them', () => {
    const starts = fc.array(fc.integer({ min: 0, max: 5_000 }), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(starts, (metres) => {
        const pieces = piecesOf(
          ...metres.map((away) => ['Jalan Braga', eastOf(away), eastOf(away + 50)] as const),
        );
        const roads = roadsOf(
          pieces,
          pieces.map(() => 'a'),
        );
        for (const { lines } of pieces) {
          const reached = roads.some((road) =>
            lines.flat().every((point) => haversineMetres(point, road) <= road.accuracyMetres!),
          );
          expect(reached).toBe(true);
        }
      }),
    );
  });
});
