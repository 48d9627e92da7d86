import { Injectable } from '@nestjs/common';
import type { Contact } from './contact.js';

/** Told after commit that an operator took a call on the screen. Must not throw. */
export type AnsweredListener = (centerId: string, contact: Contact) => void;

/** Where telephony says what it does when a contact is taken on the screen; without one, nothing. */
@Injectable()
export class Telephones {
  private listener: AnsweredListener = () => undefined;

  onAnswered(listener: AnsweredListener): void {
    this.listener = listener;
  }

  answered(centerId: string, contact: Contact): void {
    this.listener(centerId, contact);
  }
}
