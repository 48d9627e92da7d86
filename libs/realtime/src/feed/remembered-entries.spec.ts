import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { ScreenEvent } from '#lib/contract';
import { RememberedEntries } from './remembered-entries.js';

const entry = (seq: number) => ({ seq }) as ScreenEvent;

describe('remembered entries', () => {
  it('are everything after a place, or nothing when not everything is remembered', () => {
    fc.assert(
      fc.property(
        fc.nat(50),
        fc.nat(80),
        fc.integer({ min: 1, max: 10 }),
        fc.nat(140),
        (before, count, most, since) => {
          const remembered = new RememberedEntries(most);
          const last = before + count;
          for (let seq = before + 1; seq <= last; seq += 1) remembered.add(entry(seq), []);
          const missed = remembered.after(since, last)?.map(({ seq }) => seq);
          const expected = Array.from({ length: Math.max(0, last - since) }, (_, index) => since + 1 + index);
          if (missed) expect(missed).toEqual(expected);
          else expect(last - since).toBeGreaterThan(Math.min(most, count));
        },
      ),
    );
  });

  it('tell a team only what was for it, and nothing of the time for which that is not known', () => {
    const remembered = new RememberedEntries(10);
    remembered.add(entry(1));
    remembered.add(entry(2), ['ours']);
    remembered.add(entry(3), ['theirs']);
    remembered.add(entry(4), 'every team');
    expect(remembered.after(1, 4, 'ours')).toEqual([entry(2), entry(4)]);
    expect(remembered.after(0, 4, 'ours')).toBeUndefined();
    expect(remembered.after(0, 4)).toHaveLength(4);
  });
});
