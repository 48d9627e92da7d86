import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Clock } from '#lib/kernel';
import { Centers } from '#lib/center';
import { CLOCK, Housekeeping } from '#lib/platform';

/**
 * Deletes what callers answered, and what reviewers wrote about it, when each center's `retention.triageAnswerDays` are
 * over. What a triage came to, its marks and its scores stay. A review that nobody finished by then is dropped: there
 * is nothing left to review.
 */
@Injectable()
export class TriageRetention implements OnModuleInit {
  constructor(
    private readonly dataSource: DataSource,
    private readonly centers: Centers,
    private readonly housekeeping: Housekeeping,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.housekeeping.add('answers of triages', async () => {
      for (const { id, settings } of await this.centers.list()) {
        await this.deleteBefore(id, settings.retention.triageAnswerDays);
      }
    });
  }

  private async deleteBefore(centerId: string, days: number): Promise<void> {
    const now = this.clock.now();
    await this.dataSource.query(
      `with old as (
         update triage set answers_deleted_at = $3, version = version + 1
         where center_id = $1 and answers_deleted_at is null and coalesce(finished_at, started_at) < $2
         returning id
       ), answers as (
         delete from triage_entry using old where triage_entry.triage_id = old.id
       ), unfinished as (
         delete from case_review using old where case_review.triage_id = old.id and case_review.state <> 'finished'
       )
       update case_review set summary = null, verdicts = coalesce(
         (select jsonb_agg(verdict || '{"note": null}') from jsonb_array_elements(verdicts) as verdict), '[]')
       from old where case_review.triage_id = old.id and case_review.state = 'finished'`,
      [centerId, new Date(now.getTime() - days * 86_400_000), now],
    );
  }
}
