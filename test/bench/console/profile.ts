import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { CDPSession } from 'playwright-core';

/**
 * With `BENCH_PROFILE` naming a folder, leaves there what the page's main thread did, which Chromium's developer tools
 * and others can show. Measuring costs a little itself.
 */
export async function profiled<T>(session: CDPSession, work: () => Promise<T>): Promise<T> {
  const folder = process.env['BENCH_PROFILE'];
  if (!folder) return work();
  await session.send('Profiler.enable');
  await session.send('Profiler.start');
  const done = await work();
  const { profile } = await session.send('Profiler.stop');
  await writeFile(join(folder, 'console.cpuprofile'), JSON.stringify(profile));
  return done;
}
