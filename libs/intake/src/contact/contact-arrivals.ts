import { Injectable } from '@nestjs/common';
import type { Transaction } from '#lib/platform';
import type { Contact } from './contact.js';

/** Acts when a contact has been written down, in the same transaction. */
export type ContactArrival = (tx: Transaction, contact: Contact) => Promise<void>;

/** Who else has something to do when somebody rings. */
@Injectable()
export class ContactArrivals {
  private readonly listeners: ContactArrival[] = [];

  onRang(listener: ContactArrival): void {
    this.listeners.push(listener);
  }

  async tell(tx: Transaction, contact: Contact): Promise<void> {
    for (const listener of this.listeners) await listener(tx, contact);
  }
}
