import type { BoardContact } from './realtime.js';

type Waiting = Pick<BoardContact, 'id' | 'ringingAt' | 'calledAboutLiveIncident' | 'lowered'>;

const rank = ({ calledAboutLiveIncident, lowered }: Waiting): number =>
  calledAboutLiveIncident ? 0 : lowered ? 2 : 1;

/**
 * Who is answered next, on every screen alike: numbers that called about an incident still open, then everybody by
 * their ring, then numbers that a supervisor put behind others. A lowered number about a live incident still goes
 * first: no prank is worth a patient.
 */
export function inWaitingOrder(a: Waiting, b: Waiting): number {
  return (
    rank(a) - rank(b) ||
    Date.parse(a.ringingAt) - Date.parse(b.ringingAt) ||
    (a.id < b.id ? -1 : a.id > b.id ? 1 : 0)
  );
}
