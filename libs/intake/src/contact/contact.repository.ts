import { Injectable } from '@nestjs/common';
import type { ContactOutcome, ContactState } from '#lib/contract';
import { findRow, rows, type Queryable } from '#lib/platform';
import type { Contact } from './contact.js';

const columns = `
  contact.id, contact.center_id as "centerId", contact.channel, contact.caller_number as "callerNumber",
  contact.caller_number_received as "callerNumberReceived", contact.caller_name as "callerName", contact.line,
  contact.external_id as "externalId", contact.ringing_at as "ringingAt", contact.answered_at as "answeredAt",
  contact.answered_by as "answeredBy", contact.place_known_at as "placeKnownAt", contact.ended_at as "endedAt",
  contact.outcome,
  contact.incident_id as "incidentId", contact.call_back_by as "callBackBy",
  contact.call_back_owner as "callBackOwner", contact.called_about_live_incident as "calledAboutLiveIncident",
  contact.lowered, contact.note, contact.version`;

/** Whether somebody at the number $a of center $b called about an incident that is still open. */
const calledAboutLiveIncident = (center: string, number: string) => `(
  exists (select 1 from incident where incident.center_id = ${center} and incident.caller_phone = ${number}
            and incident.state <> 'closed')
  or exists (select 1 from contact earlier join incident on incident.id = earlier.incident_id
             where earlier.center_id = ${center} and earlier.caller_number = ${number}
               and incident.state <> 'closed'))`;

const isLowered = (center: string, number: string) => `
  exists (select 1 from number_lowering lowering
          where lowering.center_id = ${center} and lowering.number = ${number} and lowering.ended_at is null)`;

export type NewContact = Omit<
  Contact,
  | 'placeKnownAt'
  | 'endedAt'
  | 'outcome'
  | 'incidentId'
  | 'callBackBy'
  | 'callBackOwner'
  | 'calledAboutLiveIncident'
  | 'lowered'
  | 'version'
>;

/** Where a contact stands among those that wait. */
export type Waiting = Pick<Contact, 'calledAboutLiveIncident' | 'lowered'>;

export interface ContactFilter {
  state: ContactState | null;
  waitingForCallBack: boolean;
  outcomeMissing: boolean;
  incidentId: string | null;
  /** Only contacts from the number that this contact came from. */
  sameNumberAs: string | null;
  rangFrom: Date | null;
  rangBefore: Date | null;
  after: { ringingAt: string; id: string } | null;
  limit: number;
}

/** A contact given to an incident, and whether somebody had answered it, or it had ended, before that. */
export type GivenContact = Contact & {
  wasDealtWith: boolean;
  /** Its running triage, else its last one, if that belongs to no incident yet. */
  triageId: string | null;
};

@Injectable()
export class ContactRepository {
  /** Undefined when this channel has a contact with the same external id already. */
  insert(on: Queryable, contact: NewContact, createdAt: Date): Promise<Contact | undefined> {
    return findRow(
      on,
      `insert into contact (id, center_id, channel, caller_number, caller_number_received, caller_name, line,
                            external_id, ringing_at, answered_at, answered_by, note, created_at,
                            called_about_live_incident, lowered)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13,
               ${calledAboutLiveIncident('$2', '$4')}, ${isLowered('$2', '$4')})
       on conflict (center_id, channel, external_id) where external_id is not null do nothing
       returning ${columns}`,
      [
        contact.id,
        contact.centerId,
        contact.channel,
        contact.callerNumber,
        contact.callerNumberReceived,
        contact.callerName,
        contact.line,
        contact.externalId,
        contact.ringingAt,
        contact.answeredAt,
        contact.answeredBy,
        contact.note,
        createdAt,
      ],
    );
  }

  find(on: Queryable, centerId: string, id: string): Promise<Contact | undefined> {
    return findRow(on, `select ${columns} from contact where center_id = $1 and id = $2`, [centerId, id]);
  }

  findByExternalId(
    on: Queryable,
    { centerId, channel, externalId }: Pick<Contact, 'centerId' | 'channel' | 'externalId'>,
  ): Promise<Contact | undefined> {
    return findRow(
      on,
      `select ${columns} from contact where center_id = $1 and channel = $2 and external_id = $3`,
      [centerId, channel, externalId],
    );
  }

  /** The contact, held by this transaction: taken before the incident it belongs to. */
  lock(on: Queryable, centerId: string, id: string): Promise<Contact | undefined> {
    return findRow(on, `select ${columns} from contact where center_id = $1 and id = $2 for update`, [
      centerId,
      id,
    ]);
  }

  /** Newest first. */
  list(on: Queryable, centerId: string, filter: ContactFilter): Promise<Contact[]> {
    return rows(
      on,
      `select ${columns} from contact
       where center_id = $1
         and case $2::text when 'ringing' then ended_at is null and answered_at is null
                           when 'answered' then ended_at is null and answered_at is not null
                           when 'ended' then ended_at is not null
                           else true end
         and (not $3 or call_back_by is not null)
         and (not $11 or (ended_at is not null and outcome is null))
         and ($4::uuid is null or incident_id = $4)
         and ($5::uuid is null or caller_number =
               (select known.caller_number from contact known where known.center_id = $1 and known.id = $5))
         and ($6::timestamptz is null or ringing_at >= $6) and ($7::timestamptz is null or ringing_at < $7)
         and ($8::timestamptz is null or (ringing_at, id) < ($8, $9::uuid))
       order by ringing_at desc, id desc limit $10`,
      [
        centerId,
        filter.state,
        filter.waitingForCallBack,
        filter.incidentId,
        filter.sameNumberAs,
        filter.rangFrom,
        filter.rangBefore,
        filter.after?.ringingAt ?? null,
        filter.after?.id ?? null,
        filter.limit,
        filter.outcomeMissing,
      ],
    );
  }

  /** Everybody who rings, in the order they are to be answered; see the contract's `inWaitingOrder`. */
  listWaiting(on: Queryable, centerId: string, limit: number): Promise<Contact[]> {
    return rows(
      on,
      `select ${columns} from contact
       where center_id = $1 and ended_at is null and answered_at is null
       order by called_about_live_incident desc, lowered, ringing_at, id limit $2`,
      [centerId, limit],
    );
  }

  /** The latest contacts from a number, newest first. */
  listFrom(on: Queryable, centerId: string, callerNumber: string, limit: number): Promise<Contact[]> {
    return rows(
      on,
      `select ${columns} from contact where center_id = $1 and caller_number = $2
       order by ringing_at desc, id desc limit $3`,
      [centerId, callerNumber, limit],
    );
  }

  /** Where a number would stand that rings now. */
  async waitingOf(on: Queryable, centerId: string, callerNumber: string | null): Promise<Waiting> {
    const [waiting] = await rows<Waiting>(
      on,
      `select ${calledAboutLiveIncident('$1', '$2')} as "calledAboutLiveIncident", ${isLowered('$1', '$2')} as lowered`,
      [centerId, callerNumber],
    );
    return waiting!;
  }

  /** Lets contacts that ring from this number stand where the number stands now; answers those that moved. */
  moveWaiting(on: Queryable, centerId: string, callerNumber: string): Promise<Contact[]> {
    return rows(
      on,
      `with standing as (
         select ${calledAboutLiveIncident('$1', '$2')} as first, ${isLowered('$1', '$2')} as last
       )
       update contact
       set called_about_live_incident = standing.first, lowered = standing.last, version = contact.version + 1
       from standing
       where contact.center_id = $1 and contact.caller_number = $2 and contact.ended_at is null
         and contact.answered_at is null
         and (contact.called_about_live_incident, contact.lowered) is distinct from (standing.first, standing.last)
       returning ${columns}`,
      [centerId, callerNumber],
    );
  }

  /**
   * Puts contacts that ring from this number first, because it called about an incident that is open; answers those
   * that moved. One held by another transaction is being taken: it rings no longer.
   */
  raiseWaiting(on: Queryable, centerId: string, callerNumber: string): Promise<Contact[]> {
    return rows(
      on,
      `update contact set called_about_live_incident = true, version = contact.version + 1
       where id in (select id from contact
                    where center_id = $1 and caller_number = $2 and ended_at is null and answered_at is null
                      and not called_about_live_incident
                    for update skip locked)
       returning ${columns}`,
      [centerId, callerNumber],
    );
  }

  /** Whether somebody at the contact's number was talked to in a contact that rang after it. */
  async wasReachedSince(on: Queryable, contact: Contact): Promise<boolean> {
    const found = await rows(
      on,
      `select 1 from contact where center_id = $1 and caller_number = $2 and id <> $3 and answered_at > $4 limit 1`,
      [contact.centerId, contact.callerNumber, contact.id, contact.endedAt],
    );
    return found.length > 0;
  }

  /** Who called about an incident: how many, and between when. */
  async countOf(
    on: Queryable,
    centerId: string,
    incidentId: string,
  ): Promise<{ total: number; live: number; firstRangAt: Date | null; lastRangAt: Date | null }> {
    const [counted] = await rows<Awaited<ReturnType<ContactRepository['countOf']>>>(
      on,
      `select count(*)::int as total, (count(*) filter (where ended_at is null))::int as live,
              min(ringing_at) as "firstRangAt", max(ringing_at) as "lastRangAt"
       from contact where center_id = $1 and incident_id = $2`,
      [centerId, incidentId],
    );
    return counted!;
  }

  /** Who called about an incident, oldest first. */
  listOf(
    on: Queryable,
    centerId: string,
    incidentId: string,
    { after, limit }: Pick<ContactFilter, 'after' | 'limit'>,
  ): Promise<Contact[]> {
    return rows(
      on,
      `select ${columns} from contact
       where center_id = $1 and incident_id = $2
         and ($3::timestamptz is null or (ringing_at, id) > ($3, $4::uuid))
       order by ringing_at, id limit $5`,
      [centerId, incidentId, after?.ringingAt ?? null, after?.id ?? null, limit],
    );
  }

  /** Stores the marks of a locked contact, as the next version. */
  async update(on: Queryable, contact: Contact): Promise<Contact> {
    const [changed] = await rows<Contact>(
      on,
      `update contact set version = version + 1, answered_at = $3, answered_by = $4, ended_at = $5, outcome = $6,
              incident_id = $7, call_back_by = $8, note = $9, ringing_at = $10, caller_number = $11,
              caller_number_received = $12, caller_name = $13, line = $14, call_back_owner = $15,
              called_about_live_incident = $16, lowered = $17, place_known_at = $18
       where center_id = $1 and id = $2
       returning ${columns}`,
      [
        contact.centerId,
        contact.id,
        contact.answeredAt,
        contact.answeredBy,
        contact.endedAt,
        contact.outcome,
        contact.incidentId,
        contact.callBackBy,
        contact.note,
        contact.ringingAt,
        contact.callerNumber,
        contact.callerNumberReceived,
        contact.callerName,
        contact.line,
        contact.callBackOwner,
        contact.calledAboutLiveIncident,
        contact.lowered,
        contact.placeKnownAt,
      ],
    );
    return changed!;
  }

  /**
   * Gives a contact that belongs to no incident yet to the one about to be opened, answers a ringing one, and puts
   * first who else rings from its number: in one statement, because every emergency passes here. Undefined when there is
   * no such contact or it is taken. A contact held by another transaction is being taken: it rings no longer.
   */
  async giveToNewIncident(
    on: Queryable,
    centerId: string,
    id: string,
    given: { incidentId: string; outcome: ContactOutcome; at: Date; answeredBy: string | null },
  ): Promise<{ contact: GivenContact; raised: Contact[] } | undefined> {
    const changed = await rows<GivenContact & { isGiven: boolean }>(
      on,
      `with given as (
         update contact set
           version = contact.version + 1, incident_id = $3,
           outcome = case when contact.ended_at is null then $4 else coalesce(contact.outcome, $4) end,
           answered_at = case when contact.ended_at is null then coalesce(contact.answered_at, $5) else contact.answered_at end,
           answered_by = case when contact.ended_at is null and contact.answered_at is null then $6
                              else contact.answered_by end
         from (select id, answered_at, ended_at from contact
               where center_id = $1 and id = $2 and incident_id is null for update) before
         where contact.id = before.id
         returning ${columns}, before.answered_at is not null or before.ended_at is not null as "wasDealtWith",
                   (select triage.id from triage where triage.contact_id = contact.id and triage.incident_id is null
                    order by triage.state = 'running' desc, triage.started_at desc limit 1) as "triageId"
       ), raised as (
         update contact set called_about_live_incident = true, version = contact.version + 1
         where contact.id in (
           select waiting.id from contact waiting join given on waiting.caller_number = given."callerNumber"
           where waiting.center_id = $1 and waiting.id <> given.id and waiting.ended_at is null
             and waiting.answered_at is null and not waiting.called_about_live_incident
           for update of waiting skip locked)
         returning ${columns}, true as "wasDealtWith", null::uuid as "triageId"
       )
       select *, true as "isGiven" from given union all select *, false as "isGiven" from raised`,
      [centerId, id, given.incidentId, given.outcome, given.at, given.answeredBy],
    );
    const contact = changed.find(({ isGiven }) => isGiven);
    return contact && { contact, raised: changed.filter(({ isGiven }) => !isGiven) };
  }

  /**
   * Holds every contact that waits with this one for a call back to the same number, the one itself included: in one
   * order, so that two people who take different ones of them do not wait for each other.
   */
  async lockCallBacks(on: Queryable, centerId: string, id: string): Promise<void> {
    await on.query(
      `select from contact
       where center_id = $1 and call_back_by is not null
         and caller_number = (select caller_number from contact where center_id = $1 and id = $2)
       order by id for update`,
      [centerId, id],
    );
  }

  /** Takes every contact from this number off the call-back list; answers them. */
  settleCallBacks(
    on: Queryable,
    centerId: string,
    callerNumber: string,
  ): Promise<{ id: string; version: number }[]> {
    return rows(
      on,
      `update contact set call_back_by = null, version = version + 1
       where id in (select id from contact where center_id = $1 and caller_number = $2 and call_back_by is not null
                    order by id for update)
       returning id, version`,
      [centerId, callerNumber],
    );
  }
}
