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
 * The contacts on the live board, oldest first: those that have not ended, and abandoned ones that wait for a call
 * back. `personal` says whether the receiver may read numbers.
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
            call_back_by as "callBackBy",
            case when $2 then coalesce(caller_number, caller_number_received) end as "callerNumber"
     from contact
     where center_id = $1 and (ended_at is null or call_back_by is not null)
     order by ringing_at, id`,
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
