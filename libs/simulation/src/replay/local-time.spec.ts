import { describe, expect, it } from '@jest/globals';
import { LocalTime } from './local-time.js';

const california = new LocalTime('America/Los_Angeles');
const utc = (...time: Parameters<LocalTime['toUtc']>) => california.toUtc(...time).toISOString();

describe('the clock on the wall', () => {
  it('is eight hours behind in winter and seven in summer', () => {
    expect(utc(2016, 12, 31, 23, 52, 1)).toBe('2017-01-01T07:52:01.000Z');
    expect(utc(2017, 7, 4, 12, 0, 0)).toBe('2017-07-04T19:00:00.000Z');
  });

  it('shows an hour twice in autumn, which is taken as its first pass', () => {
    expect(utc(2017, 11, 5, 0, 59, 59)).toBe('2017-11-05T07:59:59.000Z');
    expect(utc(2017, 11, 5, 1, 30, 0)).toBe('2017-11-05T08:30:00.000Z');
    expect(utc(2017, 11, 5, 2, 0, 0)).toBe('2017-11-05T10:00:00.000Z');
  });

  it('skips an hour in spring, which is read as if the clocks had not been moved', () => {
    expect(utc(2017, 3, 12, 1, 59, 59)).toBe('2017-03-12T09:59:59.000Z');
    expect(utc(2017, 3, 12, 2, 30, 0)).toBe('2017-03-12T10:30:00.000Z');
    expect(utc(2017, 3, 12, 3, 0, 0)).toBe('2017-03-12T10:00:00.000Z');
  });

  it('needs no summer time', () => {
    expect(new LocalTime('Asia/Jakarta').toUtc(2026, 6, 1, 0, 30, 0).toISOString()).toBe(
      '2026-05-31T17:30:00.000Z',
    );
  });

  it('refuses a zone that does not exist', () => {
    expect(() => new LocalTime('Asia/Bandung')).toThrow(RangeError);
  });
});
