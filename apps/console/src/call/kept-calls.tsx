import { useEffect, type ReactNode } from 'react';
import { useDesk } from '../board/desk.js';
import { lackText, namesOf } from '../incident/planned-teams.js';
import { useLanguage } from '../language/language.js';
import { secondHand } from '../live/server-clock.js';
import { useStore } from '../live/store.js';
import { obstacleTitle } from '../look/refusal.js';
import type { KeptCall } from './outbox.js';

/** Calls that are on this machine and not yet on the server: they send themselves, and say so here until they have. */
export function KeptCalls(): ReactNode {
  const desk = useDesk();
  const { text } = useLanguage();
  const now = useStore(secondHand);
  // One that is being sent this very moment is not news.
  const calls = useStore(desk.outbox.calls).filter(
    ({ tried, refusal, takenAt }) => !tried || refusal !== null || now - Date.parse(takenAt) > 2_000,
  );
  useSendWhenConnected();
  useLateDelivery();
  if (calls.length === 0) return null;
  return (
    <div className="queue kept-calls" role="status">
      <h2 className="section-title">
        {text('kept.title')}
        <small>{calls.length}</small>
      </h2>
      <ul className="contacts">
        {calls.map((call) => (
          <KeptCallCard key={call.draft.key} call={call} />
        ))}
      </ul>
    </div>
  );
}

function KeptCallCard({ call }: { call: KeptCall }): ReactNode {
  const desk = useDesk();
  const language = useLanguage();
  const { text, clockTime } = language;
  const { draft, takenAt, sendBest, refusal, incident } = call;
  return (
    <li className="contact" data-refused={refusal !== null || undefined}>
      <div>
        <strong>{draft.complaint}</strong>
        <small>
          {text(refusal ? 'kept.takenOnly' : sendBest ? 'kept.takenToSend' : 'kept.taken', {
            time: clockTime(takenAt),
          })}
          {incident && ` · ${incident.number}`}
        </small>
        {refusal && <small className="kept-refusal">{obstacleTitle(language, refusal)}</small>}
      </div>
      {refusal && (
        <button
          type="button"
          className="button primary"
          disabled={desk.draft.get() !== null}
          onClick={() => {
            desk.outbox.drop(draft.key);
            desk.beginCall({ ...draft, takenAt, key: crypto.randomUUID() });
          }}
        >
          {text('kept.correct')}
        </button>
      )}
    </li>
  );
}

function useSendWhenConnected(): void {
  const { live, outbox } = useDesk();
  const connected = useStore(live.connection, ({ kind }) => kind === 'live');
  useEffect(() => {
    if (connected) void outbox.sendAll();
  }, [connected, outbox]);
  useEffect(() => {
    outbox.start();
    return () => outbox.stop();
  }, [outbox]);
}

/** Says that a call kept here has arrived. */
function useLateDelivery(): void {
  const desk = useDesk();
  const language = useLanguage();
  const { text } = language;
  const delivered = useStore(desk.deliveredLate);
  useEffect(() => {
    if (!delivered) return;
    const { number, sent, lacking } = delivered;
    const team = namesOf(sent, language);
    const arrived =
      team === '' ? text('kept.arrived', { number }) : text('kept.arrivedSent', { number, team });
    desk.tell([arrived, lackText(lacking, language)].filter(Boolean).join(' '));
    desk.deliveredLate.set(null);
  }, [delivered, desk, text, language]);
}
