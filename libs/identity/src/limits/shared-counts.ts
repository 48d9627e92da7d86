import { createClient } from 'redis';
import { endForGood, type Logger } from '#lib/platform';
import type { Window } from './own-counts.js';

/** A Redis that answers later than this is as good as none: questions must not pile up before it. */
const patienceMilliseconds = 100;
/** After a failure it is left alone for so long. */
const pauseMilliseconds = 5_000;

/** Counts over all processes, in Redis. Needs nothing newer than Redis 2.6.12. */
export class SharedCounts {
  private readonly client;
  private askAgainAt = 0;

  constructor(
    url: string,
    private readonly logger: Logger,
  ) {
    this.client = endForGood(
      createClient({
        url,
        // Asked while it is away, it says so at once instead of keeping the question.
        disableOfflineQueue: true,
        socket: {
          connectTimeout: 2_000,
          reconnectStrategy: (attempt) => Math.min(5_000, 100 * 2 ** attempt),
        },
      }),
    );
    // Without a listener a lost connection would end the process; `hit` tells of it.
    this.client.on('error', () => undefined);
  }

  /** Begins connecting, and goes on trying as long as the process lives. */
  start(): void {
    this.client.connect().catch(() => undefined);
  }

  /** Whether a question would be put to Redis now. */
  get isReady(): boolean {
    return this.client.isReady && Date.now() >= this.askAgainAt;
  }

  stop(): void {
    this.client.destroy();
  }

  /** @returns undefined when Redis does not answer: then each process counts for itself */
  async hit(key: string, windowMilliseconds: number): Promise<Window | undefined> {
    if (!this.isReady) return undefined;
    const now = Date.now();
    try {
      const { hits, leftMilliseconds } = await this.inTime(this.count(key, windowMilliseconds));
      return { hits, endsAt: now + leftMilliseconds };
    } catch (error) {
      this.askAgainAt = Date.now() + pauseMilliseconds;
      this.logger.warn({ err: error }, 'Redis does not answer: request limits hold for each process alone');
      return undefined;
    }
  }

  /** Opens the window if there is none, counts, and asks how much of it is left: one trip, one transaction. */
  private async count(key: string, windowMilliseconds: number) {
    const [, hits, leftMilliseconds] = await this.client
      .multi()
      .set(key, 0, { expiration: { type: 'PX', value: windowMilliseconds }, condition: 'NX' })
      .incr(key)
      .pTTL(key)
      .exec();
    return { hits: Number(hits), leftMilliseconds: Math.max(1, Number(leftMilliseconds)) };
  }

  private async inTime<T>(answer: Promise<T>): Promise<T> {
    let timer: NodeJS.Timeout | undefined;
    const tooLate = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new Error('too late')), patienceMilliseconds);
    });
    try {
      return await Promise.race([answer, tooLate]);
    } finally {
      clearTimeout(timer);
    }
  }
}
