import { Injectable } from '@nestjs/common';
import type { ContactOutcome } from '#lib/contract';
import type { ToldPlace } from './engine/index.js';
import { findRow, rows, type Queryable } from '#lib/platform';

/** One linking of a contact, with where the contact was before. */
export interface ContactLink {
  ordinal: string;
  previousIncidentId: string | null;
  previousOutcome: ContactOutcome | null;
  merged: boolean;
}

export interface NewContactLink {
  centerId: string;
  contactId: string;
  incidentId: string;
  previousIncidentId: string | null;
  previousOutcome: ContactOutcome | null;
  /** Where the caller said it is. */
  place: ToldPlace | null;
  linkedBy: string;
  linkedAt: Date;
}

/** A contact that a merge moves, or moves back. */
export interface MovedContact {
  id: string;
  ringingAt: Date;
  /** The incident it was in before this move. */
  leftIncidentId: string;
}

/** Linkings of contacts, newest last: what undoing takes back. Nothing is ever deleted. */
@Injectable()
export class ContactLinkRepository {
  async insert(on: Queryable, link: NewContactLink): Promise<void> {
    await on.query(
      `insert into contact_link (center_id, contact_id, incident_id, previous_incident_id, previous_outcome, merged,
                                 linked_by, linked_at, position, accuracy_metres)
       values ($1, $2, $3, $4, $5, false, $6, $7,
               ST_SetSRID(ST_MakePoint($8::double precision, $9::double precision), 4326)::geography, $10)`,
      [
        link.centerId,
        link.contactId,
        link.incidentId,
        link.previousIncidentId,
        link.previousOutcome,
        link.linkedBy,
        link.linkedAt,
        link.place?.lon ?? null,
        link.place?.lat ?? null,
        link.place?.accuracyMetres ?? null,
      ],
    );
  }

  /** The last linking of this contact that was not undone. */
  findLast(on: Queryable, centerId: string, contactId: string): Promise<ContactLink | undefined> {
    return findRow(
      on,
      `select ordinal, previous_incident_id as "previousIncidentId", previous_outcome as "previousOutcome", merged
       from contact_link where center_id = $1 and contact_id = $2 and undone_at is null
       order by ordinal desc limit 1`,
      [centerId, contactId],
    );
  }

  async undo(on: Queryable, ordinal: string, at: Date): Promise<void> {
    await on.query(`update contact_link set undone_at = $2 where ordinal = $1`, [ordinal, at]);
  }

  /** Moves every contact of an incident to the one it repeats, remembering where each was. */
  moveAll(
    on: Queryable,
    move: { centerId: string; from: string; to: string; by: string; at: Date },
  ): Promise<MovedContact[]> {
    return rows(
      on,
      `with leaving as (
         select id, outcome from contact where center_id = $1 and incident_id = $2 order by id for update
       ), remembered as (
         insert into contact_link (center_id, contact_id, incident_id, previous_incident_id, previous_outcome, merged,
                                   linked_by, linked_at)
         select $1, id, $3, $2, outcome, true, $4, $5 from leaving
       ), moved as (
         update contact set version = version + 1, incident_id = $3,
                outcome = case when ended_at is null then 'linked_to_incident' else contact.outcome end
         from leaving where contact.id = leaving.id
         returning contact.id, ringing_at as "ringingAt"
       )
       select moved.*, $2::uuid as "leftIncidentId" from moved order by "ringingAt", id`,
      [move.centerId, move.from, move.to, move.by, move.at],
    );
  }

  /**
   * Takes back what {@link moveAll} did: the contacts that came from this incident and were moved by nothing but
   * merges since. What somebody linked by hand afterwards stays where it was put.
   */
  moveAllBack(on: Queryable, centerId: string, to: string, at: Date): Promise<MovedContact[]> {
    return rows(
      on,
      `with came as (
         select distinct on (contact_id) contact_id, ordinal, previous_outcome from contact_link link
         where center_id = $1 and previous_incident_id = $2 and merged and undone_at is null
           and not exists (select from contact_link later where later.contact_id = link.contact_id
                           and later.ordinal > link.ordinal and later.undone_at is null and not later.merged)
         order by contact_id, ordinal
       ), leaving as (
         select contact.id, contact.incident_id, came.ordinal, came.previous_outcome
         from came join contact on contact.id = came.contact_id
         order by contact.id for update of contact
       ), undone as (
         update contact_link set undone_at = $3 from leaving
         where contact_link.contact_id = leaving.id and contact_link.ordinal >= leaving.ordinal and undone_at is null
       ), moved as (
         update contact set version = version + 1, incident_id = $2,
                outcome = case when ended_at is null then leaving.previous_outcome else contact.outcome end
         from leaving where contact.id = leaving.id
         returning contact.id, ringing_at as "ringingAt", leaving.incident_id as "leftIncidentId"
       )
       select * from moved order by "ringingAt", id`,
      [centerId, to, at],
    );
  }

  /** The first ring of an incident's contacts; null where nobody rang. */
  async firstRing(on: Queryable, centerId: string, incidentId: string): Promise<Date | null> {
    const first = await findRow<{ at: Date | null }>(
      on,
      `select min(ringing_at) as at from contact where center_id = $1 and incident_id = $2`,
      [centerId, incidentId],
    );
    return first?.at ?? null;
  }
}
