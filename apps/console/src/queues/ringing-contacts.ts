import { inWaitingOrder, type BoardContact } from '#lib/contract';
import type { Board } from '../live/board.js';

/** Who rings, in the order in which they are answered. */
export const ringingContacts = (board: Board): BoardContact[] =>
  [...board.contacts.values()].filter(({ state }) => state === 'ringing').sort(inWaitingOrder);
