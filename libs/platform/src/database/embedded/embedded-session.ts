import { Duplex } from 'node:stream';
import { firstPacket, wholeMessages } from './wire-frames.js';

/** The one backend that all sessions share, lent to one at a time. */
export interface SharedEngine {
  /** Waits until the engine is free, and takes it. */
  enter(session: EmbeddedSession): Promise<void>;
  /** Sends whole messages for the session that has the engine. */
  exchange(session: EmbeddedSession, messages: Uint8Array): Promise<Buffer>;
  /** Cleans up after the session and lets the next one in. */
  leave(session: EmbeddedSession): Promise<void>;
}

/**
 * What the `pg` driver takes for its socket: one session on the embedded engine. Nothing listens
 * on the machine, so no other process can reach the database.
 *
 * The engine is a single backend, and two sessions on it would share one transaction. So a
 * session has the engine to itself from its first packet to its end; the next one waits.
 */
export class EmbeddedSession extends Duplex {
  private pending: Buffer = Buffer.alloc(0);
  private started = false;
  private turn: Promise<void> = Promise.resolve();

  constructor(private readonly engine: SharedEngine) {
    super({ allowHalfOpen: false });
  }

  /** The driver calls this as on a socket; host and port mean nothing here. */
  connect(): this {
    process.nextTick(() => this.emit('connect'));
    return this;
  }

  setNoDelay(): this {
    return this;
  }

  setKeepAlive(): this {
    return this;
  }

  ref(): this {
    return this;
  }

  unref(): this {
    return this;
  }

  override _read(): void {}

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: (error?: Error | null) => void): void {
    this.accept([chunk], done);
  }

  override _writev(chunks: { chunk: Buffer }[], done: (error?: Error | null) => void): void {
    this.accept(
      chunks.map(({ chunk }) => chunk),
      done,
    );
  }

  override _destroy(error: Error | null, done: (error?: Error | null) => void): void {
    // What is on its way to the engine ends first; only then is the engine cleaned for the next session.
    void this.turn.catch(() => undefined).then(() => this.engine.leave(this));
    done(error);
  }

  private accept(chunks: Buffer[], done: (error?: Error | null) => void): void {
    this.turn = this.forward(Buffer.concat([this.pending, ...chunks]));
    this.turn.then(
      () => done(),
      (error: unknown) =>
        done(
          Object.assign(
            new Error(`Connection terminated: ${error instanceof Error ? error.message : String(error)}`),
            { code: 'ECONNRESET' },
          ),
        ),
    );
  }

  private async forward(bytes: Buffer): Promise<void> {
    let rest = bytes;
    this.pending = Buffer.alloc(0);
    if (!this.started) {
      const first = firstPacket(rest);
      if (first === undefined) {
        this.pending = rest;
        return;
      }
      if (first.kind !== 'startup') return this.finish();
      this.started = true;
      await this.engine.enter(this);
      await this.exchange(rest.subarray(0, first.length));
      rest = rest.subarray(first.length);
    }
    const { length, terminates } = wholeMessages(rest);
    if (length > 0) await this.exchange(rest.subarray(0, length));
    if (terminates) return this.finish();
    this.pending = rest.subarray(length);
  }

  private async exchange(messages: Buffer): Promise<void> {
    const answer = await this.engine.exchange(this, messages);
    if (!this.destroyed && answer.length > 0) this.push(answer);
  }

  private finish(): void {
    this.push(null);
    this.destroy();
  }
}
