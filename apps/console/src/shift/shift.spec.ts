import type { Kept } from '../call/kept.js';
import { longestShiftMilliseconds, Shift } from './shift.js';

function remembered(): Kept<number> {
  let at: number | null = null;
  return { read: () => at, write: (value) => (at = value) };
}

describe('a shift', () => {
  it('begins once, and goes on over a reload', () => {
    const kept = remembered();
    const shift = new Shift(kept, 1_000);
    expect(shift.begun.get()).toBe(false);
    shift.begin(1_000);
    expect(shift.begun.get()).toBe(true);
    expect(new Shift(kept, 60_000).begun.get()).toBe(true);
  });

  it('is another one after the longest there is', () => {
    const kept = remembered();
    new Shift(kept, 0).begin(0);
    expect(new Shift(kept, longestShiftMilliseconds - 1).begun.get()).toBe(true);
    expect(new Shift(kept, longestShiftMilliseconds).begun.get()).toBe(false);
  });

  it('ends with a sign-out', () => {
    const kept = remembered();
    const shift = new Shift(kept, 0);
    shift.begin(0);
    shift.end();
    expect(new Shift(kept, 1).begun.get()).toBe(false);
  });
});
