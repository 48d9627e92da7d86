import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { liveAssignmentStates, type ScreenEvent } from '#lib/contract';
import type { Clock } from '#lib/kernel';
import { CLOCK, findRow, journalEventColumns, rows, toJournalEvent } from '#lib/platform';
import { realtimeSettings } from '../realtime-settings.js';
import { screenEventOf } from './screen-event.js';
import { assignmentEndings } from './team-receivers.js';

/** Reads what a screen missed. Every reading ends at a given `seq`: what comes after it arrives live. */
@Injectable()
export class JournalReplay {
  constructor(
    private readonly dataSource: DataSource,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /**
   * Whether the entries after `since` may be replayed: they are not too many, not too old, and `since` is ours at
   * all. A client that has seen more than the journal holds has seen another journal.
   */
  async reaches(centerId: string, since: number): Promise<boolean> {
    const counter = await findRow<{ last: number; nextAt: Date | null }>(
      this.dataSource,
      `select counter.seq as last,
              (select occurred_at from journal where center_id = $1 and seq = $2 + 1) as "nextAt"
       from journal_counter counter where counter.center_id = $1`,
      [centerId, since],
    );
    if (!counter) return false;
    const { last, nextAt } = counter;
    const oldest = this.clock.now().getTime() - realtimeSettings.replayMostHours * 3_600_000;
    return (
      since <= last &&
      last - since <= realtimeSettings.replayMostEntries &&
      (nextAt === null || nextAt.getTime() >= oldest)
    );
  }

  /** The last `count` entries up to `until`, oldest first. */
  async listLast(centerId: string, until: number, count: number): Promise<ScreenEvent[]> {
    return this.listForConsole(centerId, Math.max(0, until - count), until, count);
  }

  /** Entries after `since` up to `until`, at most `limit`, as consoles receive them. */
  async listForConsole(
    centerId: string,
    since: number,
    until: number,
    limit: number,
  ): Promise<ScreenEvent[]> {
    const found = await rows<Record<string, unknown>>(
      this.dataSource,
      `select ${journalEventColumns} from journal
       where center_id = $1 and seq > $2 and seq <= $3 order by seq limit $4`,
      [centerId, since, until, limit],
    );
    return found.map((row) => screenEventOf(toJournalEvent(row)));
  }

  /**
   * The same as one team receives them: see `TeamsOnIncidents`. A `stay` is the time, in `seq`, from the offer of one
   * of its assignments to that assignment's end.
   */
  async listForTeam(
    centerId: string,
    teamId: string,
    since: number,
    until: number,
    limit: number,
  ): Promise<ScreenEvent[]> {
    const found = await rows<Record<string, unknown>>(
      this.dataSource,
      `with own as (
         select subject_id as assignment_id from journal
         where team_id = $5 and seq > $2 and center_id = $1 and type like 'assignment.%'
         union select id from assignment where team_id = $5 and center_id = $1 and state = any($6)
       ), stay as (
         select incident_id, min(seq) filter (where type = 'assignment.offered') as first,
                coalesce(min(seq) filter (where type = any($7)), 9223372036854775807) as last
         from journal where subject_id in (select assignment_id from own) and center_id = $1
         group by subject_id, incident_id
       )
       select ${journalEventColumns} from journal
       where center_id = $1 and seq > $2 and seq <= $3
         and case when type like 'facility.%' then true
                  when type like 'team.%' then subject_id = $5
                  when type like 'assignment.%' then team_id = $5
                  else team_id is null
                       and exists (select 1 from stay where stay.incident_id = journal.incident_id
                                     and journal.seq between first and last) end
       order by seq limit $4`,
      [centerId, since, until, limit, teamId, liveAssignmentStates, assignmentEndings],
    );
    return found.map((row) => screenEventOf(toJournalEvent(row)));
  }

  /** Which teams were on which incidents when entry `at` was the last. */
  async listTeamsOnIncidents(
    centerId: string,
    at: number,
  ): Promise<{ incidentId: string; teamId: string }[]> {
    return rows(
      this.dataSource,
      `with candidate as (
         select id, incident_id, team_id from assignment where center_id = $1 and state = any($3)
         union select subject_id, incident_id, team_id from journal
               where center_id = $1 and seq > $2 and type = any($4)
       )
       select distinct incident_id as "incidentId", team_id as "teamId" from candidate
       where exists (select 1 from journal where subject_id = candidate.id and center_id = $1
                       and type = 'assignment.offered' and seq <= $2)`,
      [centerId, at, liveAssignmentStates, assignmentEndings],
    );
  }
}
