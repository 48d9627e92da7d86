import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { JournalEvent } from '#lib/contract';

/** One column list for every reader, in the shape that screens receive. */
export const journalEventColumns = `
  seq, type, occurred_at as "occurredAt", subject_id as "subjectId", subject_version as "subjectVersion", actor,
  incident_id as "incidentId", team_id as "teamId", payload`;

/** A row of {@link journalEventColumns} as an event. */
export function toJournalEvent(row: Record<string, unknown>): JournalEvent {
  return { ...row, occurredAt: (row['occurredAt'] as Date).toISOString() } as JournalEvent;
}

/** Reads the journal. Order is always `seq`. */
@Injectable()
export class JournalReader {
  constructor(private readonly dataSource: DataSource) {}

  /** The last `seq` of a center. Inside a REPEATABLE READ transaction it belongs to the same moment as the rows. */
  async lastSeq(centerId: string, manager: EntityManager = this.dataSource.manager): Promise<number> {
    const [row]: { seq: number }[] = await manager.query(
      `select seq from journal_counter where center_id = $1`,
      [centerId],
    );
    return row?.seq ?? 0;
  }

  /** Up to `limit` entries after `since`. */
  async listAfter(centerId: string, since: number, limit: number): Promise<JournalEvent[]> {
    const rows: Record<string, unknown>[] = await this.dataSource.query(
      `select ${journalEventColumns} from journal where center_id = $1 and seq > $2 order by seq limit $3`,
      [centerId, since, limit],
    );
    return rows.map(toJournalEvent);
  }
}
