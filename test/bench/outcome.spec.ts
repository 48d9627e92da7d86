import fc from 'fast-check';
import { meets, outcomeOf } from './outcome.js';

describe('the outcome of a row', () => {
  it('is the medians of its rounds and their ratio', () => {
    const rounds = [
      { value: 30, baseline: 10 },
      { value: 20, baseline: 10 },
      { value: 90, baseline: 20 },
    ];
    expect(outcomeOf(rounds)).toEqual({
      value: 30,
      baseline: 10,
      ratio: 3,
      lowestRatio: 2,
      highestRatio: 4.5,
      rounds: 3,
    });
  });

  it('does not move when less than half of the rounds were disturbed', () => {
    const undisturbed = Array.from({ length: 4 }, () => ({ value: 8, baseline: 4 }));
    const disturbed = [
      { value: 8_000, baseline: 4 },
      { value: 8, baseline: 4_000 },
      { value: 5_000, baseline: 7_000 },
    ];
    expect(outcomeOf([...disturbed, ...undisturbed])).toMatchObject({ value: 8, baseline: 4, ratio: 2 });
  });

  it('lies between what the single rounds say, when each baseline was the same', () => {
    const figure = fc.double({ min: 0.001, max: 1e6, noNaN: true });
    fc.assert(
      fc.property(fc.array(figure, { minLength: 1, maxLength: 9 }), figure, (values, baseline) => {
        const { ratio, lowestRatio, highestRatio } = outcomeOf(values.map((value) => ({ value, baseline })));
        expect(ratio).toBeGreaterThanOrEqual(lowestRatio * (1 - 1e-9));
        expect(ratio).toBeLessThanOrEqual(highestRatio * (1 + 1e-9));
      }),
    );
  });

  it.each([0, -1, NaN, Infinity])('is none when a round measured %d', (figure) => {
    expect(() => outcomeOf([{ value: 1, baseline: figure }])).toThrow('is not a measurement');
    expect(() => outcomeOf([{ value: figure, baseline: 1 }])).toThrow('is not a measurement');
  });

  it('is none without rounds', () => {
    expect(() => outcomeOf([])).toThrow('nothing was measured');
  });
});

describe('a target', () => {
  it('of at most is met up to and with its ratio', () => {
    expect(meets({ bound: 'at most', ratio: 4 }, { ratio: 4 })).toBe(true);
    expect(meets({ bound: 'at most', ratio: 4 }, { ratio: 4.01 })).toBe(false);
  });

  it('of at least is met from its ratio on', () => {
    expect(meets({ bound: 'at least', ratio: 0.5 }, { ratio: 0.5 })).toBe(true);
    expect(meets({ bound: 'at least', ratio: 0.5 }, { ratio: 0.49 })).toBe(false);
  });
});
