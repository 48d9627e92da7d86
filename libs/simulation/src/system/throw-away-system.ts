import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort, runCommandLine, ServerProcess, SystemError } from './server-process.js';
import { makeDatabase } from './throw-away-database.js';

/** Logins and requests of many users come from one address here; a public server's limits would stop them. */
const limits = { LAYAD_LOGIN_ATTEMPTS_PER_MINUTE: '100000', LAYAD_REQUESTS_PER_MINUTE: '10000000' };

export interface Founding {
  readonly code: string;
  readonly name: string;
  readonly timeZone: string;
}

/** A system made for one run on a database of its own, and removed afterwards. */
export class ThrowAwaySystem {
  /** Called `admin` because an embedded server that finds such a user leaves its demo city out. */
  readonly administrator = { username: 'admin', password: `replay-${randomBytes(6).toString('hex')}` };
  /** Never resolves; rejects with a {@link SystemError} when its server ends by itself. */
  readonly failure: Promise<never>;
  private server: ServerProcess | undefined;
  private discarded = false;
  private fail: (error: SystemError) => void = () => undefined;

  private constructor(
    private readonly environment: Readonly<Record<string, string>>,
    private readonly removeDatabase: () => Promise<void>,
  ) {
    this.failure = new Promise((_, reject) => (this.fail = reject));
    this.failure.catch(() => undefined); // whoever races with it hears of it
  }

  /**
   * On the server of `databaseUrl` in a new database, or embedded in a temporary folder.
   * @throws SystemError when the database cannot be made
   */
  static async create(databaseUrl: string | undefined): Promise<ThrowAwaySystem> {
    const folder = await mkdtemp(join(tmpdir(), 'layad-replay-'));
    const removeFolder = () => rm(folder, { recursive: true, force: true });
    const environment = { ...limits, LAYAD_DATA_DIR: folder, LAYAD_LOG_LEVEL: 'warn', LAYAD_ROLE: 'all' };
    if (databaseUrl === undefined) {
      return new ThrowAwaySystem({ ...environment, DATABASE_URL: '' }, removeFolder);
    }
    const database = await makeDatabase(databaseUrl, 'layad_replay');
    const secret = randomBytes(36).toString('base64');
    return new ThrowAwaySystem(
      { ...environment, DATABASE_URL: database.url, LAYAD_SECRET: secret },
      async () => {
        await database.remove();
        await removeFolder();
      },
    );
  }

  /** Founds the center and its administrator at a moment of its clock. */
  async found({ code, name, timeZone }: Founding, at: Date): Promise<void> {
    const environment = { ...this.environment, LAYAD_CLOCK: `${at.toISOString()}@1` };
    const center = ['--code', code, '--name', name, '--time-zone', timeZone, '--locale', 'en'];
    await runCommandLine(['center', 'create', ...center], environment);
    const { username, password } = this.administrator;
    const user = ['--center', code, '--username', username, '--role', 'admin', '--password-stdin'];
    await runCommandLine(['user', 'create', ...user], environment, `${password}\n`);
  }

  /** Starts its server on a clock that begins there and runs so many times as fast. */
  async start(at: Date, speed: number): Promise<ServerProcess> {
    await this.stop();
    const clock = { LAYAD_CLOCK: `${at.toISOString()}@${speed}` };
    const place = { host: '127.0.0.1', port: await freePort() };
    const server = await ServerProcess.start({ ...this.environment, ...clock }, place);
    if (this.discarded) await server.stop();
    void server.ended.then((words) => this.fail(new SystemError(`the server ended by itself\n${words}`)));
    this.server = server;
    return server;
  }

  async stop(): Promise<void> {
    await this.server?.stop();
  }

  /** Stops it and removes everything it wrote. */
  async discard(): Promise<void> {
    this.discarded = true;
    await this.stop();
    await this.removeDatabase();
  }
}
