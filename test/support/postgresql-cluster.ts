import { execFile, execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chown, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';
import pg from 'pg';
import { freePort } from '#lib/simulation';
import type { Opened } from './opened.js';
import { SetupError } from './setup-error.js';

const run = promisify(execFile);

/** Where Debian and its kin keep each version of the server. */
const debianVersions = '/usr/lib/postgresql';
const startWithinMilliseconds = 60_000;

/** How a server is stopped: in order, or as if the machine had lost its power. */
export type Shutdown = 'SIGINT' | 'SIGQUIT';

/** Whoever owns the server's files: PostgreSQL refuses to run as root. */
interface Owner {
  uid?: number;
  gid?: number;
}

/**
 * A PostgreSQL server of its own in a temporary folder, with the settings PostgreSQL comes with: every commit is on
 * the disk before it is acknowledged.
 */
export class PostgresqlCluster {
  private server: ChildProcess | undefined;

  private constructor(
    private readonly binaries: string,
    private readonly folder: string,
    private readonly owner: Owner,
    private readonly port: number,
  ) {}

  /**
   * Makes it and starts it; stopped and deleted when `opened` is closed.
   * @throws SetupError where PostgreSQL is not installed, or does not start
   */
  static async create(opened: Opened): Promise<PostgresqlCluster> {
    const binaries = await findBinaries();
    const owner = serverOwner();
    const folder = opened.add(await mkdtemp(join(tmpdir(), 'layad-postgresql-')), (path) =>
      rm(path, { recursive: true, force: true }),
    );
    if (owner.uid !== undefined && owner.gid !== undefined) await chown(folder, owner.uid, owner.gid);
    const files = [
      '-D',
      join(folder, 'cluster'),
      '-U',
      'layad',
      '--auth=trust',
      '--encoding=UTF8',
      '--locale=C',
    ];
    await run(join(binaries, 'initdb'), files, owner);
    const cluster = new PostgresqlCluster(binaries, folder, owner, await freePort());
    opened.add(cluster, (it) => it.stop('SIGINT'));
    await cluster.start();
    return cluster;
  }

  /** The address of its maintenance database. */
  get url(): string {
    return `postgresql://layad@127.0.0.1:${this.port}/postgres`;
  }

  async start(): Promise<void> {
    const settings = [
      `port=${this.port}`,
      'listen_addresses=127.0.0.1',
      `unix_socket_directories=${this.folder}`,
      'logging_collector=off',
      'max_connections=200',
    ];
    const server = spawn(
      join(this.binaries, 'postgres'),
      ['-D', join(this.folder, 'cluster'), ...settings.flatMap((setting) => ['-c', setting])],
      { ...this.owner, stdio: ['ignore', 'ignore', 'pipe'] },
    );
    const complaints: string[] = [];
    server.stderr.on('data', (text: Buffer) => complaints.splice(0, complaints.length, text.toString()));
    this.server = server;
    await this.ready(server, complaints);
  }

  async stop(how: Shutdown): Promise<void> {
    const { server } = this;
    if (!server || server.exitCode !== null || server.signalCode !== null) return;
    server.kill(how);
    await once(server, 'exit');
  }

  private async ready(server: ChildProcess, complaints: readonly string[]): Promise<void> {
    const until = performance.now() + startWithinMilliseconds;
    for (;;) {
      const client = new pg.Client({ connectionString: this.url });
      client.on('error', () => undefined);
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
    throw new SetupError('PostgreSQL is not installed here; install it with PostGIS.');
  }
}

function serverOwner(): Owner {
  if (process.getuid?.() !== 0) return {};
  const idOf = (kind: '-u' | '-g') => Number(execFileSync('id', [kind, 'postgres'], { encoding: 'utf8' }));
  return { uid: idOf('-u'), gid: idOf('-g') };
}
