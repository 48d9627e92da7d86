import { execFile, execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chown, mkdtemp, readdir, rm } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';
import pg from 'pg';
import type { Opened } from './opened.js';
import { SetupError } from './setup-error.js';

const run = promisify(execFile);

/** Where Debian and its kin keep each version of the server. */
const debianVersions = '/usr/lib/postgresql';
const startWithinMilliseconds = 30_000;

/** Whoever owns the server's files: PostgreSQL refuses to run as root. */
interface Owner {
  uid?: number;
  gid?: number;
}

/**
 * Makes a PostgreSQL server of its own in a temporary folder, with the settings PostgreSQL comes with: every commit
 * is on the disk before it is acknowledged. Stopped and deleted at the end.
 * @returns the address of its maintenance database
 * @throws SetupError where PostgreSQL is not installed, or does not start
 */
export async function startTemporaryCluster(opened: Opened): Promise<string> {
  const binaries = await findBinaries();
  const owner = serverOwner();
  const folder = opened.add(await mkdtemp(join(tmpdir(), 'layad-bench-')), (path) =>
    rm(path, { recursive: true, force: true }),
  );
  if (owner.uid !== undefined && owner.gid !== undefined) await chown(folder, owner.uid, owner.gid);
  const cluster = join(folder, 'cluster');
  await run(
    join(binaries, 'initdb'),
    ['-D', cluster, '-U', 'layad', '--auth=trust', '--encoding=UTF8', '--locale=C'],
    owner,
  );
  const port = await freePort();
  const settings = [
    `port=${port}`,
    'listen_addresses=127.0.0.1',
    `unix_socket_directories=${folder}`,
    'logging_collector=off',
  ];
  const server = spawn(
    join(binaries, 'postgres'),
    ['-D', cluster, ...settings.flatMap((setting) => ['-c', setting])],
    { ...owner, stdio: ['ignore', 'ignore', 'pipe'] },
  );
  const complaints: string[] = [];
  server.stderr.on('data', (text: Buffer) => complaints.push(text.toString()));
  opened.add(server, stop);
  const url = `postgresql://layad@127.0.0.1:${port}/postgres`;
  await ready(url, server, complaints);
  return url;
}

async function findBinaries(): Promise<string> {
  const versions = await readdir(debianVersions).catch(() => []);
  const newest = versions
    .map(Number)
    .filter(Number.isFinite)
    .sort((one, other) => other - one)[0];
  if (newest !== undefined) return join(debianVersions, String(newest), 'bin');
  try {
    return (await run('pg_config', ['--bindir'])).stdout.trim();
  } catch {
    throw new SetupError(
      'PostgreSQL is not installed here: set BENCH_DATABASE_URL, or install it with PostGIS.',
    );
  }
}

function serverOwner(): Owner {
  if (process.getuid?.() !== 0) return {};
  const idOf = (kind: '-u' | '-g') => Number(execFileSync('id', [kind, 'postgres'], { encoding: 'utf8' }));
  return { uid: idOf('-u'), gid: idOf('-g') };
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as AddressInfo;
  probe.close();
  await once(probe, 'close');
  return port;
}

async function ready(url: string, server: ChildProcess, complaints: readonly string[]): Promise<void> {
  const until = performance.now() + startWithinMilliseconds;
  for (;;) {
    const client = new pg.Client({ connectionString: url });
    try {
      await client.connect();
      await client.end();
      return;
    } catch (error) {
      if (server.exitCode !== null || performance.now() > until) {
        throw new SetupError(`PostgreSQL did not start: ${complaints.join('').trim()}`, { cause: error });
      }
    }
    await pause(100);
  }
}

/** A fast shutdown: open transactions are rolled back, then it stops in order. */
async function stop(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null) return;
  server.kill('SIGINT');
  await once(server, 'exit');
}
