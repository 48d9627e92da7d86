import type { CenterSettings } from '../api/api.js';
import type { Language } from '../language/language.js';
import { isUnacknowledged, refusedOf } from '../live/acceptance.js';
import type { Board } from '../live/board.js';
import { ringingContacts } from '../queues/ringing-contacts.js';

/** The caller's words follow an incident by a moment; one that has none is named by its type. */
const wordsWithinMilliseconds = 1_000;

interface Alarm {
  readonly id: string;
  readonly sentence: string;
}

/** What is loud at `now`, server milliseconds: each with the id under which it is said once. */
export function alarmsOf(
  board: Board,
  settings: Pick<CenterSettings, 'targets'> | null,
  now: number,
  { text }: Pick<Language, 'text'>,
): readonly Alarm[] {
  const alarms: Alarm[] = [];
  for (const incident of board.incidents.values()) {
    const { id, state, priority, complaint, type, openedAt, assignments } = incident;
    if (state === 'closed') continue;
    const isTold = complaint !== null || now - Date.parse(openedAt) > wordsWithinMilliseconds;
    if (priority === 'P1' && state === 'queued' && isTold) {
      const what = complaint ?? text(`type.${type}`);
      alarms.push({ id, sentence: text('announce.lifeThreatening', { what }) });
    }
    const isOpen = refusedOf(incident) !== null;
    for (const assignment of assignments) {
      if (!isUnacknowledged(assignment, now)) continue;
      // What was made good while nobody here was connected needs nobody any more.
      if (assignment.state === 'expired' && !isOpen) continue;
      const team = board.teams.get(assignment.teamId)?.callSign ?? '';
      alarms.push({ id: assignment.id, sentence: text('announce.unacknowledged', { team }) });
    }
  }
  const answerWithin = (settings?.targets.answer.seconds ?? Infinity) * 1_000;
  for (const contact of ringingContacts(board)) {
    if (now - Date.parse(contact.ringingAt) > answerWithin) {
      alarms.push({ id: contact.id, sentence: text('announce.ringing') });
    }
  }
  return alarms;
}
