import { useState, type ReactNode } from 'react';
import type { BoardContact } from '#lib/contract';
import type { Obstacle } from '../api/outcome.js';
import { NumberHistoryDialog } from '../calls/number-history.js';
import { shortNumber } from '../command/suggestions.js';
import { useDesk, type Desk } from '../board/desk.js';
import { waitsForOther } from '../call/call-draft.js';
import { runningClock } from '../language/formats.js';
import { useLanguage } from '../language/language.js';
import { callerNumberText, telephoneText } from '../language/telephone.js';
import type { Board } from '../live/board.js';
import { secondHand } from '../live/server-clock.js';
import { useStore } from '../live/store.js';
import { Refusal } from '../look/refusal.js';
import { CallBack } from './call-back.js';
import { ContactMarks } from './contact-marks.js';
import { EndDialog } from './end-dialog.js';
import { ringingContacts } from './ringing-contacts.js';

const oldestFirst = (a: BoardContact, b: BoardContact): number => a.ringingAt.localeCompare(b.ringingAt);

/** Answered here or by the exchange and not yet an incident, to be called back, or ended without an outcome. */
const openContacts = (board: Board, userId: string): BoardContact[] =>
  [...board.contacts.values()]
    .filter(
      ({ state, answeredBy, incidentId, callBackBy, outcomeMissing }) =>
        (state === 'answered' && (answeredBy ?? userId) === userId && incidentId === null) ||
        (state === 'ended' && (callBackBy !== null || outcomeMissing)),
    )
    .sort(oldestFirst);

/** Answers a contact and opens the form with what is known of it. */
export async function answer(desk: Desk, contact: BoardContact): Promise<Obstacle | null> {
  const answered = await desk.api.answerContact(contact.id);
  if (!answered.ok) return answered.obstacle;
  takeDown(desk, contact);
  return null;
}

const takeDown = (desk: Desk, contact: BoardContact): void =>
  desk.beginCall({ contactId: contact.id, phone: telephoneText(contact.callerNumber ?? '') });

/** Calls that ring, that this user has answered, and that wait for a call back. */
export function ContactList({ board }: { board: Board }): ReactNode {
  const desk = useDesk();
  const { text } = useLanguage();
  const ringing = ringingContacts(board);
  const open = openContacts(board, desk.account.user.id);
  const callBacks = open.filter(({ callBackBy }) => callBackBy !== null).length;
  return (
    <div className="queue">
      <h2 className="section-title">
        {text('contacts.title')}
        <small>{text('contacts.summary', { ringing: ringing.length, callBacks })}</small>
      </h2>
      {ringing.length + open.length === 0 ? (
        <p className="empty">{text('contacts.empty')}</p>
      ) : (
        <ul className="contacts">
          {[...ringing, ...open].map((contact, index) => (
            <ContactCard key={contact.id} contact={contact} first={index === 0} />
          ))}
        </ul>
      )}
    </div>
  );
}

function ContactCard({ contact, first }: { contact: BoardContact; first: boolean }): ReactNode {
  const desk = useDesk();
  const language = useLanguage();
  const { text } = language;
  const [obstacle, setObstacle] = useState<Obstacle | null>(null);
  const [ending, setEnding] = useState(false);
  const [asking, setAsking] = useState(false);
  const mayWrite = desk.may('contact.write');
  const waits = useStore(desk.draft, (draft) => waitsForOther(draft, contact.id));
  return (
    <li className="contact" data-state={contact.state}>
      <div>
        <strong>{callerNumberText(contact.callerNumber, language)}</strong>
        <small>
          {text(`channel.${contact.channel}`)} {'·'} <ContactSince contact={contact} />
        </small>
      </div>
      {mayWrite && contact.state === 'ringing' && (
        <button
          type="button"
          className="button primary"
          onClick={() => void answer(desk, contact).then(setObstacle)}
        >
          {text('contacts.answer')} {first && <kbd>{'F1'}</kbd>}
        </button>
      )}
      {mayWrite && contact.state === 'answered' && (
        <span className="contact-buttons">
          <button type="button" className="button" onClick={() => setEnding(true)}>
            {text('contacts.end')}
          </button>
          <LinkButton contact={contact} onObstacle={setObstacle} />
          {!waits && (
            <button type="button" className="button primary" onClick={() => takeDown(desk, contact)}>
              {text('contacts.open')}
            </button>
          )}
        </span>
      )}
      {mayWrite && contact.state === 'answered' && (
        <p className="contact-waits" role="status">
          {waits && text('contacts.waitsForOther')}
        </p>
      )}
      {mayWrite && contact.outcomeMissing && (
        <button type="button" className="button" onClick={() => setEnding(true)}>
          {text('contacts.sayOutcome')}
        </button>
      )}
      {mayWrite && contact.state === 'ended' && contact.callBackBy !== null && (
        <button
          type="button"
          className="button"
          onClick={() =>
            void desk.api.calledBack(contact.id).then((done) => setObstacle(done.ok ? null : done.obstacle))
          }
        >
          {text('contacts.calledBack')}
        </button>
      )}
      {contact.state === 'ended' && contact.callBackBy !== null && (
        <CallBack contact={contact} onObstacle={setObstacle} />
      )}
      <div className="contact-foot">
        <ContactMarks contact={contact} />
        {contact.callerNumber !== null && (
          <button type="button" className="link history-link" onClick={() => setAsking(true)}>
            {text('numbers.history')}
          </button>
        )}
      </div>
      <Refusal obstacle={obstacle} />
      {asking && <NumberHistoryDialog subject={{ contactId: contact.id }} onDone={() => setAsking(false)} />}
      {ending && <EndDialog contact={contact} onDone={() => setEnding(false)} />}
    </li>
  );
}

/** One more call about the selected incident: it becomes part of it. */
function LinkButton({
  contact,
  onObstacle,
}: {
  contact: BoardContact;
  onObstacle: (obstacle: Obstacle | null) => void;
}): ReactNode {
  const desk = useDesk();
  const { text } = useLanguage();
  const selectedId = useStore(desk.selectedId);
  const incident = useStore(desk.live.board, (board) => board?.incidents.get(selectedId ?? ''));
  if (!incident || incident.state === 'closed') return null;
  const link = async (): Promise<void> => {
    const linked = await desk.api.linkContact(contact.id, { incidentId: incident.id });
    onObstacle(linked.ok ? null : linked.obstacle);
    if (linked.ok && desk.draft.get()?.contactId === contact.id) desk.draft.set(null);
  };
  return (
    <button type="button" className="button" onClick={() => void link()}>
      {text('contacts.link', { number: shortNumber(incident) })}
    </button>
  );
}

function ContactSince({ contact }: { contact: BoardContact }): ReactNode {
  const { text, clockTime } = useLanguage();
  const now = useStore(secondHand);
  if (contact.callBackBy !== null) {
    return <span>{text('contacts.callBack', { time: clockTime(contact.callBackBy) })}</span>;
  }
  if (contact.outcomeMissing) return <span>{text('contacts.outcomeMissing')}</span>;
  const since = contact.state === 'ringing' ? contact.ringingAt : (contact.answeredAt ?? contact.ringingAt);
  const duration = runningClock((now - Date.parse(since)) / 1_000);
  return (
    <span>{text(contact.state === 'ringing' ? 'contacts.ringing' : 'contacts.answered', { duration })}</span>
  );
}
