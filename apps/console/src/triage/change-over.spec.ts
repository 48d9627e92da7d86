import fc from 'fast-check';
import { changeEverySeconds, changeOverAfter } from './change-over.js';

describe('the change of whoever presses', () => {
  it('is counted down over two minutes, called for, and counted down again', () => {
    expect(changeOverAfter(0)).toEqual({ due: false, inSeconds: 120 });
    expect(changeOverAfter(48)).toEqual({ due: false, inSeconds: 72 });
    expect(changeOverAfter(119)).toEqual({ due: false, inSeconds: 1 });
    expect(changeOverAfter(120)).toEqual({ due: true, inSeconds: 120 });
    expect(changeOverAfter(129).due).toBe(true);
    expect(changeOverAfter(130)).toEqual({ due: false, inSeconds: 110 });
  });

  it('is called for once in every two minutes, and never in the first ones', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 7_200 }), (seconds) => {
        const { due, inSeconds } = changeOverAfter(seconds);
        expect(inSeconds).toBeGreaterThan(0);
        expect((seconds + inSeconds) % changeEverySeconds).toBe(0);
        expect(due).toBe(seconds >= changeEverySeconds && inSeconds > changeEverySeconds - 10);
      }),
    );
  });

  it('stays calm where the clocks disagree by a moment', () => {
    expect(changeOverAfter(-3)).toEqual({ due: false, inSeconds: 120 });
  });
});
