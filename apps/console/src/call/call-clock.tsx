import type { ReactNode } from 'react';
import { useDesk } from '../board/desk.js';
import { runningClock } from '../language/formats.js';
import { useLanguage } from '../language/language.js';
import { secondHand } from '../live/server-clock.js';
import { useStore } from '../live/store.js';
import type { CallDraft } from './call-draft.js';

/** How long the caller has been waiting for help: since the ring, or since the call was begun by hand. */
export function CallClock({ draft: { contactId, beganAt } }: { draft: CallDraft }): ReactNode {
  const desk = useDesk();
  const { text, clockTime } = useLanguage();
  const ringingAt = useStore(desk.live.board, (board) =>
    contactId === null ? undefined : board?.contacts.get(contactId)?.ringingAt,
  );
  const now = useStore(secondHand);
  const began = ringingAt ?? beganAt;
  if (!began) return null;
  return (
    <span className="call-clock" title={text('call.clock', { time: clockTime(began) })}>
      <span className="visually-hidden">{text('call.clock', { time: clockTime(began) })} </span>
      <strong>{runningClock(Math.max(0, now - Date.parse(began)) / 1_000)}</strong>
    </span>
  );
}
