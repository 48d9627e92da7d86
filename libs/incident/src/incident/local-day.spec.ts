import fc from 'fast-check';
import { localDay } from './local-day.js';

describe('the local day', () => {
  it.each([
    ['2026-11-21T16:59:59.999Z', 'Asia/Jakarta', '2026-11-21'],
    ['2026-11-21T17:00:00.000Z', 'Asia/Jakarta', '2026-11-22'],
    ['2026-11-21T15:30:00.000Z', 'Asia/Makassar', '2026-11-21'],
    ['2026-11-21T15:30:00.000Z', 'Asia/Jayapura', '2026-11-22'],
    ['2026-12-31T17:00:00.000Z', 'Asia/Jakarta', '2027-01-01'],
  ])('at %s in %s is %s', (at, timeZone, expected) => {
    expect(localDay(new Date(at), timeZone)).toBe(expected);
  });

  it('in Jakarta is the day in Greenwich seven hours later, whatever the moment', () => {
    const moment = fc.date({ min: new Date('1970-01-01'), max: new Date('2100-01-01'), noInvalidDate: true });
    fc.assert(
      fc.property(moment, (at) => {
        const sevenHoursLater = new Date(at.getTime() + 7 * 3_600_000);
        expect(localDay(at, 'Asia/Jakarta')).toBe(sevenHoursLater.toISOString().slice(0, 10));
      }),
    );
  });
});
