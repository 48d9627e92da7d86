import { describe, expect, it } from '@jest/globals';
import type { CallLog, RecordedCall } from './recorded-call.js';
import { sliceOf } from './slice.js';

const at = (hour: number) => new Date(Date.UTC(2017, 0, 1, hour));
const log = {
  calls: [0, 3, 6, 9].map((hour) => ({ ringingAt: at(hour) }) as RecordedCall),
} as unknown as CallLog;
const hoursOf = (from?: Date, hours?: number) =>
  sliceOf(log, from, hours).calls.map(({ ringingAt }) => ringingAt.getUTCHours());

describe('a slice of a log', () => {
  it('is the whole log when nothing is said', () => {
    expect(hoursOf()).toEqual([0, 3, 6, 9]);
  });

  it('begins where it is said and holds so many hours, its end not with it', () => {
    expect(hoursOf(at(3))).toEqual([3, 6, 9]);
    expect(hoursOf(undefined, 6)).toEqual([0, 3]);
    expect(hoursOf(at(1), 6)).toEqual([3, 6]);
  });

  it('without a call is refused, naming what the log holds', () => {
    expect(() => sliceOf(log, at(10), 1)).toThrow(
      /the log runs from 2017-01-01T00:00:00.000Z to 2017-01-01T09/,
    );
  });
});
