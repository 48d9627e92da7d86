import { Injectable, type OnModuleInit } from '@nestjs/common';
import { accept } from '#lib/kernel';
import type { CallBackSettlement } from '#lib/contract';
import { Commands, Deadlines, systemCaller, type DueDeadline, type Transaction } from '#lib/platform';
import { ContactRepository } from './contact.repository.js';
import type { Contact } from './contact.js';

const kind = 'contact.call_back_by';

/**
 * Abandoned calls that wait to be called back. They are about numbers, not calls: whoever rings five times and is
 * answered at the sixth waits no longer.
 */
@Injectable()
export class CallBacks implements OnModuleInit {
  constructor(
    private readonly commands: Commands,
    private readonly deadlines: Deadlines,
    private readonly contacts: ContactRepository,
  ) {}

  onModuleInit(): void {
    this.deadlines.on(kind, (deadline) => this.tellDue(deadline));
  }

  /** Starts the timer of a contact whose `callBackBy` was set. */
  async expect(tx: Transaction, { id, callBackBy }: Contact): Promise<void> {
    if (callBackBy) await tx.setDeadline(kind, id, callBackBy);
  }

  /** Lets the timer follow a contact whose `callBackBy` changed by itself, because more was told of it. */
  async follow(tx: Transaction, before: Contact, now: Contact): Promise<void> {
    if (now.callBackBy) {
      if (now.callBackBy.getTime() !== before.callBackBy?.getTime()) await this.expect(tx, now);
    } else if (before.callBackBy) {
      await tx.clearDeadlines(now.id, kind);
      tx.record({
        type: 'contact.call_back_settled',
        subjectId: now.id,
        subjectVersion: now.version,
        payload: { reason: 'was_answered' },
      });
    }
  }

  /** Somebody at this number was reached: nobody needs to call it back. */
  async settle(tx: Transaction, callerNumber: string | null, reason: CallBackSettlement): Promise<void> {
    if (callerNumber === null) return;
    for (const { id, version } of await this.contacts.settleCallBacks(
      tx.manager,
      tx.centerId,
      callerNumber,
    )) {
      await tx.clearDeadlines(id, kind);
      tx.record({
        type: 'contact.call_back_settled',
        subjectId: id,
        subjectVersion: version,
        payload: { reason },
      });
    }
  }

  /** Tells that a call back is late. The contact goes on waiting. */
  private async tellDue(deadline: DueDeadline): Promise<void> {
    await this.commands.run(systemCaller(deadline.centerId), async (tx) => {
      if (!(await this.deadlines.finish(tx, deadline))) return accept(null);
      const contact = await this.contacts.find(tx.manager, tx.centerId, deadline.subjectId);
      if (contact?.callBackBy) {
        tx.record({
          type: 'contact.call_back_due',
          subjectId: contact.id,
          subjectVersion: contact.version,
          payload: {},
        });
      }
      return accept(null);
    });
  }
}
