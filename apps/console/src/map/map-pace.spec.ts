import { jest } from '@jest/globals';
import { MapPace } from './map-pace.js';

describe('the pace of the map', () => {
  let drawn = 0;
  let seen = false;
  let drawingTakes = 0;
  let pace: MapPace;
  beforeEach(() => {
    jest.useFakeTimers();
    [drawn, seen, drawingTakes] = [0, false, 5];
    pace = new MapPace({
      isMoving: () => true,
      isSeenMoving: () => seen,
      draw: async () => {
        drawn += 1;
        await new Promise((resolve) => setTimeout(resolve, drawingTakes));
        return drawingTakes;
      },
    });
  });
  afterEach(() => {
    pace.stop();
    jest.useRealTimers();
  });
  const pass = (milliseconds: number) => jest.advanceTimersByTimeAsync(milliseconds);

  it('draws no movement that nobody could see', async () => {
    pace.moved();
    await pass(5_000);
    expect(drawn).toBe(0);
    seen = true;
    await pass(1_000);
    expect(drawn).toBeGreaterThan(5);
  });

  it('draws what changed in one breath once', async () => {
    for (let change = 0; change < 20; change += 1) {
      pace.changed();
      await pass(8);
    }
    await pass(400);
    expect(drawn).toBe(1);
  });

  it('draws at once what somebody asked for', async () => {
    pace.drawNow();
    await pass(1);
    expect(drawn).toBe(1);
  });

  it('draws seldom where drawing takes long, but goes on', async () => {
    drawingTakes = 300;
    seen = true;
    pace.moved();
    await pass(20_000);
    expect(drawn).toBeGreaterThan(4);
    expect(drawn).toBeLessThan(12);
  });

  it('draws on after a picture that failed, and tells of it', async () => {
    const told = jest.fn();
    Object.assign(globalThis, { reportError: told });
    const failing = new MapPace({
      isMoving: () => true,
      isSeenMoving: () => true,
      draw: () => {
        drawn += 1;
        return drawn === 1 ? Promise.reject(new Error('no picture')) : Promise.resolve(1);
      },
    });
    failing.drawNow();
    await pass(2_000);
    failing.stop();
    expect(told).toHaveBeenCalledTimes(1);
    expect(drawn).toBeGreaterThan(2);
    Reflect.deleteProperty(globalThis, 'reportError');
  });

  it('draws nothing once it is stopped', async () => {
    pace.changed();
    pace.stop();
    await pass(5_000);
    expect(drawn).toBe(0);
  });
});
