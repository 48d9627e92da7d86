import type { ReactNode } from 'react';
import { CallAside } from '../call/call-aside.js';
import { KeptCalls } from '../call/kept-calls.js';
import { NewCallForm } from '../call/new-call-form.js';
import { useLanguage } from '../language/language.js';
import { useStore } from '../live/store.js';
import { NewCallButton } from '../queues/new-call-button.js';
import { useDesk } from './desk.js';

/** The console that opened without a server: what happens is not known here, but a call can be taken and is kept. */
export function BoardUnknown({ since }: { since: number }): ReactNode {
  const desk = useDesk();
  const { text, clockTime, day } = useLanguage();
  const draft = useStore(desk.draft);
  const mayWrite = desk.may('incident.write');
  return (
    <main className="board-main" data-call={draft !== null || undefined} data-unknown>
      <section className="queue-pane" aria-label={text('queue.label')}>
        {mayWrite && <NewCallButton />}
        <div className="queue-scroll">{mayWrite && <KeptCalls />}</div>
      </section>
      <section className="board-waiting">
        <h2>{text('connection.unknownTitle', { time: `${day(since)}, ${clockTime(since)}` })}</h2>
        <p>{text('connection.unknownText')}</p>
        {mayWrite && <p>{text('connection.unknownCalls')}</p>}
      </section>
      {draft && <CallAside draft={draft} />}
      {draft && <NewCallForm draft={draft} />}
    </main>
  );
}
