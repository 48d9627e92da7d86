import { randomBytes } from 'node:crypto';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { demoCity, makeDatabase, runCommandLine } from '#lib/simulation';

const entry = 'dist/apps/server/src/main.js';
process.env['LAYAD_CLI_MAIN'] ??= 'dist/apps/server/src/cli/cli.js';

interface NewCall {
  readonly complaint: string;
  readonly lat: number;
  readonly lon: number;
  readonly priority?: string;
  readonly type?: string;
  readonly address?: string;
  readonly patients?: readonly {
    readonly sex?: string;
    readonly ageYears?: number;
    readonly condition?: string;
  }[];
  /** How long ago it rang, seconds. */
  readonly rangSecondsAgo?: number;
}

interface Made {
  readonly id: string;
  readonly number: string;
}

/** Of the demo city on a server; the embedded one has its own. */
const serverPassword = 'angkot lewat Cicaheum';

/**
 * The built server with the demo city, in a process of its own: on a database of its own on the server of
 * `TEST_DATABASE_URL`, else on the embedded database in a folder of its own.
 */
export class RunningLayad {
  private token: string | undefined;
  private adminToken: string | undefined;

  private constructor(
    readonly url: string,
    private readonly installation: Installation,
    private child: ChildProcess,
  ) {}

  get password(): string {
    return this.installation.password;
  }

  static isBuilt(): boolean {
    return existsSync(entry) && existsSync('dist/apps/console/index.html');
  }

  static async start(
    databaseServer = process.env['TEST_DATABASE_URL'],
    settings: Readonly<Record<string, string>> = {},
    main = entry,
  ): Promise<RunningLayad> {
    const made = await newInstallation(databaseServer);
    const installation = { ...made, main, environment: { ...made.environment, ...settings } };
    const { child, url } = await begin(installation, '0');
    return new RunningLayad(url, installation, child);
  }

  /** A center that was founded on the command line a moment ago, with its administrator `admin` and nothing else. */
  static async startNew(databaseServer = process.env['TEST_DATABASE_URL']): Promise<RunningLayad> {
    const { environment, remove } = await newDatabase(databaseServer);
    const run = (line: string[], input?: string) => runCommandLine(line, environment, input);
    await run(['center', 'create', '--code', 'NEW', '--name', 'PSC 119 Baru']);
    const user = ['--center', 'NEW', '--role', 'admin', '--username', 'admin', '--password-stdin'];
    await run(['user', 'create', ...user], `${serverPassword}\n`);
    const installation = { environment, password: serverPassword, remove, main: entry };
    const { child, url } = await begin(installation, '0');
    return new RunningLayad(url, installation, child);
  }

  /** Ends the process at once, without a word to anybody. */
  async kill(): Promise<void> {
    const ended = once(this.child, 'exit');
    this.child.kill('SIGKILL');
    await ended;
  }

  /** Starts again after `kill`, at the same address with the same data. */
  async startAgain(): Promise<void> {
    const { child } = await begin(this.installation, new URL(this.url).port);
    this.child = child;
  }

  async stop(): Promise<void> {
    if (this.child.exitCode === null && this.child.signalCode === null) {
      const ended = once(this.child, 'exit');
      this.child.kill('SIGTERM');
      await Promise.race([
        ended,
        wait(10_000, undefined, { ref: false }).then(() => this.child.kill('SIGKILL')),
      ]);
    }
    await this.installation.remove();
  }

  /**
   * A request as the second operator, with the version that was read where one is needed.
   * @throws Error with the answer when it is refused
   */
  async post<T>(path: string, body: unknown = {}, version?: number): Promise<T> {
    this.token ??= await this.signIn();
    return this.postWith(this.token, path, body, version);
  }

  /** The same as an administrator. */
  async postAsAdmin<T>(path: string, body: unknown): Promise<T> {
    this.adminToken ??= await this.signIn('admin');
    return this.postWith(this.adminToken, path, body);
  }

  private postWith<T>(token: string, path: string, body: unknown, version?: number): Promise<T> {
    const headers = {
      authorization: `Bearer ${token}`,
      ...(version !== undefined && { 'if-match': `"${version}"` }),
    };
    return this.send<T>(path, body, headers);
  }

  /** The same as somebody else. */
  async postAs<T>(username: string, path: string, body: unknown = {}): Promise<T> {
    return this.send<T>(path, body, { authorization: `Bearer ${await this.signIn(username)}` });
  }

  /** A reading as the second operator. */
  async get<T>(path: string): Promise<T> {
    this.token ??= await this.signIn();
    const response = await fetch(`${this.url}/api/v1${path}`, {
      headers: { authorization: `Bearer ${this.token}` },
    });
    if (!response.ok) throw new Error(`${path}: ${response.status}`);
    return (await response.json()) as T;
  }

  /** A contact that rang, was answered, and became an incident. */
  async call({ lat, lon, address, rangSecondsAgo = 0, ...call }: NewCall): Promise<Made> {
    const ago = (seconds: number): string => new Date(Date.now() - seconds * 1_000).toISOString();
    const contact = await this.post<Made>('/contacts', {
      channel: 'voice',
      callerNumber: '0812-3456-7890',
      at: ago(rangSecondsAgo),
    });
    await this.post(`/contacts/${contact.id}/answer`, { at: ago(Math.max(0, rangSecondsAgo - 6)) });
    return this.post('/incidents', { contactId: contact.id, place: { lat, lon, address }, ...call });
  }

  /** Sends the best team and reports its steps. */
  async sendBest(incidentId: string, ...steps: string[]): Promise<void> {
    const { id } = await this.post<Made>(`/incidents/${incidentId}/assignments`);
    for (const state of steps) await this.post(`/assignments/${id}/state`, { state });
  }

  /** Changes settings of the center, as its administrator. */
  changeSettings(change: object): Promise<void> {
    return this.changeAsAdmin('/center/settings', change);
  }

  /** Changes what stands at a path as it stands there now, as an administrator. */
  async changeAsAdmin(path: string, change: object): Promise<void> {
    const token = await this.signIn('admin');
    const address = `${this.url}/api/v1${path}`;
    const authorization = `Bearer ${token}`;
    const present = await fetch(address, { headers: { authorization } });
    const response = await fetch(address, {
      method: 'PATCH',
      headers: {
        authorization,
        'content-type': 'application/json',
        'if-match': present.headers.get('etag') ?? '',
      },
      body: JSON.stringify(change),
    });
    if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
  }

  /** Imports places, as the center's administrator. */
  async importPlaces(dataset: string, features: readonly object[]): Promise<void> {
    const headers = { authorization: `Bearer ${await this.signIn('admin')}` };
    const collection = { type: 'FeatureCollection', features };
    await this.send(`/places/import?dataset=${dataset}`, collection, headers);
  }

  private async signIn(username = 'operator2'): Promise<string> {
    const body = { username, password: this.password };
    const { accessToken } = await this.send<{ accessToken: string }>('/auth/login', body);
    return accessToken;
  }

  private async send<T>(path: string, body: unknown, headers: Record<string, string> = {}): Promise<T> {
    const response = await fetch(`${this.url}/api/v1${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify(body),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${path}: ${response.status} ${text}`);
    return JSON.parse(text) as T;
  }
}

interface Installation extends NewInstallation {
  /** What Node is started with. */
  readonly main: string;
}

interface NewInstallation {
  readonly environment: Readonly<Record<string, string>>;
  readonly password: string;
  readonly remove: () => Promise<void>;
}

async function newDatabase(databaseServer: string | undefined): Promise<Omit<NewInstallation, 'password'>> {
  if (!databaseServer) {
    const folder = await mkdtemp(join(tmpdir(), 'layad-browser-'));
    const remove = () => rm(folder, { recursive: true, force: true });
    return { environment: { LAYAD_DATA_DIR: folder }, remove };
  }
  const { url, remove } = await makeDatabase(databaseServer, 'layad_browser');
  return { environment: { DATABASE_URL: url, LAYAD_SECRET: randomBytes(36).toString('base64') }, remove };
}

async function newInstallation(databaseServer: string | undefined): Promise<NewInstallation> {
  const { environment, remove } = await newDatabase(databaseServer);
  if (!databaseServer) return { environment, password: demoCity.password, remove };
  await runCommandLine(['demo-city', 'create', '--password-stdin'], environment, `${serverPassword}\n`);
  return { environment, password: serverPassword, remove };
}

async function begin(
  { environment, main }: Installation,
  port: string,
): Promise<{ child: ChildProcess; url: string }> {
  const child = spawn(process.execPath, [main], {
    env: {
      PATH: process.env['PATH'],
      HOST: '127.0.0.1',
      PORT: port,
      LAYAD_LOG_LEVEL: 'warn',
      LAYAD_LOGIN_ATTEMPTS_PER_MINUTE: '1000',
      ...environment,
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const url = await new Promise<string>((resolve, reject) => {
    let said = '';
    child.stdout.on('data', (chunk: Buffer) => {
      said += chunk.toString();
      const [, found] = /Layad is ready at (\S+)/.exec(said) ?? [];
      if (found) resolve(found);
    });
    child.once('exit', (code) => reject(new Error(`the server ended with ${code}: ${said}`)));
  });
  return { child, url };
}
