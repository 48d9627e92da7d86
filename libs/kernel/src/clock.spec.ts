import { acceleratedClock, ManualClock } from '#lib/kernel';

describe('an accelerated clock', () => {
  it('starts in the recorded past and runs so many times as fast', () => {
    const wall = new ManualClock(new Date('2026-11-21T12:00:00Z'));
    const clock = acceleratedClock(new Date('2017-01-01T08:00:00Z'), 60, wall);
    expect(clock.now()).toEqual(new Date('2017-01-01T08:00:00Z'));
    wall.advanceSeconds(10);
    expect(clock.now()).toEqual(new Date('2017-01-01T08:10:00Z'));
    expect(clock.speed).toBe(60);
  });
});
