import { Injectable } from '@nestjs/common';
import { accept, refuse, type Result } from '#lib/kernel';
import { Users } from '#lib/identity';
import { callerMay, Commands, type Caller, type Refusal, type Transaction } from '#lib/platform';
import { ContactRepository } from './contact.repository.js';
import type { Contact } from './contact.js';
import { contactView, type ContactView } from './contact.view.js';

/** Who calls back whom: a call back that belongs to everybody is made by nobody. */
@Injectable()
export class CallBackOwners {
  constructor(
    private readonly commands: Commands,
    private readonly contacts: ContactRepository,
    private readonly users: Users,
  ) {}

  /** The caller of this takes the call back on. 409 when somebody else has; a supervisor hands it over instead. */
  take(caller: Caller, id: string): Promise<Result<ContactView, Refusal>> {
    return this.change(caller, id, (contact) => this.owner(contact, caller.userId ?? null));
  }

  /** Whoever took it on gives it back, or a supervisor does. */
  release(caller: Caller, id: string): Promise<Result<ContactView, Refusal>> {
    return this.change(caller, id, (contact) =>
      contact.callBackOwner === caller.userId || callerMay(caller, 'call_back.assign')
        ? accept(null)
        : refuse(owned(contact)),
    );
  }

  /** A supervisor hands it to somebody. */
  assign(caller: Caller, id: string, userId: string): Promise<Result<ContactView, Refusal>> {
    return this.change(caller, id, async (_, tx) =>
      (await this.users.isEnabled(tx.manager, tx.centerId, userId))
        ? accept(userId)
        : refuse({ code: 'not_found', fields: [{ field: 'userId', rule: 'notFound' }] }),
    );
  }

  /** The contact with this user as the owner of its call back, within a command of the caller's. */
  async takeWithin(tx: Transaction, contact: Contact): Promise<Result<Contact, Refusal>> {
    const owner = this.owner(contact, tx.caller.userId ?? null);
    return owner.accepted ? accept(await this.set(tx, contact, owner.value)) : owner;
  }

  private owner(contact: Contact, userId: string | null): Result<string | null, Refusal> {
    if (userId === null) return refuse({ code: 'forbidden' });
    const { callBackOwner } = contact;
    return callBackOwner === null || callBackOwner === userId ? accept(userId) : refuse(owned(contact));
  }

  private change(
    caller: Caller,
    id: string,
    ownerOf: (
      contact: Contact,
      tx: Transaction,
    ) => Result<string | null, Refusal> | Promise<Result<string | null, Refusal>>,
  ): Promise<Result<ContactView, Refusal>> {
    return this.commands.run(caller, async (tx) => {
      const contact = await this.contacts.lock(tx.manager, tx.centerId, id);
      if (!contact) return refuse({ code: 'not_found' });
      if (!contact.callBackBy) return refuse({ code: 'contact_not_waiting', current: contactView(contact) });
      const owner = await ownerOf(contact, tx);
      return owner.accepted ? accept(contactView(await this.set(tx, contact, owner.value))) : owner;
    });
  }

  private async set(tx: Transaction, contact: Contact, ownerId: string | null): Promise<Contact> {
    if (contact.callBackOwner === ownerId) return contact;
    const owned = await this.contacts.update(tx.manager, { ...contact, callBackOwner: ownerId });
    tx.record({
      type: 'contact.call_back_owner_set',
      subjectId: owned.id,
      subjectVersion: owned.version,
      payload: { ownerId },
    });
    return owned;
  }
}

const owned = (contact: Contact): Refusal => ({ code: 'call_back_owned', current: contactView(contact) });
