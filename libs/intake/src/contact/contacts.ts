import { Injectable } from '@nestjs/common';
import { accept, refuse, type Result } from '#lib/kernel';
import type { ProblemCode } from '#lib/contract';
import { Centers, type CenterSettings } from '#lib/center';
import type { Incident } from '#lib/incident';
import { Commands, e164From, type Caller, type Refusal, type Transaction } from '#lib/platform';
import { CallBacks } from './call-backs.js';
import { ContactArrivals } from './contact-arrivals.js';
import { endedContact, withNote } from './contact-end.js';
import type {
  AnswerRequest,
  CalledBackRequest,
  ContactRequest,
  EndRequest,
  LinkRequest,
  PlaceKnownRequest,
} from './contact.dto.js';
import {
  tellAnswered,
  tellEnded,
  tellOutcomeSet,
  tellPlaceKnown,
  tellRang,
  tellWaitingChanged,
} from './contact-telling.js';
import { isAnsweredAtOnce, type Contact } from './contact.js';
import { ContactRepository, type GivenContact } from './contact.repository.js';
import { contactView, type ContactView } from './contact.view.js';
import { Telephones } from './telephones.js';
import { toldTime, tooEarly } from './told-time.js';
import { ContactLinks } from '../duplicates/contact-links.js';
import { ContactLinkRepository, type ContactLink } from '../duplicates/contact-link.repository.js';
import { toldPlace } from '../duplicates/told-place.dto.js';

/** Contacts from the public on every channel: ringing, answered, ended, and what came of them. */
@Injectable()
export class Contacts {
  constructor(
    private readonly commands: Commands,
    private readonly centers: Centers,
    private readonly contacts: ContactRepository,
    private readonly callBacks: CallBacks,
    private readonly links: ContactLinks,
    private readonly linkings: ContactLinkRepository,
    private readonly telephones: Telephones,
    private readonly arrivals: ContactArrivals,
  ) {}

  /** A contact came in. With an external id it is written down once, however often it is reported. */
  async ring(caller: Caller, request: ContactRequest): Promise<Result<ContactView, Refusal>> {
    const settings = await this.settings(caller);
    return this.commands.run(caller, async (tx) => {
      const at = toldTime(request.at, tx.now, settings);
      if (!at.accepted) return at;
      const answeredAtOnce = isAnsweredAtOnce(request.channel);
      const received = request.callerNumber ?? null;
      const contact = {
        id: tx.newIdentifier(),
        centerId: tx.centerId,
        channel: request.channel,
        callerNumber: received === null ? null : (e164From(received) ?? null),
        callerNumberReceived: received,
        callerName: request.callerName ?? null,
        line: request.line ?? null,
        externalId: request.externalId ?? null,
        ringingAt: at.value,
        answeredAt: answeredAtOnce ? at.value : null,
        answeredBy: answeredAtOnce ? (caller.userId ?? null) : null,
        note: request.note ?? null,
      };
      const created = await this.contacts.insert(tx.manager, contact, tx.now);
      if (!created) {
        const known = await this.contacts.findByExternalId(tx.manager, contact);
        return accept(contactView(known!));
      }
      tellRang(tx, created);
      if (answeredAtOnce) await this.tellAnswered(tx, created);
      await this.arrivals.tell(tx, created);
      return accept(contactView(created));
    });
  }

  /** The caller of this takes the contact; where the exchange can, it rings their telephone and connects the two. */
  async answer(caller: Caller, id: string, request: AnswerRequest): Promise<Result<ContactView, Refusal>> {
    const settings = await this.settings(caller);
    return this.commands.run(caller, async (tx) => {
      const at = toldTime(request.at, tx.now, settings);
      if (!at.accepted) return at;
      const contact = await this.contacts.lock(tx.manager, tx.centerId, id);
      if (!contact) return refuse({ code: 'not_found' });
      if (contact.answeredAt) return refuseWith('contact_already_answered', contact);
      if (contact.endedAt) return refuseWith('contact_already_ended', contact);
      if (at.value < contact.ringingAt) return refuse(tooEarly('ringingAt'));
      const answered = await this.contacts.update(tx.manager, {
        ...contact,
        answeredAt: at.value,
        answeredBy: caller.userId ?? null,
      });
      await this.taken(tx, answered);
      return accept(contactView(answered));
    });
  }

  /** Whoever talks to the caller has made sure where it is. The first time it is said stands. */
  async placeKnown(
    caller: Caller,
    id: string,
    request: PlaceKnownRequest,
  ): Promise<Result<ContactView, Refusal>> {
    const settings = await this.settings(caller);
    return this.commands.run(caller, async (tx) => {
      const at = toldTime(request.at, tx.now, settings);
      if (!at.accepted) return at;
      const contact = await this.contacts.lock(tx.manager, tx.centerId, id);
      if (!contact) return refuse({ code: 'not_found' });
      if (contact.placeKnownAt) return accept(contactView(contact));
      if (at.value < contact.ringingAt) return refuse(tooEarly('ringingAt'));
      const known = await this.contacts.update(tx.manager, { ...contact, placeKnownAt: at.value });
      tellPlaceKnown(tx, known);
      return accept(contactView(known));
    });
  }

  /** The contact is over. An abandoned call from a known number goes to the call-back list. */
  async end(caller: Caller, id: string, request: EndRequest): Promise<Result<ContactView, Refusal>> {
    const settings = await this.settings(caller);
    return this.commands.run(caller, async (tx) => {
      const at = toldTime(request.at, tx.now, settings);
      if (!at.accepted) return at;
      const held = await this.links.hold(tx, id, request.incidentId ?? null);
      if (!held.accepted) return held;
      const { contact, to } = held.value;
      if (contact.endedAt && contact.outcome) return refuseWith('contact_already_ended', contact);
      const wanted = to ? { ...request, incidentId: to.id } : request;
      const ended = endedContact(contact, wanted, at.value, settings.callBackWithinSeconds);
      if (!ended.accepted) return ended;
      const stored = await this.contacts.update(tx.manager, ended.value);
      if (to && to.id !== contact.incidentId) await this.links.moved(tx, held.value);
      await this.callBacks.expect(tx, stored);
      if (contact.endedAt) tellOutcomeSet(tx, stored);
      else tellEnded(tx, stored);
      return accept(contactView(stored));
    });
  }

  /** The contact is about that incident; one that still rings is answered by the caller of this. */
  link(
    caller: Caller,
    id: string,
    { incidentId, place }: LinkRequest,
  ): Promise<Result<ContactView, Refusal>> {
    return this.commands.run(caller, async (tx) => {
      const held = await this.links.hold(tx, id, incidentId);
      if (!held.accepted) return held;
      const { contact, to } = held.value;
      if (contact.incidentId === to!.id) return accept(contactView(contact));
      const answers = !contact.answeredAt && !contact.endedAt;
      const linked = await this.contacts.update(tx.manager, {
        ...contact,
        incidentId: to!.id,
        outcome: contact.endedAt ? (contact.outcome ?? 'linked_to_incident') : 'linked_to_incident',
        ...(answers ? { answeredAt: tx.now, answeredBy: caller.userId ?? null } : {}),
      });
      if (answers) await this.taken(tx, linked);
      if (contact.endedAt && !contact.outcome) tellOutcomeSet(tx, linked);
      await this.links.moved(tx, held.value, toldPlace(place));
      await this.callBacks.settle(tx, linked.callBackBy ? linked.callerNumber : null, 'linked');
      return accept(contactView((await this.contacts.find(tx.manager, tx.centerId, id))!));
    });
  }

  /**
   * Takes the last linking of a contact back: it is where it was before. One that has ended and belongs nowhere now
   * is to be called back, so that nobody who called is lost.
   */
  async unlink(caller: Caller, id: string): Promise<Result<ContactView, Refusal>> {
    const settings = await this.settings(caller);
    return this.commands.run(caller, async (tx) => {
      const last = await this.linkings.findLast(tx.manager, tx.centerId, id);
      const held = await this.links.hold(tx, id, last?.previousIncidentId ?? null);
      if (!held.accepted) return held;
      const { contact, to } = held.value;
      // Read again under the lock: somebody may have linked it elsewhere meanwhile.
      const link = await this.linkings.findLast(tx.manager, tx.centerId, id);
      const isLinked = contact.incidentId !== null && contact.outcome !== 'incident_opened';
      if (link ? link.merged || link.ordinal !== last?.ordinal : !isLinked) {
        return refuseWith('contact_not_linked', contact);
      }
      if (link) await this.linkings.undo(tx.manager, link.ordinal, tx.now);
      const unlinked = await this.contacts.update(
        tx.manager,
        unlinkedContact(contact, link, to, tx.now, settings.callBackWithinSeconds),
      );
      await this.callBacks.expect(tx, unlinked);
      await this.links.tell(tx, held.value);
      return accept(contactView(unlinked));
    });
  }

  /** Whoever abandoned a call was called back, or tried in vain often enough. */
  calledBack(caller: Caller, id: string, { note }: CalledBackRequest): Promise<Result<ContactView, Refusal>> {
    return this.commands.run(caller, async (tx) => {
      await this.contacts.lockCallBacks(tx.manager, tx.centerId, id);
      const contact = await this.contacts.lock(tx.manager, tx.centerId, id);
      if (!contact) return refuse({ code: 'not_found' });
      if (!contact.callBackBy) return refuseWith('contact_not_waiting', contact);
      if (note) await this.contacts.update(tx.manager, withNote(contact, note));
      await this.callBacks.settle(tx, contact.callerNumber, 'called_back');
      return accept(contactView((await this.contacts.find(tx.manager, tx.centerId, id))!));
    });
  }

  /**
   * Gives the contact to the incident about to be opened in this transaction, and answers it if it still rings.
   * Refused when it does not exist here, or belongs to an incident already: two operators opened the same call.
   */
  async giveToNewIncident(
    tx: Transaction,
    id: string,
    incidentId: string,
  ): Promise<Result<GivenContact, Refusal>> {
    const answer = await this.contacts.giveToNewIncident(tx.manager, tx.centerId, id, {
      incidentId,
      outcome: 'incident_opened',
      at: tx.now,
      answeredBy: tx.caller.userId ?? null,
    });
    if (!answer) {
      const taken = await this.contacts.find(tx.manager, tx.centerId, id);
      return taken
        ? refuseWith('contact_already_linked', taken)
        : refuse({ code: 'not_found', fields: [{ field: 'contactId', rule: 'notFound' }] });
    }
    const { contact: given, raised } = answer;
    if (!given.wasDealtWith) await this.taken(tx, given);
    // It had ended without anybody saying what came of it.
    if (given.endedAt && given.outcome === 'incident_opened') tellOutcomeSet(tx, given);
    if (given.callBackBy) await this.callBacks.settle(tx, given.callerNumber, 'linked');
    for (const contact of raised) tellWaitingChanged(tx, contact);
    return accept(given);
  }

  /** Somebody took a ringing contact on the screen: their telephone is to follow. */
  private async taken(tx: Transaction, contact: Contact): Promise<void> {
    await this.tellAnswered(tx, contact);
    tx.afterCommit.push(() => this.telephones.answered(tx.centerId, contact));
  }

  private async tellAnswered(tx: Transaction, contact: Contact): Promise<void> {
    tellAnswered(tx, contact);
    await this.callBacks.settle(tx, contact.callerNumber, 'rang_again');
  }

  private async settings(caller: Caller): Promise<CenterSettings> {
    return (await this.centers.get(caller.centerId)).settings;
  }
}

/** A contact as it was before it was linked. What was linked before links were remembered was nowhere. */
function unlinkedContact(
  contact: Contact,
  link: ContactLink | undefined,
  to: Incident | undefined,
  now: Date,
  callBackWithinSeconds: number,
): Contact {
  const outcome =
    link?.previousOutcome ?? (contact.outcome === 'linked_to_incident' ? null : contact.outcome);
  const isLost = contact.endedAt !== null && !to && contact.callerNumber !== null;
  return {
    ...contact,
    incidentId: to?.id ?? null,
    outcome,
    callBackBy: isLost ? new Date(now.getTime() + callBackWithinSeconds * 1000) : contact.callBackBy,
  };
}

const refuseWith = (code: ProblemCode, contact: Contact): Result<never, Refusal> =>
  refuse({ code, current: contactView(contact) });
