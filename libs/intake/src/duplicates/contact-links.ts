import { Injectable } from '@nestjs/common';
import { accept, refuse, type Result } from '#lib/kernel';
import { Incidents, type Incident } from '#lib/incident';
import type { Refusal, Transaction } from '#lib/platform';
import { TriageMoves } from '#lib/triage';
import type { Contact } from '../contact/contact.js';
import { ContactRepository } from '../contact/contact.repository.js';
import { tellWaitingChanged } from '../contact/contact-telling.js';
import type { ToldPlace } from './engine/index.js';
import { ContactLinkRepository } from './contact-link.repository.js';

/** A contact held by a transaction, with the incident it is in and the one it is to go to. */
export interface HeldContact {
  contact: Contact;
  from: Incident | undefined;
  to: Incident | undefined;
}

/**
 * Which incident a contact belongs to, and the way back. No version of anything is asked for: two hundred callers are
 * linked to one incident by many operators at once, and none of them overwrites what another has read.
 */
@Injectable()
export class ContactLinks {
  constructor(
    private readonly incidents: Incidents,
    private readonly contacts: ContactRepository,
    private readonly links: ContactLinkRepository,
    private readonly triages: TriageMoves,
  ) {}

  /**
   * Locks the incidents, in the order of their ids, and then the contact. An incident that was closed as a duplicate
   * stands for the one it repeats: a suggestion may be a moment old. Call it before anything is changed.
   */
  async hold(
    tx: Transaction,
    contactId: string,
    incidentId: string | null,
  ): Promise<Result<HeldContact, Refusal>> {
    for (;;) {
      await tx.manager.query(`savepoint before_holding`);
      const seen = await this.contacts.find(tx.manager, tx.centerId, contactId);
      if (!seen) return refuse({ code: 'not_found' });
      const target = incidentId && (await this.incidents.findRepeated(tx.manager, tx.centerId, incidentId));
      if (target === undefined) {
        return refuse({ code: 'not_found', fields: [{ field: 'incidentId', rule: 'notFound' }] });
      }
      const held = new Map<string, Incident>();
      for (const id of new Set([seen.incidentId, target || null].filter((id) => id !== null).sort())) {
        const incident = await this.incidents.lock(tx, id);
        if (incident) held.set(id, incident);
      }
      const contact = await this.contacts.lock(tx.manager, tx.centerId, contactId);
      const to = target ? held.get(target) : undefined;
      if (!contact || contact.incidentId !== seen.incidentId || to?.duplicateOf) {
        // Somebody was quicker between the look and the locks: let go, so that the next locks are in order, and look
        // again.
        await tx.manager.query(`rollback to savepoint before_holding`);
        continue;
      }
      return accept({ contact, from: contact.incidentId ? held.get(contact.incidentId) : undefined, to });
    }
  }

  /** Remembers where a contact was before it was stored with its new incident, and tells that it moved. */
  async moved(
    tx: Transaction,
    { contact, from, to }: HeldContact,
    place: ToldPlace | null = null,
  ): Promise<void> {
    if (to) {
      await this.links.insert(tx.manager, {
        centerId: tx.centerId,
        contactId: contact.id,
        incidentId: to.id,
        previousIncidentId: from?.id ?? null,
        previousOutcome: contact.outcome,
        place,
        linkedBy: tx.caller.actor,
        linkedAt: tx.now,
      });
    }
    await this.tell(tx, { contact, from, to });
  }

  /** Journals a move, and lets the clocks of both incidents and the triages of the contact follow. */
  async tell(tx: Transaction, { contact, from, to }: HeldContact): Promise<void> {
    if (from) {
      record(tx, 'incident.contact_unlinked', from, contact.id);
      await this.followFirstRing(tx, from);
    }
    if (to) {
      record(tx, 'incident.contact_linked', to, contact.id);
      await this.incidents.startClockNoLaterThan(tx, to, contact.ringingAt);
      if (to.state !== 'closed') await this.putFirst(tx, contact.callerNumber);
    }
    await this.triages.followContacts(tx, [contact.id], from?.id ?? null, to?.id ?? null);
  }

  /** The number called about an incident that is open: whoever rings from it now goes first. */
  private async putFirst(tx: Transaction, callerNumber: string | null): Promise<void> {
    if (callerNumber === null) return;
    for (const contact of await this.contacts.raiseWaiting(tx.manager, tx.centerId, callerNumber)) {
      tellWaitingChanged(tx, contact);
    }
  }

  /** Lets an incident's clock begin at the first ring that is left. The contacts must be stored. */
  async followFirstRing(tx: Transaction, incident: Incident): Promise<void> {
    const first = await this.links.firstRing(tx.manager, tx.centerId, incident.id);
    await this.incidents.startClockAtFirstRing(tx, incident, first);
  }
}

export const record = (
  tx: Transaction,
  type: 'incident.contact_linked' | 'incident.contact_unlinked',
  incident: Incident,
  contactId: string,
): void =>
  tx.record({
    type,
    subjectId: incident.id,
    subjectVersion: incident.version,
    incidentId: incident.id,
    payload: { contactId },
  });
