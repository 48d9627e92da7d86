import { useEffect, useRef, useState, type ReactNode } from 'react';
import { useLanguage, type Language } from '../language/language.js';
import { isUnacknowledged, refusedOf } from '../live/acceptance.js';
import type { Board } from '../live/board.js';
import { secondHand } from '../live/server-clock.js';
import { useStore } from '../live/store.js';
import { ringingContacts } from '../queues/contact-list.js';
import type { CenterSettings } from '../api/api.js';
import { chime } from './chime.js';
import { useDesk } from './desk.js';

/** The caller's words follow an incident by a moment; one that has none is named by its type. */
const wordsWithinMilliseconds = 1_000;

interface Alarm {
  readonly id: string;
  readonly sentence: string;
}

/**
 * The three things that may be loud: a new life-threatening incident, an assignment nobody acknowledges, a contact
 * that rings too long. Each is said once, aloud and to screen readers; what stood there when the board came is not new.
 */
export function Alarms({ board }: { board: Board }): ReactNode {
  const desk = useDesk();
  const language = useLanguage();
  const settings = useStore(desk.settings);
  const now = useStore(secondHand);
  const known = useRef<Set<string> | null>(null);
  const [{ said, turn }, setSaid] = useState({ said: '', turn: 0 });
  useEffect(() => {
    const alarms = alarmsOf(board, settings, now, language);
    if (known.current === null) {
      known.current = new Set(alarms.map(({ id }) => id));
      return;
    }
    const fresh = alarms.filter(({ id }) => !known.current?.has(id));
    if (fresh.length === 0) return;
    for (const { id } of fresh) known.current.add(id);
    const sentences = fresh.map(({ sentence }) => sentence).join('. ');
    setSaid((before) => ({ said: sentences, turn: before.turn + 1 }));
    void chime();
  }, [board, settings, now, language]);
  return (
    <p className="visually-hidden" role="alert">
      {/* The same words said again are a new alarm: without a new element nobody would hear them. */}
      <span key={turn}>{said}</span>
    </p>
  );
}

function alarmsOf(
  board: Board,
  settings: CenterSettings | null,
  now: number,
  { text }: Language,
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
