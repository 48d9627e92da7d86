import type { ClientBase } from 'pg';

/** An entry as it is written. */
export interface BareEntry {
  type: string;
  subjectId: string;
  subjectVersion: number;
  incidentId: string | null;
  teamId: string | null;
  payload: unknown;
}

/** Writes journal entries as Layad does: the counter, the rows and the notification in one statement. */
export async function appendToJournal(
  database: ClientBase,
  centerId: string,
  now: Date,
  entries: readonly BareEntry[],
): Promise<void> {
  const rows = entries.map((entry, index) => ({ ...entry, ordinal: index + 1 }));
  await database.query(
    `with counter as (
       update journal_counter set seq = seq + $2 where center_id = $1 returning seq - $2 as before
     ), written as (
       insert into journal (center_id, seq, occurred_at, type, subject_id, subject_version, actor, incident_id, team_id,
                            payload)
       select $1, counter.before + entry.ordinal, $3, entry.type, entry."subjectId", entry."subjectVersion", 'system',
              entry."incidentId", entry."teamId", entry.payload
       from counter, jsonb_to_recordset($4::jsonb) as entry (ordinal int, type text, "subjectId" uuid,
            "subjectVersion" int, "incidentId" uuid, "teamId" uuid, payload jsonb)
       returning seq
     )
     select pg_notify('layad_journal', $1::text || ':' || max(seq)) from written`,
    [centerId, entries.length, now, JSON.stringify(rows)],
  );
}
