import { Injectable } from '@nestjs/common';
import { findRow, type Queryable } from '#lib/platform';
import type { Call, CallName } from './call.js';

const ofContact = `
  select contact.id as "contactId", contact.incident_id as "incidentId",
         coalesce(incident.version, contact.version) as version, contact.caller_number as phone,
         coalesce(incident.state = 'closed', false) as "isIncidentClosed"
  from contact left join incident on incident.id = contact.incident_id`;

@Injectable()
export class CallRepository {
  find(on: Queryable, centerId: string, name: CallName): Promise<Call | undefined> {
    if ('contactId' in name) {
      return findRow(on, `${ofContact} where contact.center_id = $1 and contact.id = $2`, [
        centerId,
        name.contactId,
      ]);
    }
    return findRow(
      on,
      `select null::uuid as "contactId", id as "incidentId", version, caller_phone as phone,
              state = 'closed' as "isIncidentClosed"
       from incident where center_id = $1 and id = $2`,
      [centerId, name.incidentId],
    );
  }

  /** The newest call from a number that rang since then. */
  findByNumber(
    on: Queryable,
    centerId: string,
    callerNumber: string,
    rangSince: Date,
  ): Promise<Call | undefined> {
    return findRow(
      on,
      `${ofContact} where contact.center_id = $1 and contact.caller_number = $2 and contact.ringing_at >= $3
       order by contact.ringing_at desc limit 1`,
      [centerId, callerNumber, rangSince],
    );
  }

  /**
   * Until the end of this transaction, nobody else looks whether a call and a position from this number belong
   * together: whichever of the two comes second then sees the first.
   */
  async holdNumber(on: Queryable, centerId: string, callerNumber: string): Promise<void> {
    await on.query(`select pg_advisory_xact_lock(hashtextextended($1, 119))`, [
      `aml ${centerId} ${callerNumber}`,
    ]);
  }
}
