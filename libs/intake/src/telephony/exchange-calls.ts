import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { accept, type Clock, type Result } from '#lib/kernel';
import { Centers, type CenterSettings } from '#lib/center';
import { Users } from '#lib/identity';
import { Incidents } from '#lib/incident';
import {
  CLOCK,
  Commands,
  e164From,
  Housekeeping,
  type Caller,
  type Refusal,
  type Transaction,
} from '#lib/platform';
import { CallBacks } from '../contact/call-backs.js';
import type { Contact } from '../contact/contact.js';
import { ContactRepository } from '../contact/contact.repository.js';
import { ContactArrivals } from '../contact/contact-arrivals.js';
import { tellAnswered, tellCorrected, tellEnded, tellRang } from '../contact/contact-telling.js';
import { isTooLongAgo } from '../contact/told-time.js';
import { afterReport, contactAfter, nothingTold, type CallReport } from './call-facts.js';
import { ExchangeCallRepository, type ExchangeCall } from './exchange-call.repository.js';

/** Lines of which nobody rang are forgotten after so long: far longer than an exchange repeats itself. */
const unknownKeptHours = 24;

/**
 * Contacts as exchanges tell of them. Each report is one transaction that adds to what is known of the call and lets
 * its contact follow; reports may come twice, late, out of order, or about calls that nobody has heard of.
 */
@Injectable()
export class ExchangeCalls implements OnModuleInit {
  constructor(
    private readonly dataSource: DataSource,
    private readonly commands: Commands,
    private readonly centers: Centers,
    private readonly users: Users,
    private readonly incidents: Incidents,
    private readonly calls: ExchangeCallRepository,
    private readonly contacts: ContactRepository,
    private readonly callBacks: CallBacks,
    private readonly arrivals: ContactArrivals,
    private readonly housekeeping: Housekeeping,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.housekeeping.add('calls of nobody', () =>
      this.calls.forgetUnknown(
        this.dataSource,
        new Date(this.clock.now().getTime() - unknownKeptHours * 3_600_000),
      ),
    );
  }

  /**
   * Adds a report to the call it is about. `makesContact`: whether it says that somebody reached the center; what is
   * told before that is kept until then. Answers the contact, if the call has become one.
   */
  async report(
    caller: Caller,
    told: CallReport,
    { makesContact }: { makesContact: boolean },
  ): Promise<Result<{ contactId: string | null }, Refusal>> {
    const { settings } = await this.centers.get(caller.centerId);
    return this.commands.run(caller, (tx) => this.store(tx, told, makesContact, settings));
  }

  /** The same within a transaction of the caller's. */
  async store(
    tx: Transaction,
    told: CallReport,
    makesContact: boolean,
    settings: Pick<CenterSettings, 'callBackWithinSeconds' | 'toldTimeMaximumAgeSeconds'>,
  ): Promise<Result<{ contactId: string | null }, Refusal>> {
    // An exchange whose clock is ahead must not make an interval negative, nor one whose clock stands at 1970 a long one.
    const isWrong = told.at > tx.now || isTooLongAgo(told.at, tx.now, settings);
    const report = { ...told, at: isWrong ? tx.now : told.at };
    const call = await this.calls.lock(tx.manager, tx.centerId, report, {
      id: tx.newIdentifier(),
      createdAt: tx.now,
    });
    const operatorId = report.extension
      ? ((await this.users.idAtExtension(tx.manager, tx.centerId, report.extension)) ?? null)
      : null;
    const after: ExchangeCall = { ...call, ...afterReport(call, report, operatorId) };
    const isNew = call.contactId === null && makesContact;
    const before = isNew ? await this.newContact(tx, after, report) : await this.contactOf(tx, call);
    if (before) {
      const named = await this.named(tx, before, report);
      const facts = isNew ? nothingTold : call;
      const contact = contactAfter(named, facts, after, settings.callBackWithinSeconds);
      await this.keep(tx, before, await this.notReachedSince(tx, contact));
    }
    const contactId = before?.id ?? null;
    await this.calls.update(tx.manager, { ...after, contactId });
    return accept({ contactId });
  }

  /**
   * The operator who took the call on the screen did not pick up the telephone: the call rings again for everybody,
   * unless it was picked up after all, has ended, or became an incident.
   */
  async returnToQueue(caller: Caller, contactId: string): Promise<void> {
    await this.commands.run(caller, async (tx) => {
      const call = await this.calls.lockByContact(tx.manager, tx.centerId, contactId);
      const contact = await this.contacts.lock(tx.manager, tx.centerId, contactId);
      if (!call || call.answeredAt || call.endedAt) return accept(null);
      if (!contact?.answeredAt || contact.endedAt || contact.incidentId) return accept(null);
      const returned = await this.contacts.update(tx.manager, {
        ...contact,
        answeredAt: null,
        answeredBy: null,
      });
      tx.record({
        type: 'contact.returned',
        subjectId: contactId,
        subjectVersion: returned.version,
        payload: { reason: 'operator_not_reached' },
      });
      return accept(null);
    });
  }

  private async newContact(tx: Transaction, call: ExchangeCall, report: CallReport): Promise<Contact> {
    const received = report.callerNumber ?? null;
    const contact = {
      id: tx.newIdentifier(),
      centerId: tx.centerId,
      channel: 'voice' as const,
      callerNumber: received === null ? null : (e164From(received) ?? null),
      callerNumberReceived: received,
      callerName: report.callerName ?? null,
      line: report.line ?? null,
      externalId: `${call.exchange}:${call.callId}`,
      ringingAt: call.firstAt!,
      answeredAt: null,
      answeredBy: null,
      note: null,
    };
    const created = await this.contacts.insert(tx.manager, contact, tx.now);
    if (!created) {
      const known = (await this.contacts.findByExternalId(tx.manager, contact))!;
      return (await this.contacts.lock(tx.manager, tx.centerId, known.id))!;
    }
    tellRang(tx, created);
    await this.arrivals.tell(tx, created);
    return created;
  }

  private contactOf(tx: Transaction, { contactId }: ExchangeCall): Promise<Contact | undefined> {
    return contactId === null
      ? Promise.resolve(undefined)
      : this.contacts.lock(tx.manager, tx.centerId, contactId);
  }

  /** Who called and on which line, where it was not known yet. What is known stays. */
  private async named(tx: Transaction, contact: Contact, report: CallReport): Promise<Contact> {
    const named = {
      ...contact,
      callerName: contact.callerName ?? report.callerName ?? null,
      line: contact.line ?? report.line ?? null,
    };
    if (contact.callerNumberReceived !== null || !report.callerNumber) return named;
    const callerNumber = e164From(report.callerNumber) ?? null;
    return {
      ...named,
      callerNumber,
      callerNumberReceived: report.callerNumber,
      ...(await this.contacts.waitingOf(tx.manager, tx.centerId, callerNumber)),
    };
  }

  /** Told late of a call that was given up: somebody at the number may have been reached since. */
  private async notReachedSince(tx: Transaction, contact: Contact): Promise<Contact> {
    if (!contact.callBackBy) return contact;
    const reached = await this.contacts.wasReachedSince(tx.manager, contact);
    return reached ? { ...contact, callBackBy: null } : contact;
  }

  /** Stores what changed of the contact and tells of it, in the order in which it happened. */
  private async keep(tx: Transaction, before: Contact, next: Contact): Promise<void> {
    if (JSON.stringify(next) === JSON.stringify(before)) return;
    const now = await this.contacts.update(tx.manager, next);
    const answers = before.answeredAt === null && now.answeredAt !== null;
    const ends = before.endedAt === null && now.endedAt !== null;
    if (answers) {
      tellAnswered(tx, now);
      await this.callBacks.settle(tx, now.callerNumber, 'rang_again');
    }
    if (ends) tellEnded(tx, now);
    if (isCorrection(before, now)) tellCorrected(tx, now);
    await this.callBacks.follow(tx, before, now);
    if (now.ringingAt < before.ringingAt && now.incidentId) {
      const incident = await this.incidents.lock(tx, now.incidentId);
      if (incident) await this.incidents.startClockNoLaterThan(tx, incident, now.ringingAt);
    }
  }
}

/** Whether something that screens had been told is different now, rather than more. */
const isCorrection = (before: Contact, now: Contact): boolean =>
  now.ringingAt.getTime() !== before.ringingAt.getTime() ||
  (before.answeredAt !== null && now.answeredAt?.getTime() !== before.answeredAt.getTime()) ||
  (before.answeredAt !== null && now.answeredBy !== before.answeredBy) ||
  (before.endedAt !== null &&
    (now.endedAt?.getTime() !== before.endedAt.getTime() || now.outcome !== before.outcome)) ||
  now.callerNumberReceived !== before.callerNumberReceived;
