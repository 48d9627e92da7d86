import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Centers } from '#lib/center';
import type { Clock } from '#lib/kernel';
import { CLOCK, Housekeeping } from '#lib/platform';
import { PositionHistoryRepository } from './position-history.repository.js';
import { PositionPartitions, startOfDay } from './position-partitions.js';

/** Partitions made ahead: a weekend in which no housekeeping ran costs nothing. */
const daysAhead = 3;

/**
 * Keeps the history of positions as long as each center's `positionRetentionDays`, by whole UTC days: partitions that
 * every center has outlived are dropped, a shorter retention than the longest deletes that center's rows.
 */
@Injectable()
export class PositionRetention {
  /** The day up to which a center's rows were deleted: they are looked for once a day. */
  private readonly deletedUntil = new Map<string, number>();

  constructor(
    private readonly dataSource: DataSource,
    private readonly centers: Centers,
    private readonly partitions: PositionPartitions,
    private readonly history: PositionHistoryRepository,
    @Inject(CLOCK) private readonly clock: Clock,
    housekeeping: Housekeeping,
  ) {
    housekeeping.add('position history', () => this.keep());
  }

  async keep(): Promise<void> {
    await this.partitions.ensureAhead(daysAhead);
    const centers = await this.centers.list();
    if (centers.length === 0) return;
    const longestDays = Math.max(...centers.map(({ settings }) => settings.positionRetentionDays));
    await this.partitions.dropBefore(this.daysAgo(longestDays));
    for (const { id, settings } of centers) {
      const { positionRetentionDays } = settings;
      if (positionRetentionDays < longestDays)
        await this.deleteBefore(id, this.daysAgo(positionRetentionDays));
    }
  }

  private async deleteBefore(centerId: string, day: Date): Promise<void> {
    if (this.deletedUntil.get(centerId) === day.getTime()) return;
    await this.history.deleteBefore(this.dataSource, centerId, day);
    this.deletedUntil.set(centerId, day.getTime());
  }

  private daysAgo(days: number): Date {
    return startOfDay(new Date(this.clock.now().getTime() - days * 86_400_000));
  }
}
