import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { accept, refuse, type Clock, type Result } from '#lib/kernel';
import type { LoweringEnd } from '#lib/contract';
import { Centers } from '#lib/center';
import {
  CLOCK,
  Commands,
  cursorPart,
  Deadlines,
  decodeCursor,
  defaultPageSize,
  encodeCursor,
  systemCaller,
  type Caller,
  type DueDeadline,
  type Refusal,
  type Transaction,
} from '#lib/platform';
import { ContactRepository } from '../contact/contact.repository.js';
import { tellWaitingChanged } from '../contact/contact-telling.js';
import type {
  LoweringPage,
  LoweringProposalList,
  LoweringQuery,
  LoweringRequest,
  LoweringView,
} from './lowering.dto.js';
import { LoweringRepository } from './lowering.repository.js';

const kind = 'number.lowering_ends';
/** Most proposals shown at once: a supervisor decides on a few. */
const mostProposals = 100;

/**
 * Numbers that wait behind others for a while, after a supervisor's word. Their calls ring and are shown like all
 * others, and one about a live incident still goes first.
 */
@Injectable()
export class Lowerings implements OnModuleInit {
  constructor(
    private readonly dataSource: DataSource,
    private readonly commands: Commands,
    private readonly centers: Centers,
    private readonly deadlines: Deadlines,
    private readonly lowerings: LoweringRepository,
    private readonly contacts: ContactRepository,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.deadlines.on(kind, (deadline) => this.expire(deadline));
  }

  async lower(caller: Caller, request: LoweringRequest): Promise<Result<LoweringView, Refusal>> {
    const { settings } = await this.centers.get(caller.centerId);
    return this.commands.run(caller, async (tx) => {
      const latest = new Date(tx.now.getTime() + settings.loweringMaximumHours * 3_600_000);
      const { contactId, reason, until, note } = request;
      if (until <= tx.now) return refuse(wrongUntil('inPast'));
      if (until > latest) return refuse(wrongUntil('tooLate', latest.toISOString()));
      const contact = await this.contacts.find(tx.manager, tx.centerId, contactId);
      if (!contact) return refuse({ code: 'not_found', fields: [{ field: 'contactId', rule: 'notFound' }] });
      const number = contact.callerNumber;
      if (number === null) return refuse({ code: 'contact_without_number' });
      const lowering = await this.lowerings.insert(tx.manager, tx.centerId, {
        id: tx.newIdentifier(),
        number,
        reason,
        note: note ?? null,
        loweredBy: caller.actor,
        loweredAt: tx.now,
        until,
      });
      if (!lowering) {
        const current = await this.lowerings.findLive(tx.manager, tx.centerId, number);
        return refuse({ code: 'number_already_lowered', current });
      }
      tx.record({
        type: 'number.lowered',
        subjectId: lowering.id,
        subjectVersion: lowering.version,
        payload: { reason, until: until.toISOString() },
      });
      await tx.setDeadline(kind, lowering.id, until);
      await this.moveWaiting(tx, number);
      return accept(lowering);
    });
  }

  /** Ends a lowering before its time. Ending it twice is no error. */
  end(caller: Caller, id: string): Promise<Result<LoweringView, Refusal>> {
    return this.commands.run(caller, async (tx) => {
      const ended = await this.endWithin(tx, id, 'ended');
      const lowering = ended ?? (await this.lowerings.find(tx.manager, tx.centerId, id));
      if (!lowering) return refuse({ code: 'not_found' });
      await tx.clearDeadlines(id, kind);
      return accept(lowering);
    });
  }

  async list(caller: Caller, query: LoweringQuery): Promise<Result<LoweringPage, Refusal>> {
    const before = query.cursor === undefined ? undefined : decodeCursor(query.cursor, [cursorPart.id]);
    if (before && !before.accepted) return before;
    const limit = query.limit ?? defaultPageSize;
    const found = await this.lowerings.list(this.dataSource, caller.centerId, {
      live: query.live ?? null,
      before: before?.value[0] ?? null,
      limit: limit + 1,
    });
    const items = found.slice(0, limit);
    return accept({ items, nextCursor: found.length > limit ? encodeCursor([items.at(-1)!.id]) : null });
  }

  /** Numbers whose calls of the last days suggest it, with the figures a supervisor needs to decide. */
  async proposals(caller: Caller): Promise<LoweringProposalList> {
    const { settings } = await this.centers.get(caller.centerId);
    const { loweringProposalCalls: calls, loweringProposalDays: days } = settings;
    const proposals = await this.lowerings.listProposals(this.dataSource, caller.centerId, {
      since: new Date(this.clock.now().getTime() - days * 86_400_000),
      calls,
      limit: mostProposals,
    });
    const items = proposals.map((proposal) => ({
      ...proposal,
      reason:
        proposal.prankCalls >= proposal.silentCalls
          ? ('repeated_prank' as const)
          : ('repeated_silent' as const),
    }));
    return { items, calls, days };
  }

  private async expire(deadline: DueDeadline): Promise<void> {
    await this.commands.run(systemCaller(deadline.centerId), async (tx) => {
      if (await this.deadlines.finish(tx, deadline)) await this.endWithin(tx, deadline.subjectId, 'expired');
      return accept(null);
    });
  }

  private async endWithin(tx: Transaction, id: string, end: LoweringEnd): Promise<LoweringView | undefined> {
    const lowering = await this.lowerings.end(tx.manager, tx.centerId, id, tx.now, tx.caller.actor);
    if (!lowering) return undefined;
    tx.record({
      type: 'number.lowering_ended',
      subjectId: id,
      subjectVersion: lowering.version,
      payload: { end },
    });
    await this.moveWaiting(tx, lowering.number);
    return lowering;
  }

  private async moveWaiting(tx: Transaction, number: string): Promise<void> {
    for (const contact of await this.contacts.moveWaiting(tx.manager, tx.centerId, number)) {
      tellWaitingChanged(tx, contact);
    }
  }
}

const wrongUntil = (rule: string, limit?: string): Refusal => ({
  code: 'validation_failed',
  fields: [{ field: 'until', rule, ...(limit === undefined ? {} : { parameters: { 0: limit } }) }],
});
