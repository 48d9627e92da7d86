import { Injectable } from '@nestjs/common';
import type { EventType } from '#lib/contract';
import { rows, type Queryable } from '#lib/platform';

/** A journal entry of an incident with what people need to read it. */
export interface TimelineRow {
  seq: number;
  at: Date;
  type: EventType;
  actor: string;
  actorName: string | null;
  payload: Record<string, unknown>;
  note: string | null;
  subjectId: string;
  /** Of an answer: how many the triage had with it, changed ones too. */
  answers: number | null;
}

@Injectable()
export class TimelineRepository {
  /**
   * The entries of an incident after `since`, in order: its own, and those of its contacts and triages from before it
   * was opened, so that the timeline begins with the ring. Those of a contact or triage that left it again are left out.
   * @param onlyTeamId leaves out what is about other teams
   */
  list(
    on: Queryable,
    centerId: string,
    incidentId: string,
    since: number,
    limit: number,
    onlyTeamId: string | null,
  ): Promise<TimelineRow[]> {
    return rows(
      on,
      `with source as (
         select id from (
           select distinct on (payload ->> 'contactId') (payload ->> 'contactId')::uuid as id, type from journal
           where incident_id = $2 and center_id = $1 and payload ->> 'contactId' is not null
             and type in ('incident.opened', 'incident.contact_linked', 'incident.contact_unlinked')
           order by payload ->> 'contactId', seq desc
         ) last_said where type <> 'incident.contact_unlinked'
         union
         select id from (
           select distinct on (payload ->> 'triageId') (payload ->> 'triageId')::uuid as id, type from journal
           where incident_id = $2 and center_id = $1
             and type in ('incident.triage_attached', 'incident.triage_parted')
           order by payload ->> 'triageId', seq desc
         ) last_told where type <> 'incident.triage_parted'
       ), entry as (
         select * from journal where incident_id = $2 and center_id = $1 and seq > $3
         union all
         select journal.* from source join journal on journal.subject_id = source.id
         where journal.center_id = $1 and seq > $3 and journal.incident_id is distinct from $2
       )
       select entry.seq, entry.occurred_at as at, entry.type, entry.actor, entry.payload,
              entry.subject_id as "subjectId",
              case when entry.type = 'triage.answered' then (
                select count(*)::int from journal
                where journal.center_id = $1 and journal.subject_id = entry.subject_id
                  and journal.type = entry.type and journal.seq <= entry.seq
              ) end as answers,
              coalesce(app_user.display_name, api_key.name) as "actorName", incident_note.text as note
       from entry
       left join app_user on app_user.id =
         case when entry.actor like 'user:%' then substr(entry.actor, 6)::uuid end
       left join api_key on api_key.id =
         case when entry.actor like 'integration:%' then substr(entry.actor, 13)::uuid end
       left join incident_note on incident_note.id =
         case when entry.type = 'incident.note_added' then (entry.payload ->> 'noteId')::uuid end
       where $5::uuid is null or entry.team_id is null or entry.team_id = $5
       order by entry.seq limit $4`,
      [centerId, incidentId, since, limit, onlyTeamId],
    );
  }
}
