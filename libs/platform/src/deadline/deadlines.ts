import { Inject, Injectable, type BeforeApplicationShutdown } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Clock } from '#lib/kernel';
import type { DeadlineKind } from '#lib/contract';
import type { Transaction } from '../command/transaction.js';
import { Health } from '../observation/health.js';
import { LOGGER, type Logger } from '../observation/logger.js';
import { Metrics } from '../observation/metrics.js';
import { CLOCK } from '../sources.js';

/** A timer whose time has come. */
export interface DueDeadline {
  id: string;
  centerId: string;
  kind: DeadlineKind;
  subjectId: string;
  dueAt: Date;
  attempts: number;
}

/**
 * Does what a deadline is for. It must call {@link Deadlines.finish} in the transaction that does the work: the
 * timer and its effect commit together, so it takes effect exactly once however often it is tried.
 */
export type DeadlineHandler = (deadline: DueDeadline) => Promise<void>;

/** How often due timers are looked for, real milliseconds: the most a timer can be late on an idle machine. */
const pollMilliseconds = 250;
/** A claimed timer belongs to its worker for so long; a worker that died in between loses it to another. */
const leaseSeconds = 30;
/** A timer that failed is tried again after so many seconds, doubling up to the most. */
const retry = { firstSeconds: 1, mostSeconds: 60 };
const batchSize = 20;
const parallel = 4;

/** Durable timers: they survive restarts, and one that fell due while nothing ran fires once when a worker is back. */
@Injectable()
export class Deadlines implements BeforeApplicationShutdown {
  private readonly handlers = new Map<DeadlineKind, DeadlineHandler>();
  private running: Promise<void> | undefined;
  private timer: NodeJS.Timeout | undefined;
  private stopped = true;
  private failing = false;

  constructor(
    private readonly dataSource: DataSource,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(LOGGER) private readonly logger: Logger,
    private readonly metrics: Metrics,
    health: Health,
  ) {
    health.register('deadlines', () => !this.failing);
  }

  /** Registers what happens when a deadline of this kind is due. Each kind has one handler. */
  on(kind: DeadlineKind, handler: DeadlineHandler): void {
    if (this.handlers.has(kind)) throw new Error(`deadline ${kind} has a handler already`);
    this.handlers.set(kind, handler);
  }

  /** Starts firing. Only processes with the worker role call this. */
  start(): void {
    this.stopped = false;
    this.schedule(0);
  }

  /** Lets the running timers finish, then fires no more. */
  async beforeApplicationShutdown(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.timer);
    await this.running;
  }

  /**
   * Marks the deadline as fired, inside the transaction of its effect.
   * @returns false when it was fired or cleared by somebody else meanwhile: then do nothing.
   */
  async finish(transaction: Transaction, deadline: DueDeadline): Promise<boolean> {
    const rows: unknown[] = await transaction.manager.query(
      `with finished as (
         update deadline set finished_at = $2 where id = $1 and finished_at is null and due_at <= $2 returning 1
       ) select 1 from finished`,
      [deadline.id, transaction.now],
    );
    return rows.length > 0;
  }

  /** Fires everything that is due now. The loop calls it; tests call it after moving their clock. */
  async fireDue(): Promise<number> {
    let fired = 0;
    for (;;) {
      const due = await this.claim();
      if (due.length === 0) return fired;
      fired += due.length;
      const queue = [...due];
      const lanes = Array.from({ length: parallel }, async () => {
        for (let next = queue.shift(); next; next = queue.shift()) await this.fire(next);
      });
      await Promise.all(lanes);
    }
  }

  private schedule(milliseconds: number): void {
    if (this.stopped) return;
    this.timer = setTimeout(() => {
      this.running = this.fireDue()
        .then(() => {
          this.failing = false;
        })
        .catch((error: unknown) => {
          this.failing = true;
          this.logger.error({ err: error }, 'due deadlines cannot be read; trying again');
        })
        .finally(() => this.schedule(pollMilliseconds));
    }, milliseconds);
  }

  private async claim(): Promise<DueDeadline[]> {
    const now = this.clock.now();
    return this.dataSource.query(
      `with due as (
         select id from deadline
         where finished_at is null and due_at <= $1 and (claimed_until is null or claimed_until < $1)
           and kind = any($4)
         order by due_at limit $3
         for update skip locked
       ), claimed as (
         update deadline set claimed_until = $2, attempts = attempts + 1 from due where deadline.id = due.id
         returning deadline.*
       )
       select id, center_id as "centerId", kind, subject_id as "subjectId", due_at as "dueAt", attempts
       from claimed order by due_at`,
      [
        now,
        new Date(now.getTime() + leaseSeconds * 1000 * this.clock.speed),
        batchSize,
        [...this.handlers.keys()],
      ],
    );
  }

  private async fire(deadline: DueDeadline): Promise<void> {
    const lateSeconds = (this.clock.now().getTime() - deadline.dueAt.getTime()) / 1000 / this.clock.speed;
    try {
      await this.handlers.get(deadline.kind)!(deadline);
      this.metrics.deadlineFired(deadline.kind, lateSeconds);
    } catch (error) {
      const waitSeconds = Math.min(retry.mostSeconds, retry.firstSeconds * 2 ** (deadline.attempts - 1));
      this.metrics.deadlineFailed(deadline.kind);
      this.logger.error(
        { err: error, deadline: deadline.kind, subject: deadline.subjectId },
        'a deadline failed',
      );
      await this.dataSource.query(
        `update deadline set claimed_until = $2, last_error = $3 where id = $1 and finished_at is null`,
        [
          deadline.id,
          new Date(this.clock.now().getTime() + waitSeconds * 1000 * this.clock.speed),
          error instanceof Error ? error.name : 'unknown',
        ],
      );
    }
  }
}
