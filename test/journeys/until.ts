import { setTimeout as pause } from 'node:timers/promises';

const patienceMilliseconds = 20_000;

/** Asks again until there is an answer. @throws Error when none comes */
export async function until<T>(what: string, ask: () => Promise<T | undefined> | T | undefined): Promise<T> {
  const givenUpAt = performance.now() + patienceMilliseconds;
  while (performance.now() < givenUpAt) {
    const answer = await ask();
    if (answer !== undefined && answer !== false) return answer;
    await pause(50);
  }
  throw new Error(`waited in vain for ${what}`);
}
