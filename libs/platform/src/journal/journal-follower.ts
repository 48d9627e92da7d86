import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import type { JournalEvent } from '#lib/contract';
import { NOTIFICATIONS, type Notifications } from '../database/notifications.js';
import { Health } from '../observation/health.js';
import { LOGGER, type Logger } from '../observation/logger.js';
import { journalChannel } from './journal-writer.js';
import { JournalReader } from './journal-reader.js';

/** Looked for this often even without a notification, so that a lost one costs seconds and never an entry. */
const pollMilliseconds = 2_000;
const batchSize = 500;

export type JournalListener = (events: JournalEvent[]) => void;

interface Following {
  centerId: string;
  seq: number;
  listeners: Set<JournalListener>;
  draining: boolean;
  wanted: boolean;
}

/** Follows the journal of each center somebody listens to, in `seq` order, without ever skipping an entry. */
@Injectable()
export class JournalFollower implements OnApplicationShutdown {
  private readonly centers = new Map<string, Promise<Following>>();
  private stopListening: Promise<() => Promise<void>> | undefined;
  private poll: NodeJS.Timeout | undefined;
  private failing = false;

  constructor(
    private readonly reader: JournalReader,
    @Inject(NOTIFICATIONS) private readonly notifications: Notifications,
    @Inject(LOGGER) private readonly logger: Logger,
    health: Health,
  ) {
    health.register('journal', () => !this.failing);
  }

  /** Calls `listener` with every entry after the present one. Answers the `seq` it starts from, and how to stop. */
  async follow(centerId: string, listener: JournalListener): Promise<{ seq: number; stop: () => void }> {
    await this.start();
    let pending = this.centers.get(centerId);
    if (!pending) {
      pending = this.reader.lastSeq(centerId).then((seq) => ({
        centerId,
        seq,
        listeners: new Set<JournalListener>(),
        draining: false,
        wanted: false,
      }));
      this.centers.set(centerId, pending);
      pending.catch(() => this.centers.delete(centerId));
    }
    const following = await pending;
    following.listeners.add(listener);
    return { seq: following.seq, stop: () => following.listeners.delete(listener) };
  }

  async onApplicationShutdown(): Promise<void> {
    clearInterval(this.poll);
    const stop = await this.stopListening;
    this.stopListening = undefined;
    await stop?.();
  }

  private async start(): Promise<void> {
    this.stopListening ??= this.notifications.listen(
      journalChannel,
      (payload) => this.wake(payload.slice(0, payload.indexOf(':'))),
      () => this.wakeAll(),
    );
    this.poll ??= setInterval(() => this.wakeAll(), pollMilliseconds).unref();
    await this.stopListening;
  }

  private wakeAll(): void {
    for (const centerId of this.centers.keys()) this.wake(centerId);
  }

  private wake(centerId: string): void {
    void this.centers.get(centerId)?.then((following) => this.drain(following));
  }

  /** One drain at a time a center; a wake-up during a drain makes it look once more. */
  private async drain(following: Following): Promise<void> {
    following.wanted = true;
    if (following.draining) return;
    following.draining = true;
    try {
      while (following.wanted) {
        following.wanted = false;
        const events = await this.reader.listAfter(following.centerId, following.seq, batchSize);
        if (events.length === 0) continue;
        following.seq = events.at(-1)!.seq;
        following.wanted ||= events.length === batchSize;
        for (const listener of following.listeners) listener(events);
      }
      this.failing = false;
    } catch (error) {
      this.failing = true;
      this.logger.error({ err: error }, 'the journal cannot be read; trying again');
    } finally {
      following.draining = false;
    }
  }
}
