import { describe, expect, it } from '@jest/globals';
import { seededRandom } from '#lib/kernel';
import { contains, pointInside, polygonFrom } from './polygon.js';

describe('a polygon', () => {
  const corner = polygonFrom('0 0, 4 0, 4 4, 2 4, 2 2, 0 2');

  it('is closed when it is made', () => {
    expect(corner.coordinates[0]!.at(-1)).toEqual([0, 0]);
  });

  it('holds what lies inside and not what lies in its notch', () => {
    expect(contains(corner, { lat: 1, lon: 1 })).toBe(true);
    expect(contains(corner, { lat: 3, lon: 3 })).toBe(true);
    expect(contains(corner, { lat: 3, lon: 1 })).toBe(false);
    expect(contains(corner, { lat: 1, lon: 5 })).toBe(false);
  });

  it('gives points that it holds, the same for the same seed', () => {
    const points = (seed: number) => {
      const random = seededRandom(seed);
      return Array.from({ length: 200 }, () => pointInside(corner, random));
    };
    expect(points(7).every((point) => contains(corner, point))).toBe(true);
    expect(points(7)).toEqual(points(7));
  });
});
