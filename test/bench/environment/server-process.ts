import { spawn, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Opened } from '../../support/opened.js';

const main = fileURLToPath(new URL('../../../apps/server/src/main.js', import.meta.url));
const readyWithinMilliseconds = 60_000;
const stopWithinMilliseconds = 15_000;

/** Limits against abuse are lifted: here one user does the work of a city. */
const settings = {
  PORT: '0',
  HOST: '127.0.0.1',
  LAYAD_LOG_LEVEL: 'warn',
  LAYAD_REQUESTS_PER_MINUTE: '10000000',
  LAYAD_SOCKETS_PER_USER: '100000',
  LAYAD_SOCKETS_PER_ADDRESS: '100000',
  LAYAD_LOGIN_ATTEMPTS_PER_MINUTE: '100000',
};

/**
 * Starts Layad as `npm start` does, on this database, and waits until it is ready. Stopped at the end. With
 * `BENCH_PROFILE` naming a folder it leaves a CPU profile there, which Chromium's developer tools and others can show.
 * @returns where it listens
 */
export async function startLayad(databaseUrl: string, opened: Opened): Promise<string> {
  const { PATH, HOME, LAYAD_DATABASE_POOL, BENCH_PROFILE } = process.env;
  const profiling = BENCH_PROFILE ? ['--cpu-prof', `--cpu-prof-dir=${BENCH_PROFILE}`] : [];
  const server = spawn(process.execPath, [...profiling, '--enable-source-maps', main], {
    env: {
      ...settings,
      DATABASE_URL: databaseUrl,
      LAYAD_SECRET: randomBytes(36).toString('base64'),
      ...(PATH === undefined ? {} : { PATH }),
      ...(HOME === undefined ? {} : { HOME }),
      ...(LAYAD_DATABASE_POOL === undefined ? {} : { LAYAD_DATABASE_POOL }),
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  opened.add(server, stop);
  return banner(server);
}

/** The address in the banner, which is printed when the server is ready. What it logs goes to standard error. */
function banner(server: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    const patience = setTimeout(
      () => reject(new Error('Layad did not become ready in time')),
      readyWithinMilliseconds,
    );
    server.once('exit', (code) => {
      clearTimeout(patience);
      reject(new Error(`Layad ended at once, with ${code ?? 'a signal'}`));
    });
    let text = '';
    server.stdout!.on('data', (chunk: Buffer) => {
      const [, url] = /ready at (http:\S+)/.exec((text += chunk.toString())) ?? [];
      if (url === undefined) return;
      clearTimeout(patience);
      server.stdout!.removeAllListeners('data').pipe(process.stderr);
      resolve(url);
    });
  });
}

async function stop(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null) return;
  server.kill('SIGTERM');
  const impatience = setTimeout(() => server.kill('SIGKILL'), stopWithinMilliseconds);
  await once(server, 'exit');
  clearTimeout(impatience);
}
