import { useEffect, useRef, useState, type ReactNode } from 'react';
import { useLanguage } from '../language/language.js';
import type { Board } from '../live/board.js';
import { secondHand } from '../live/server-clock.js';
import { useStore } from '../live/store.js';
import { alarmsOf } from './alarms-of-board.js';
import { chime } from './chime.js';
import { useDesk } from './desk.js';

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
