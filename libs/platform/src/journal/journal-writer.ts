import { Injectable } from '@nestjs/common';
import { eventPayloads } from '#lib/contract';
import type { Transaction } from '../command/transaction.js';

/** The NOTIFY channel that wakes followers. Its payload is `<center id>:<seq>`; the entry is read from the table. */
export const journalChannel = 'layad_journal';

@Injectable()
export class JournalWriter {
  /**
   * Appends the transaction's entries in one last statement: the center's counter row is locked only from here to
   * the commit, which makes `seq` gapless and in commit order.
   */
  async append(transaction: Transaction): Promise<void> {
    const { entries, centerId } = transaction;
    if (entries.length === 0) return;
    const rows = entries.map((entry, index) => ({
      ordinal: index + 1,
      type: entry.type,
      subject_id: entry.subjectId,
      subject_version: entry.subjectVersion,
      incident_id: entry.incidentId,
      team_id: entry.teamId,
      // A payload that does not match its declared shape is a bug; it stops here, before any screen can see it.
      payload: eventPayloads[entry.type].parse(entry.payload),
    }));
    const written: unknown[] = await transaction.manager.query(
      `with counter as (
         update journal_counter set seq = seq + $2 where center_id = $1 returning seq - $2 as before
       ), written as (
         insert into journal (center_id, seq, occurred_at, type, subject_id, subject_version, actor,
                              incident_id, team_id, payload)
         select $1, counter.before + entry.ordinal, $3, entry.type, entry.subject_id, entry.subject_version, $4,
                entry.incident_id, entry.team_id, entry.payload
         from counter, jsonb_to_recordset($5::jsonb) as entry (ordinal int, type text, subject_id uuid,
              subject_version int, incident_id uuid, team_id uuid, payload jsonb)
         returning seq
       )
       select pg_notify('${journalChannel}', $1::text || ':' || max(seq)) from written having count(*) > 0`,
      [centerId, entries.length, transaction.now, transaction.caller.actor, JSON.stringify(rows)],
    );
    if (written.length === 0) throw new Error('the center has no journal counter');
  }
}
