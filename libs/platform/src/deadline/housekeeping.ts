import { Inject, Injectable, type BeforeApplicationShutdown } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Clock } from '#lib/kernel';
import { LOGGER, type Logger } from '../observation/logger.js';
import { CLOCK } from '../sources.js';

/** How often old rows are cleared away, real milliseconds. */
const intervalMilliseconds = 15 * 60_000;

/** Idempotency keys are answered again for a day: longer than any client retries. */
const idempotencyHours = 24;
/** Fired deadlines are kept for a week, for whoever asks what happened. */
const deadlineDays = 7;

export type Chore = () => Promise<void>;

/** Clears away what has passed its retention. Every chore may run in several processes at once and at any time. */
@Injectable()
export class Housekeeping implements BeforeApplicationShutdown {
  private readonly chores = new Map<string, Chore>();
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<void> = Promise.resolve();

  constructor(
    dataSource: DataSource,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {
    this.add('idempotency keys', async () => {
      await dataSource.query(`delete from idempotency_key where created_at < $1`, [
        this.hoursAgo(idempotencyHours),
      ]);
    });
    this.add('deadlines', async () => {
      await dataSource.query(`delete from deadline where finished_at < $1`, [
        this.hoursAgo(deadlineDays * 24),
      ]);
    });
  }

  add(name: string, chore: Chore): void {
    this.chores.set(name, chore);
  }

  /** Starts the round. Only processes with the worker role call this. */
  start(): void {
    this.timer = setInterval(() => {
      this.running = this.runAll();
    }, intervalMilliseconds).unref();
  }

  /** Runs every chore once; one that fails does not stop the others. */
  async runAll(): Promise<void> {
    for (const [name, chore] of this.chores) {
      await chore().catch((error: unknown) =>
        this.logger.error({ err: error, chore: name }, 'housekeeping failed'),
      );
    }
  }

  async beforeApplicationShutdown(): Promise<void> {
    clearInterval(this.timer);
    await this.running;
  }

  private hoursAgo(hours: number): Date {
    return new Date(this.clock.now().getTime() - hours * 3_600_000);
  }
}
