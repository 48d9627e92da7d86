import { useState, type ReactNode } from 'react';
import type { EarlierIncident, NumberHistory } from '../api/generated/types.gen.js';
import { useDesk } from '../board/desk.js';
import { goTo } from '../board/route.js';
import { useFollowed } from '../incident/use-incident.js';
import { useLanguage } from '../language/language.js';
import { telephoneText } from '../language/telephone.js';
import { Dialog } from '../look/dialog.js';
import { ListState } from '../look/list-state.js';
import { PriorityMark } from '../look/marks.js';
import { LowerDialog } from './lower-dialog.js';

/** A contact from the number, so that the number need not be sent, or the number itself. */
export type NumberSubject = { readonly contactId: string } | { readonly number: string };

/** What a number called about before. That it was asked for is recorded, and said. */
export function NumberHistoryDialog({
  subject,
  onDone,
}: {
  subject: NumberSubject;
  onDone: () => void;
}): ReactNode {
  const desk = useDesk();
  const { text } = useLanguage();
  const { value, obstacle } = useFollowed(
    () => desk.supervision.history(subject),
    JSON.stringify(subject),
    0,
  );
  return (
    <Dialog
      title={text('history.title', {
        number: telephoneText(value?.number ?? ('number' in subject ? subject.number : '')),
      })}
      wide
      onDismiss={onDone}
    >
      <p className="quiet">{text('history.recorded')}</p>
      <ListState items={value && [value]} obstacle={obstacle} empty="" />
      {value && <History history={value} onDone={onDone} />}
      <div className="dialog-buttons">
        <button type="button" className="button" data-focus-first onClick={onDone}>
          {text('history.close')}
        </button>
      </div>
    </Dialog>
  );
}

function History({ history, onDone }: { history: NumberHistory; onDone: () => void }): ReactNode {
  const desk = useDesk();
  const { text, date } = useLanguage();
  const [lowering, setLowering] = useState(false);
  const { number, outcomes, contacts, incidents, lowering: lowered } = history;
  const [latest] = contacts;
  if (contacts.length === 0 && incidents.length === 0) {
    return <p className="empty">{text('history.never')}</p>;
  }
  return (
    <div className="number-history">
      {lowered && (
        <p className="warning">
          {text('history.lowered', {
            reason: text(`lowering.${lowered.reason}`),
            until: date(lowered.until),
          })}
        </p>
      )}
      <p className="outcome-counts">
        {outcomes.map(({ outcome, contacts: count }) => (
          <span key={outcome ?? 'none'}>
            <strong>{count}</strong>{' '}
            {outcome === null ? text('history.noOutcome') : outcomeText(outcome, text)}
          </span>
        ))}
      </p>
      <h3 className="section-title">{text('history.incidents')}</h3>
      {incidents.length === 0 ? (
        <p className="empty">{text('history.noIncidents')}</p>
      ) : (
        <ul className="needs">
          {incidents.map((incident) => (
            <IncidentLine key={incident.id} incident={incident} onDone={onDone} />
          ))}
        </ul>
      )}
      <h3 className="section-title">{text('history.contacts')}</h3>
      <ul className="history-contacts">
        {contacts.map(({ id, ringingAt, channel, outcome, note }) => (
          <li key={id}>
            <time>{date(ringingAt)}</time>
            <span>
              {`${text(`channel.${channel}`)} · ${outcome === null ? text('history.noOutcome') : text(`outcome.${outcome}`)}`}
              {note !== null && <small className="quiet row-note">{note}</small>}
            </span>
          </li>
        ))}
      </ul>
      {desk.may('number.lower') && !lowered && number !== null && latest && (
        <p>
          <button type="button" className="button small" onClick={() => setLowering(true)}>
            {text('numbers.lower')}
          </button>
        </p>
      )}
      {lowering && latest && <LowerDialog contactId={latest.id} number={number ?? ''} onDone={onDone} />}
    </div>
  );
}

type Text = ReturnType<typeof useLanguage>['text'];
const outcomeText = (outcome: string, text: Text): string => text(`outcome.${outcome}` as 'outcome.prank');

function IncidentLine({ incident, onDone }: { incident: EarlierIncident; onDone: () => void }): ReactNode {
  const desk = useDesk();
  const { text, date } = useLanguage();
  const { id, number, type, priority, complaint, address, openedAt, state, disposition } = incident;
  const open = (): void => {
    onDone();
    desk.select(id);
    goTo('/');
  };
  return (
    <li>
      <span>
        <PriorityMark priority={priority} size={20} />
      </span>
      <span>
        <button type="button" className="link strong" onClick={open}>
          {complaint ?? text(`type.${type}`)}
        </button>
        <small>{[number, date(openedAt), address].filter(Boolean).join(' · ')}</small>
      </span>
      <span className="quiet">
        {disposition === null
          ? text(`state.${state}`)
          : text(`disposition.${disposition}` as 'disposition.cancelled')}
      </span>
    </li>
  );
}
