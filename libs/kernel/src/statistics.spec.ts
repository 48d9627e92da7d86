import fc from 'fast-check';
import { median, percentile, seededRandom } from '#lib/kernel';

describe('a percentile', () => {
  it('interpolates as percentile_cont does', () => {
    expect(percentile([1, 2, 3, 4], 0.5)).toBe(2.5);
    expect(percentile([10, 20, 30], 0.9)).toBeCloseTo(28);
    expect(median([3, 1, 2])).toBe(2);
  });

  it('of nothing is unknown', () => expect(percentile([], 0.9)).toBeUndefined());

  it('lies between the least and the most', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer(), { minLength: 1 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (values, share) => {
          const sorted = [...values].sort((a, b) => a - b);
          const value = percentile(sorted, share)!;
          expect(value).toBeGreaterThanOrEqual(sorted[0]!);
          expect(value).toBeLessThanOrEqual(sorted.at(-1)!);
        },
      ),
    );
  });
});

describe('seeded randomness', () => {
  it('repeats itself for the same seed and differs for another', () => {
    const draw = (seed: number) => Array.from({ length: 5 }, seededRandom(seed));
    expect(draw(119)).toEqual(draw(119));
    expect(draw(119)).not.toEqual(draw(120));
  });

  it('fills the interval evenly', () => {
    const random = seededRandom(1);
    const mean = Array.from({ length: 20_000 }, random).reduce((sum, value) => sum + value, 0) / 20_000;
    expect(mean).toBeCloseTo(0.5, 1);
  });
});
