import { jest } from '@jest/globals';
import { MapPace } from './map-pace.js';

const press = new Set<() => void>();

describe('the pace of the map', () => {
  let drawn = 0;
  let seen = false;
  let drawingTakes = 0;
  let pace: MapPace;
  beforeEach(() => {
    jest.useFakeTimers();
    Object.assign(globalThis, {
      window: {
        addEventListener: (_: string, listener: () => void) => press.add(listener),
        removeEventListener: (_: string, listener: () => void) => press.delete(listener),
      },
    });
    [drawn, seen, drawingTakes] = [0, false, 5];
    pace = new MapPace({
      isMoving: () => true,
      isSeenMoving: () => seen,
      draw: async () => {
        drawn += 1;
        await new Promise((resolve) => setTimeout(resolve, drawingTakes));
      },
    });
  });
  afterEach(() => {
    pace.stop();
    jest.useRealTimers();
    Reflect.deleteProperty(globalThis, 'window');
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
      await pass(20);
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
    expect(pace.isSlow).toBe(true);
    expect(drawn).toBeGreaterThan(4);
    expect(drawn).toBeLessThan(12);
  });

  it('waits for a pause in typing on a slow machine, and not for ever', async () => {
    drawingTakes = 300;
    pace.drawNow();
    await pass(1_000);
    seen = true;
    const before = drawn;
    for (let letter = 0; letter < 30; letter += 1) {
      for (const listener of press) listener();
      await pass(100);
    }
    expect(drawn).toBe(before);
    for (let letter = 0; letter < 50; letter += 1) {
      for (const listener of press) listener();
      await pass(100);
    }
    expect(drawn).toBeGreaterThan(before);
  });

  it('draws nothing once it is stopped', async () => {
    pace.changed();
    pace.stop();
    await pass(5_000);
    expect(drawn).toBe(0);
  });
});
