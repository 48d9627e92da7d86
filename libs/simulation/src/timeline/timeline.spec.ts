import { describe, expect, it } from '@jest/globals';
import { Lag } from './lag.js';
import { ServerClock } from './server-clock.js';
import { secondsAfter, Timeline, TimelineEnded } from './timeline.js';

const newYear = new Date('2017-01-01T00:00:00.000Z');

describe('the server’s clock as seen from here', () => {
  it('runs as fast as the server’s', () => {
    let real = 0;
    const clock = new ServerClock(60, () => real);
    clock.observe(newYear);
    real = 1_000;
    expect(clock.now()).toEqual(secondsAfter(newYear, 60));
    expect(clock.realMillisecondsUntil(secondsAfter(newYear, 120))).toBeCloseTo(1_000);
  });

  it('keeps the answer that travelled least, so that it is never ahead of the server', () => {
    let real = 0;
    const clock = new ServerClock(10, () => real);
    const serverNow = () => new Date(newYear.getTime() + real * 10);
    const observedAfter = (milliseconds: number) => {
      const said = serverNow();
      real += milliseconds;
      clock.observe(said);
    };
    observedAfter(50);
    expect(serverNow().getTime() - clock.now().getTime()).toBe(500);
    observedAfter(2);
    expect(serverNow().getTime() - clock.now().getTime()).toBe(20);
    observedAfter(300);
    expect(serverNow().getTime() - clock.now().getTime()).toBe(20);
  });
});

describe('the timeline', () => {
  const timelineAt = (speed: number) => {
    const clock = new ServerClock(speed);
    clock.observe(newYear);
    return new Timeline(clock);
  };

  it('waits in the server’s time, and never too short', async () => {
    const timeline = timelineAt(100);
    const realStart = performance.now();
    await timeline.until(secondsAfter(newYear, 5));
    expect(timeline.now() >= secondsAfter(newYear, 5)).toBe(true);
    expect(performance.now() - realStart).toBeLessThan(1_000);
  });

  it('records how late somebody came to what they had planned', async () => {
    const timeline = timelineAt(1);
    await timeline.until(secondsAfter(newYear, -30));
    const { steps, late, longestSeconds } = timeline.lag.summary();
    expect({ steps, late }).toEqual({ steps: 1, late: 1 });
    expect(longestSeconds).toBeGreaterThanOrEqual(30);
  });

  it('ends every wait when the simulation ends', async () => {
    const timeline = timelineAt(1);
    const waits = [timeline.until(secondsAfter(newYear, 3_600)), timeline.rest(3_600)];
    timeline.end();
    for (const wait of waits) await expect(wait).rejects.toThrow(TimelineEnded);
    await expect(timeline.rest(0)).rejects.toThrow(TimelineEnded);
  });
});

describe('lag', () => {
  it('counts only what came late enough to matter', () => {
    const lag = new Lag();
    for (const seconds of [0, 1, 2, 14, 16, 40, -3]) lag.record(seconds);
    expect(lag.summary()).toMatchObject({ steps: 7, late: 2, medianSeconds: 2, longestSeconds: 40 });
  });
});
