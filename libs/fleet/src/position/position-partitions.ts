import { Inject, Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { Clock } from '#lib/kernel';
import { CLOCK, findRow, rows } from '#lib/platform';

const dayMilliseconds = 86_400_000;
/** A partition is dropped between two queries of the history, or at the next round. */
const dropWaitMilliseconds = 3_000;

/** The first moment of the UTC day that holds this one. */
export const startOfDay = (moment: Date): Date => new Date(dayNumberOf(moment) * dayMilliseconds);

/** The number of the UTC day that holds this moment, from 1970 on. */
const dayNumberOf = (moment: Date): number => Math.floor(moment.getTime() / dayMilliseconds);

const daysAfter = (day: Date, days: number) => new Date(day.getTime() + days * dayMilliseconds);
const partitionOf = (day: Date) => `position_history_${day.toISOString().slice(0, 10).replaceAll('-', '')}`;

/**
 * The history of positions lies in one partition a UTC day, made ahead of need or when a fix needs it. Each is a table
 * of its own before it is attached, which holds up neither reading nor writing of the others.
 */
@Injectable()
export class PositionPartitions {
  /** Recent days whose partitions are known to be there. */
  private readonly known = new Set<number>();

  constructor(
    private readonly dataSource: DataSource,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** Makes sure that fixes of these moments can be stored. Not to be called inside a transaction. */
  async ensure(moments: readonly Date[]): Promise<void> {
    for (const dayNumber of new Set(moments.map(dayNumberOf))) {
      if (!this.known.has(dayNumber)) await this.create(new Date(dayNumber * dayMilliseconds));
    }
  }

  /** Makes the partitions of today and the days to come. */
  async ensureAhead(days: number): Promise<void> {
    const today = startOfDay(this.clock.now());
    await this.ensure(Array.from({ length: days + 1 }, (_, index) => daysAfter(today, index)));
  }

  /** Drops every partition that ends at or before this moment. */
  async dropBefore(moment: Date): Promise<void> {
    const all = await rows<{ name: string }>(
      this.dataSource,
      `select relname as name from pg_inherits join pg_class on pg_class.oid = inhrelid
       where inhparent = 'position_history'::regclass order by relname`,
    );
    const oldestKept = partitionOf(startOfDay(moment));
    for (const dayNumber of this.known) {
      if (dayNumber < dayNumberOf(moment)) this.known.delete(dayNumber);
    }
    for (const { name } of all.filter(({ name }) => name < oldestKept)) {
      await this.alone(async (manager) => {
        await manager.query(`set local lock_timeout = ${dropWaitMilliseconds}`);
        await manager.query(`drop table if exists ${name}`);
      });
    }
  }

  private async create(day: Date): Promise<void> {
    const name = partitionOf(day);
    const from = day.toISOString();
    const to = daysAfter(day, 1).toISOString();
    await this.alone(async (manager) => {
      const table = await findRow<{ name: string | null }>(manager, `select to_regclass($1)::text as name`, [
        name,
      ]);
      if (table?.name) return;
      await manager.query(
        `create table ${name} (like position_history including defaults including constraints)`,
      );
      await manager.query(
        `alter table position_history attach partition ${name} for values from ('${from}') to ('${to}')`,
      );
    });
    // An older day may be dropped by another process at any time: it is looked for each time it is needed.
    if (day >= daysAfter(startOfDay(this.clock.now()), -1)) this.known.add(dayNumberOf(day));
  }

  /** One process at a time makes or drops partitions. */
  private async alone(work: (manager: EntityManager) => Promise<void>): Promise<void> {
    await this.dataSource.transaction(async (manager) => {
      await manager.query(`select pg_advisory_xact_lock(hashtextextended('layad position partitions', 0))`);
      await work(manager);
    });
  }
}
