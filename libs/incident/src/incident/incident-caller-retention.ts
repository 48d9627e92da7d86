import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Clock } from '#lib/kernel';
import { Centers } from '#lib/center';
import { CLOCK, Housekeeping } from '#lib/platform';

/** Forgets who reported an incident when it has been closed for the center's `retention.callerDays`. */
@Injectable()
export class IncidentCallerRetention implements OnModuleInit {
  constructor(
    private readonly dataSource: DataSource,
    private readonly centers: Centers,
    private readonly housekeeping: Housekeeping,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.housekeeping.add('callers of incidents', async () => {
      for (const { id, settings } of await this.centers.list()) {
        const days = settings.retention.callerDays;
        await this.dataSource.query(
          `update incident set caller_name = null, caller_phone = null, version = version + 1
           where center_id = $1 and state = 'closed' and closed_at < $2
             and (caller_name is not null or caller_phone is not null)`,
          [id, new Date(this.clock.now().getTime() - days * 86_400_000)],
        );
      }
    });
  }
}
