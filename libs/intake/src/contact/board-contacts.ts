import type { BoardContact } from '#lib/contract';
import { rows, type Queryable } from '#lib/platform';
import { contactStateOf } from './contact.js';

type Row = Omit<BoardContact, 'state' | 'ringingAt' | 'answeredAt' | 'endedAt' | 'callBackBy'> & {
  ringingAt: Date;
  answeredAt: Date | null;
  endedAt: Date | null;
  callBackBy: Date | null;
};

/**
 * The contacts on the live board, in the order they are to be answered: those that have not ended, abandoned ones that
 * wait for a call back, and those of which nobody has said yet what came of them. `personal` says whether the receiver may read numbers.
 */
export async function boardContacts(
  on: Queryable,
  centerId: string,
  { personal }: { personal: boolean },
): Promise<BoardContact[]> {
  const contacts = await rows<Row>(
    on,
    `select id, channel, version, ringing_at as "ringingAt", answered_at as "answeredAt",
            answered_by as "answeredBy", ended_at as "endedAt", incident_id as "incidentId",
            call_back_by as "callBackBy", call_back_owner as "callBackOwner",
            (select display_name from app_user where app_user.id = call_back_owner) as "callBackOwnerName",
            called_about_live_incident as "calledAboutLiveIncident", lowered,
            ended_at is not null and outcome is null as "outcomeMissing",
            case when $2 then coalesce(caller_number, caller_number_received) end as "callerNumber"
     from contact
     where center_id = $1 and (ended_at is null or call_back_by is not null
            or (ended_at is not null and outcome is null))
     order by called_about_live_incident desc, lowered, ringing_at, id`,
    [centerId, personal],
  );
  return contacts.map((contact) => ({
    ...contact,
    state: contactStateOf(contact),
    ringingAt: contact.ringingAt.toISOString(),
    answeredAt: contact.answeredAt?.toISOString() ?? null,
    endedAt: contact.endedAt?.toISOString() ?? null,
    callBackBy: contact.callBackBy?.toISOString() ?? null,
  }));
}
