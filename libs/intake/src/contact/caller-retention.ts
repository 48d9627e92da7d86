import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Clock } from '#lib/kernel';
import { Centers, type CenterSettings } from '#lib/center';
import { CLOCK, Housekeeping } from '#lib/platform';

/**
 * Forgets who called when each center's `retention.callerDays` are over: number, name and words of a contact that has
 * ended and is not about an open incident, and numbers that were put behind others. The contact with its marks, its
 * outcome and its incident stays. Where a caller said it is goes with `retention.placeSuggestionDays`.
 */
@Injectable()
export class CallerRetention implements OnModuleInit {
  constructor(
    private readonly dataSource: DataSource,
    private readonly centers: Centers,
    private readonly housekeeping: Housekeeping,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.housekeeping.add('callers', async () => {
      for (const { id, settings } of await this.centers.list()) await this.forget(id, settings.retention);
    });
  }

  private async forget(
    centerId: string,
    { callerDays, placeSuggestionDays }: CenterSettings['retention'],
  ): Promise<void> {
    const endedBefore = this.daysAgo(callerDays);
    await this.dataSource.query(
      `update contact set caller_number = null, caller_number_received = null, caller_name = null, note = null,
              caller_deleted_at = $3, version = version + 1
       where center_id = $1 and ended_at < $2 and caller_deleted_at is null and call_back_by is null
         and not exists (select from incident where incident.id = contact.incident_id and incident.state <> 'closed')`,
      [centerId, endedBefore, this.clock.now()],
    );
    await this.dataSource.query(`delete from number_lowering where center_id = $1 and ended_at < $2`, [
      centerId,
      endedBefore,
    ]);
    await this.dataSource.query(
      `update contact_link set position = null, accuracy_metres = null
       where center_id = $1 and linked_at < $2 and position is not null`,
      [centerId, this.daysAgo(placeSuggestionDays)],
    );
  }

  private daysAgo(days: number): Date {
    return new Date(this.clock.now().getTime() - days * 86_400_000);
  }
}
