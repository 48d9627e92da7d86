import { Worker } from 'node:worker_threads';
import type { DatabaseLogger } from '../database-logger.js';
import { DatabaseStartError } from '../database-start-error.js';
import { EmbeddedSession, type SharedEngine } from './embedded-session.js';
import { errorText, queryMessage, readAnswer, syncMessage } from './wire-frames.js';

/** What the worker is started with: a folder, or nothing for a database in memory; a snapshot fills a new one. */
export interface EngineStart {
  readonly folder: string | undefined;
  readonly snapshot: Uint8Array | undefined;
}

export interface EngineRequest {
  readonly id: number;
  readonly kind: 'exchange' | 'dump' | 'close';
  readonly bytes: Uint8Array;
}

type EngineReply = { ready: true } | { id: number; bytes: Uint8Array } | { id: number; error: string };

export interface EngineOptions extends Partial<EngineStart> {
  readonly logger: DatabaseLogger;
  /** The engine cannot break off a statement; one that takes longer costs it a restart. Default 120,000. */
  readonly longestExchangeMilliseconds?: number;
}

interface Waiting {
  resolve: (bytes: Uint8Array) => void;
  reject: (error: Error) => void;
}

/** Leaves nothing of a session to the next: LISTEN stays, since it belongs to the engine, not to a session. */
const cleanSession = queryMessage(
  'close all; reset session authorization; reset all; deallocate all; select pg_advisory_unlock_all(); discard temp; discard sequences',
);

/**
 * The embedded PostgreSQL: one backend in a worker, lent to one session at a time. If the worker
 * dies or hangs, it is started again on its folder, which recovers as after a crash; a database
 * in memory is gone then, and says so.
 */
export class EmbeddedEngine implements SharedEngine {
  private worker: Worker | undefined;
  private ready: Promise<void> = Promise.resolve();
  private readonly requests = new Map<number, Waiting>();
  private nextRequestId = 1;
  private owner: EmbeddedSession | undefined;
  private readonly queue: { session: EmbeddedSession; enter: () => void; refuse: (error: Error) => void }[] =
    [];
  private transactionStatus: string | undefined = 'I';
  private readonly betweenTransactions: (() => Promise<void>)[] = [];
  private exchanging = 0;
  private closed = false;
  private readonly longestExchangeMilliseconds: number;

  /** Called with every notification of a channel that is listened to. */
  onNotification: (channel: string, payload: string) => void = () => undefined;
  /** Called when the engine was lost and is there again, with nothing listened to. */
  onRestart: () => void = () => undefined;

  private constructor(private readonly options: EngineOptions) {
    this.longestExchangeMilliseconds = options.longestExchangeMilliseconds ?? 120_000;
  }

  /** @throws DatabaseStartError `engine_failed` */
  static async start(options: EngineOptions): Promise<EmbeddedEngine> {
    const engine = new EmbeddedEngine(options);
    engine.ready = engine.startWorker(options.snapshot);
    await engine.ready;
    return engine;
  }

  openSession(): EmbeddedSession {
    return new EmbeddedSession(this);
  }

  /** Waits until the engine is free, and takes it. */
  async enter(session: EmbeddedSession): Promise<void> {
    if (this.owner !== undefined) {
      await new Promise<void>((enter, refuse) => this.queue.push({ session, enter, refuse }));
    } else {
      this.owner = session;
    }
    await this.ready;
  }

  /** Sends whole messages for the session that has the engine; gives what the engine answers, without the notifications. */
  async exchange(session: EmbeddedSession, messages: Uint8Array): Promise<Buffer> {
    if (this.owner !== session) throw new Error('the session has lost the engine');
    return this.send(messages);
  }

  /** Rolls back what the session left open, cleans up after it, and lets the next one in. */
  async leave(session: EmbeddedSession): Promise<void> {
    const place = this.queue.findIndex((waiting) => waiting.session === session);
    if (place >= 0) this.queue.splice(place, 1);
    if (this.owner !== session) return;
    try {
      if (this.transactionStatus === undefined) await this.send(syncMessage);
      if (this.transactionStatus !== 'I') await this.send(queryMessage('rollback'));
      await this.send(cleanSession);
    } catch {
      // The engine was lost; a new one has nothing to clean.
    }
    const next = this.queue.shift();
    this.owner = next?.session;
    next?.enter();
  }

  /**
   * Runs one statement outside any session's transaction: at once if there is none, else after it
   * ends. Inside, a rollback would undo a LISTEN without a word.
   */
  execute(sql: string): Promise<void> {
    return new Promise((resolve, reject) => {
      this.betweenTransactions.push(async () => {
        try {
          const text = errorText(await this.send(queryMessage(sql)));
          if (text === undefined) resolve();
          else reject(new Error(text));
        } catch (error) {
          reject(error instanceof Error ? error : new Error(String(error)));
        }
      });
      void this.ready.then(
        () => this.runBetweenTransactions(),
        () => undefined,
      );
    });
  }

  /** The whole data folder as one archive, for `snapshot`. */
  async dump(): Promise<Uint8Array> {
    return this.request('dump', new Uint8Array(0));
  }

  async close(): Promise<void> {
    if (this.closed) return;
    this.closed = true;
    for (const { refuse } of this.queue.splice(0)) refuse(new Error('the database is closed'));
    const { worker } = this;
    if (worker === undefined) return;
    await this.request('close', new Uint8Array(0)).catch((error: unknown) =>
      this.options.logger.warn(`the embedded database did not close by itself: ${String(error)}`),
    );
    this.worker = undefined;
    await worker.terminate();
  }

  private async send(messages: Uint8Array): Promise<Buffer> {
    this.exchanging += 1;
    try {
      const bytes = await this.request('exchange', messages);
      const answer = readAnswer(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
      this.transactionStatus = answer.transactionStatus;
      for (const { channel, payload } of answer.notifications)
        setImmediate(() => this.onNotification(channel, payload));
      return answer.bytes;
    } finally {
      this.exchanging -= 1;
      this.runBetweenTransactions();
    }
  }

  private runBetweenTransactions(): void {
    if (this.exchanging > 0 || this.transactionStatus !== 'I') return;
    void this.betweenTransactions.shift()?.();
  }

  private async request(kind: EngineRequest['kind'], bytes: Uint8Array): Promise<Uint8Array> {
    // The time a start takes is not the request's: counted in, a slow start would be ended by its own first request.
    await this.ready;
    const { worker } = this;
    if (worker === undefined) throw new Error('the embedded database is not running');
    const id = this.nextRequestId++;
    const deadline = setTimeout(() => {
      this.options.logger.error(
        `the embedded database gave no answer in ${this.longestExchangeMilliseconds} ms; starting it again`,
      );
      void worker.terminate();
    }, this.longestExchangeMilliseconds);
    try {
      return await new Promise<Uint8Array>((resolve, reject) => {
        this.requests.set(id, { resolve, reject });
        worker.postMessage({ id, kind, bytes } satisfies EngineRequest);
      });
    } finally {
      clearTimeout(deadline);
      this.requests.delete(id);
    }
  }

  private startWorker(snapshot: Uint8Array | undefined): Promise<void> {
    const start: EngineStart = { folder: this.options.folder, snapshot };
    const worker = new Worker(new URL('./embedded-engine.worker.js', import.meta.url), {
      workerData: start,
      execArgv: [],
    });
    this.worker = worker;
    this.transactionStatus = 'I';
    return new Promise<void>((resolve, reject) => {
      let isReady = false;
      let reason = 'it ended without a word';
      worker.on('message', (reply: EngineReply) => {
        if ('ready' in reply) {
          isReady = true;
          resolve();
        } else if ('error' in reply) {
          this.requests.get(reply.id)?.reject(new Error(reply.error));
        } else {
          this.requests.get(reply.id)?.resolve(reply.bytes);
        }
      });
      worker.on('error', (error) => {
        reason = error instanceof Error ? error.message : String(error);
      });
      worker.on('exit', () => {
        if (this.worker === worker) this.worker = undefined;
        for (const { reject: refuse } of [...this.requests.values()])
          refuse(new Error('the embedded database stopped'));
        if (isReady) this.restart(reason);
        else
          reject(
            new DatabaseStartError(
              'engine_failed',
              `The embedded database did not start: ${reason.split('\n')[0]}.`,
            ),
          );
      });
    });
  }

  private restart(reason: string): void {
    if (this.closed) return;
    this.owner?.destroy(
      Object.assign(new Error('Connection terminated: the embedded database stopped'), {
        code: 'ECONNRESET',
      }),
    );
    if (this.options.folder === undefined) {
      this.options.logger.error(`the database in memory was lost: ${reason}`);
      return;
    }
    this.options.logger.error(`the embedded database stopped (${reason}); starting it again`);
    this.ready = this.startWorker(undefined);
    this.ready.then(
      () => this.onRestart(),
      (error: unknown) => this.options.logger.error(String(error)),
    );
  }
}
