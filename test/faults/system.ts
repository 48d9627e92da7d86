import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { freePort, LayadClient, runCommandLine, ServerProcess } from '#lib/simulation';
import type { Opened } from '../support/opened.js';

/** The center of the drill: Bandung's middle, with no service area of its own. */
export const cityCenter = { lat: -6.9147, lon: 107.6098 };
const administrator = { username: 'drill-admin', password: `drill-${randomBytes(9).toString('hex')}` };
const operator = { username: 'drill-operator', password: `drill-${randomBytes(9).toString('hex')}` };

/** Several server processes on one database, each of which may be killed and started again on its port. */
export class FaultySystem {
  private readonly processes: (ServerProcess | undefined)[] = [];

  private constructor(
    private readonly environment: Readonly<Record<string, string>>,
    private readonly ports: readonly number[],
    /** A connection of the drill's own, to look at what the database holds. */
    readonly database: () => Promise<pg.Client>,
  ) {}

  /** Founds a center with a fleet on a new database of that server, and starts `count` processes. */
  static async create(
    {
      serverUrl,
      redisUrl,
      count,
      teams,
    }: { serverUrl: string; redisUrl: string; count: number; teams: number },
    opened: Opened,
  ): Promise<FaultySystem> {
    const name = `layad_drill_${randomBytes(4).toString('hex')}`;
    const maintenance = await connected(serverUrl);
    await maintenance.query(`create database ${name}`);
    await maintenance.end();
    const databaseUrl = serverUrl.replace(/\/[^/]*$/, `/${name}`);
    const folder = opened.add(await mkdtemp(join(tmpdir(), 'layad-drill-')), (path) =>
      rm(path, { recursive: true, force: true }),
    );
    const environment = {
      DATABASE_URL: databaseUrl,
      REDIS_URL: redisUrl,
      LAYAD_SECRET: randomBytes(36).toString('base64'),
      LAYAD_DATA_DIR: folder,
      LAYAD_LOG_LEVEL: 'error',
      LAYAD_REQUESTS_PER_MINUTE: '10000000',
      LAYAD_SOCKETS_PER_USER: '100000',
      LAYAD_SOCKETS_PER_ADDRESS: '100000',
      LAYAD_LOGIN_ATTEMPTS_PER_MINUTE: '100000',
    };
    const center = ['--code', 'DRL', '--name', 'Drill'];
    await runCommandLine(['center', 'create', ...center], environment);
    for (const [user, role] of [
      [administrator, 'admin'],
      [operator, 'supervisor'],
    ] as const) {
      const options = ['--center', 'DRL', '--username', user.username, '--role', role, '--password-stdin'];
      await runCommandLine(['user', 'create', ...options], environment, `${user.password}\n`);
    }
    const ports = await Promise.all(Array.from({ length: count }, () => freePort()));
    const system = new FaultySystem(environment, ports, () => connected(databaseUrl));
    opened.add(system, (it) => it.stop());
    for (const index of ports.keys()) await system.start(index);
    await system.bringFleetOnDuty(teams);
    return system;
  }

  client(index: number): LayadClient {
    return LayadClient.at(`http://127.0.0.1:${this.ports[index]}`, operator);
  }

  administrator(index: number): LayadClient {
    return LayadClient.at(`http://127.0.0.1:${this.ports[index]}`, administrator);
  }

  async start(index: number): Promise<void> {
    const port = this.ports[index]!;
    this.processes[index] = await ServerProcess.start(this.environment, { host: '127.0.0.1', port });
  }

  /** As `kill -9`. */
  async kill(index: number): Promise<void> {
    await this.processes[index]?.kill();
  }

  async stop(): Promise<void> {
    for (const process of this.processes) await process?.stop();
  }

  private async bringFleetOnDuty(teams: number): Promise<void> {
    const client = this.administrator(0);
    for (let number = 1; number <= teams; number++) {
      const { id } = await client.post<{ id: string }>('/teams', {
        callSign: `DRL-${number}`,
        kind: 'bls_ambulance',
        capabilities: ['basic_life_support', 'oxygen', 'stretcher', 'defibrillator'],
        minimumCrew: 1,
        base: { lat: cityCenter.lat + (number % 7) * 0.003, lon: cityCenter.lon + (number % 11) * 0.003 },
      });
      await client.goOnDuty(id, [{ name: 'Crew', role: 'nurse' }]);
    }
  }
}

async function connected(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => undefined); // the drill ends connections on purpose
  await client.connect();
  return client;
}
