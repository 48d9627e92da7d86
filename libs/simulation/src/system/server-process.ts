import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { readinessOf, type Readiness } from './readiness.js';

/** Lines of a dying process that are shown. */
const linesKept = 20;
/** A server that was told to stop finishes what it has accepted; after so long it is killed. */
const stopMilliseconds = 20_000;

const serverMain = () =>
  process.env['LAYAD_SERVER_MAIN'] ??
  fileURLToPath(new URL('../../../../apps/server/src/main.js', import.meta.url));

const commandLineMain = () =>
  process.env['LAYAD_CLI_MAIN'] ??
  fileURLToPath(new URL('../../../../apps/server/src/cli/cli.js', import.meta.url));

/** What the system said before it failed. */
export class SystemError extends Error {}

/** A running server of our own, in a process group of its own, so that Ctrl-C reaches us first. */
export class ServerProcess {
  /** Resolves with its last words when it ends without having been told to. */
  readonly ended: Promise<string>;
  private stopping = false;

  private constructor(
    readonly url: string,
    readonly readiness: Readiness,
    private readonly child: ChildProcess,
    words: () => string,
  ) {
    this.ended = new Promise((resolve) => {
      child.once('exit', () => {
        if (!this.stopping) resolve(words());
      });
    });
  }

  /** @throws SystemError with the server's last words when it ends, or is not ready in time. */
  static async start(
    environment: Readonly<Record<string, string>>,
    { host, port }: { host: string; port: number },
    withinMilliseconds = 120_000,
  ): Promise<ServerProcess> {
    const url = `http://${host}:${port}`;
    const child = spawn(process.execPath, ['--enable-source-maps', serverMain()], {
      env: { ...process.env, ...environment, HOST: host, PORT: String(port) },
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: true,
    });
    const kill = () => child.kill();
    process.once('exit', kill); // it must not outlive us, whatever ended us
    child.once('exit', () => process.off('exit', kill));
    const words = lastWordsOf(child);
    const until = Date.now() + withinMilliseconds;
    for (;;) {
      const readiness = await readinessOf(url);
      if (readiness) return new ServerProcess(url, readiness, child, words);
      if (child.exitCode !== null || child.signalCode !== null) {
        throw new SystemError(`the server ended before it was ready\n${words()}`);
      }
      if (Date.now() > until) {
        child.kill('SIGKILL');
        throw new SystemError(`the server was not ready in ${withinMilliseconds / 1000} s\n${words()}`);
      }
      await sleep(50);
    }
  }

  get isRunning(): boolean {
    return this.child.exitCode === null && this.child.signalCode === null;
  }

  /** Ends it at once, as `kill -9`: nothing is finished. */
  async kill(): Promise<void> {
    this.stopping = true;
    if (!this.isRunning) return;
    const exited = once(this.child, 'exit');
    this.child.kill('SIGKILL');
    await exited;
  }

  /** Stops it in order: what was accepted is finished. */
  async stop(): Promise<void> {
    this.stopping = true;
    if (!this.isRunning) return;
    const exited = once(this.child, 'exit');
    this.child.kill('SIGTERM');
    const killer = setTimeout(() => this.child.kill('SIGKILL'), stopMilliseconds);
    await exited;
    clearTimeout(killer);
  }
}

/** Runs the command line of Layad. @throws SystemError with what it said when it fails. */
export async function runCommandLine(
  args: readonly string[],
  environment: Readonly<Record<string, string>>,
  input = '',
): Promise<void> {
  const child = spawn(process.execPath, [commandLineMain(), ...args], {
    env: { ...process.env, ...environment },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  const words = lastWordsOf(child);
  child.stdin.on('error', () => undefined); // it ended without reading: its exit tells why
  child.stdin.end(input);
  const [code] = (await once(child, 'close')) as [number | null];
  if (code !== 0) throw new SystemError(`"${args.slice(0, 2).join(' ')}" failed\n${words()}`);
}

/** A port that is free at this moment. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

/** Keeps reading what a process says, so that it never waits for us, and remembers the end of it. */
function lastWordsOf({ stdout, stderr }: ChildProcess): () => string {
  let kept: string[] = [];
  for (const stream of [stdout, stderr]) {
    stream?.setEncoding('utf8').on('data', (text: string) => {
      kept = [...kept, ...text.split('\n').filter((line) => line !== '')].slice(-linesKept);
    });
  }
  return () => kept.join('\n');
}
