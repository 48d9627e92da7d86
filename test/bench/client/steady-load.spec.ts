import { setTimeout as pause } from 'node:timers/promises';
import { steadyLoad } from './steady-load.js';

describe('a steady load', () => {
  it('counts what every client did, also when they are answered at the same time', async () => {
    let asked = 0;
    const begin = performance.now();
    const rate = await steadyLoad({ clients: 20, seconds: 0.3 }, async () => {
      asked++;
      await pause(10);
      return 5;
    });
    const seconds = (performance.now() - begin) / 1000;
    expect(rate).toBeGreaterThanOrEqual((5 * asked) / seconds);
    expect(rate).toBeLessThan(((5 * asked) / seconds) * 1.1);
  });

  it('ends with the first failure', async () => {
    const failing = steadyLoad({ clients: 3, seconds: 60 }, async () => {
      throw new Error('refused');
    });
    await expect(failing).rejects.toThrow('refused');
  });
});
