/**
 * Valhalla without a server: in a child process, from tiles built out of `LAYAD_ROADS`.
 *
 * A child process rather than a worker thread, because Valhalla is native code. A segmentation fault in a worker
 * thread ends the whole server, and `terminate()` on a thread that hangs in native code waits until it comes back
 * (both tried on Node 20). A process can be killed, and takes only itself along.
 */
import { fork, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { RoadsFailure } from './roads.js';
import type { TravelTimeLog } from './travel-time.js';
import { valhallaConfiguration, type ValhallaTiles } from './valhalla-configuration.js';
import {
  ValhallaRefusal,
  type MatrixRequest,
  type ValhallaEngine,
  type ValhallaRouteRequest,
} from './valhalla-engine.js';
import { findValhallaPackage, type ValhallaPackage } from './valhalla-package.js';
import { checkTileSource, prepareTiles, type TileSource } from './valhalla-tiles.js';

export interface ValhallaEmbeddedSettings extends TileSource {
  /** A child that owes an answer and gives none for this long is killed; the next request starts another. */
  readonly hangTimeoutMilliseconds?: number;
  /** The program of the child process; another one only in tests. */
  readonly processFile?: string;
}

const DEFAULT_HANG_TIMEOUT_MILLISECONDS = 10_000;
const DEFAULT_PROCESS_FILE = fileURLToPath(new URL('./valhalla-process.mjs', import.meta.url));
const ERROR_OUTPUT_KEPT_CHARACTERS = 500;

type Question =
  | { readonly action: 'matrix'; readonly request: MatrixRequest }
  | { readonly action: 'route'; readonly request: ValhallaRouteRequest };

type FromChild =
  { ready: true } | { fatal: string } | { id: number; answer: string } | { id: number; refusal: string };

interface Waiting {
  resolve(answer: unknown): void;
  reject(error: Error): void;
}

export class ValhallaEmbedded implements ValhallaEngine {
  readonly #stop = new AbortController();
  readonly #preparation: Promise<ValhallaTiles>;
  #tiles: ValhallaTiles | undefined;
  #preparationError: unknown;
  #child: Promise<RunningChild> | undefined;

  /**
   * Checks at once what an administrator can put right, then prepares tiles in the background; until they are there,
   * requests fail as `unreachable`.
   * @throws ValhallaPackageMissing, RoadTilesUnusable
   */
  static async open(settings: ValhallaEmbeddedSettings, log: TravelTimeLog): Promise<ValhallaEmbedded> {
    const valhalla = findValhallaPackage();
    await checkTileSource(settings);
    return new ValhallaEmbedded(settings, valhalla, log);
  }

  private constructor(
    private readonly settings: ValhallaEmbeddedSettings,
    private readonly valhalla: ValhallaPackage,
    private readonly log: TravelTimeLog,
  ) {
    this.#preparation = prepareTiles(settings, valhalla, log, this.#stop.signal);
    this.#preparation.then(
      (tiles) => {
        this.#tiles = tiles;
      },
      (error: unknown) => {
        this.#preparationError = error;
        if (!this.#stop.signal.aborted)
          log.warn(`no road tiles: ${error instanceof Error ? error.message : String(error)}`);
      },
    );
  }

  async matrix(request: MatrixRequest, signal?: AbortSignal): Promise<unknown> {
    return this.#ask({ action: 'matrix', request }, signal);
  }

  async route(request: ValhallaRouteRequest, signal?: AbortSignal): Promise<unknown> {
    return this.#ask({ action: 'route', request }, signal);
  }

  async ready(): Promise<void> {
    await this.#running();
  }

  /** Resolves when the tiles are built and Valhalla has read them: for commands and tests that would rather wait. */
  async prepared(): Promise<void> {
    await this.#preparation;
    await this.#running();
  }

  async close(): Promise<void> {
    this.#stop.abort();
    await this.#preparation.catch(() => {});
    await this.#child?.then((child) => child.kill()).catch(() => {});
  }

  async #ask(question: Question, signal: AbortSignal | undefined): Promise<unknown> {
    const child = await this.#running();
    signal?.throwIfAborted();
    return child.ask(question, signal);
  }

  async #running(): Promise<RunningChild> {
    if (this.#stop.signal.aborted) throw new RoadsFailure('unreachable', 'Valhalla was closed');
    if (this.#preparationError !== undefined) {
      throw new RoadsFailure('failed', 'the road tiles could not be built', {
        cause: this.#preparationError,
      });
    }
    if (this.#tiles === undefined)
      throw new RoadsFailure('unreachable', 'the road tiles are still being built');
    if (this.#child !== undefined) {
      const current = await this.#child;
      if (!current.ended) return current;
    }
    this.#child ??= this.#start(this.#tiles);
    return this.#child;
  }

  #start(tiles: ValhallaTiles): Promise<RunningChild> {
    const starting = RunningChild.start({
      processFile: this.settings.processFile ?? DEFAULT_PROCESS_FILE,
      module: this.valhalla.module,
      configuration: valhallaConfiguration(tiles),
      hangTimeoutMilliseconds: this.settings.hangTimeoutMilliseconds ?? DEFAULT_HANG_TIMEOUT_MILLISECONDS,
      onEnd: (how) => {
        if (this.#child === starting) this.#child = undefined;
        if (!this.#stop.signal.aborted)
          this.log.warn(`Valhalla ended (${how}); the next request starts it again`);
      },
    });
    return starting;
  }
}

interface ChildSettings {
  readonly processFile: string;
  readonly module: string;
  readonly configuration: object;
  readonly hangTimeoutMilliseconds: number;
  onEnd(how: string): void;
}

/** One life of the child process. */
class RunningChild {
  readonly #process: ChildProcess;
  readonly #waiting = new Map<number, Waiting>();
  #lastId = 0;
  #watchdog: NodeJS.Timeout | undefined;
  #errorOutput = '';
  ended = false;

  static async start(settings: ChildSettings): Promise<RunningChild> {
    const child = new RunningChild(settings);
    await child.#expectAnswer(0, () =>
      child.#send({ module: settings.module, configuration: settings.configuration }),
    );
    return child;
  }

  private constructor(private readonly settings: ChildSettings) {
    this.#process = fork(settings.processFile, {
      // The server's flags and secrets are none of its business.
      execArgv: [],
      env: {},
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    });
    this.#process.stderr?.on('data', (chunk: Buffer) => {
      this.#errorOutput = (this.#errorOutput + chunk.toString()).slice(-ERROR_OUTPUT_KEPT_CHARACTERS);
    });
    this.#process.on('message', (message) => this.#hear(message as FromChild));
    this.#process.once('error', (error) => this.#end(error.message));
    this.#process.once('exit', (code, killedBy) => this.#end(String(killedBy ?? `code ${code}`)));
  }

  ask(question: Question, signal?: AbortSignal): Promise<unknown> {
    const id = ++this.#lastId;
    return this.#expectAnswer(id, () => this.#send({ id, ...question }), signal);
  }

  async kill(): Promise<void> {
    if (this.ended) return;
    const exited = new Promise((resolve) => this.#process.once('exit', resolve));
    this.#process.kill('SIGKILL');
    await exited;
  }

  /** An aborted request is forgotten here but still owed by the child, so the watchdog goes on watching. */
  #expectAnswer(id: number, send: () => void, signal?: AbortSignal): Promise<unknown> {
    return new Promise((resolve, reject) => {
      if (this.ended) return reject(new RoadsFailure('unreachable', 'Valhalla has ended'));
      const onAbort = (): void => reject(signal?.reason as Error);
      signal?.addEventListener('abort', onAbort, { once: true });
      const settled = (): void => signal?.removeEventListener('abort', onAbort);
      this.#waiting.set(id, {
        resolve: (answer) => (settled(), resolve(answer)),
        reject: (error) => (settled(), reject(error)),
      });
      this.#watch();
      send();
    });
  }

  #send(message: object): void {
    this.#process.send(message, (error) => {
      if (error !== null) this.#end(error.message);
    });
  }

  #hear(message: FromChild): void {
    const id = 'id' in message ? message.id : 0;
    const waiting = this.#waiting.get(id);
    this.#waiting.delete(id);
    this.#watch();
    if ('answer' in message) {
      try {
        waiting?.resolve(JSON.parse(message.answer));
      } catch (error) {
        waiting?.reject(
          new RoadsFailure('failed', 'Valhalla answered something that is not JSON', { cause: error }),
        );
      }
    } else if ('refusal' in message) {
      waiting?.reject(new ValhallaRefusal(message.refusal));
    } else if ('fatal' in message) {
      waiting?.reject(new RoadsFailure('failed', `Valhalla does not start: ${message.fatal}`));
      this.#process.kill('SIGKILL');
    } else {
      waiting?.resolve(this);
    }
  }

  /** Starts anew with every sign of life; silent while nothing is owed. */
  #watch(): void {
    clearTimeout(this.#watchdog);
    if (this.#waiting.size === 0 || this.ended) return;
    this.#watchdog = setTimeout(() => {
      this.#errorOutput = 'it hung and was killed';
      this.#process.kill('SIGKILL');
    }, this.settings.hangTimeoutMilliseconds);
  }

  #end(how: string): void {
    if (this.ended) return;
    this.ended = true;
    clearTimeout(this.#watchdog);
    const description = [how, this.#errorOutput.trim()].filter(Boolean).join(': ');
    for (const waiting of this.#waiting.values())
      waiting.reject(new RoadsFailure('unreachable', `Valhalla ended: ${description}`));
    this.#waiting.clear();
    this.settings.onEnd(description);
  }
}
