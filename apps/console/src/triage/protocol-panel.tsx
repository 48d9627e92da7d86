import { useEffect, useRef, type ReactNode } from 'react';
import type { IncidentType } from '#lib/contract';
import type { CardView, TriageView } from '../api/generated/types.gen.js';
import { useDesk } from '../board/desk.js';
import { useLanguage } from '../language/language.js';
import { PriorityMark } from '../look/marks.js';
import { Refusal } from '../look/refusal.js';
import { Advice } from './advice.js';
import { Question } from './question.js';
import { useTriage, type TriageSubject } from './triage-run.js';
import './triage.css';

/** The first questions in the order in which a life depends on them. */
const firstQuestions = ['awake', 'breathingNormally', 'age'];

/** The protocol beside the call: first questions, card, advice, and what was found so far. It never stops a call. */
export default function ProtocolPanel({
  subject,
  type,
  onChange,
}: {
  subject: TriageSubject;
  /** What the call is about by the form: offers the card for it. */
  type: IncidentType;
  onChange: (view: TriageView) => void;
}): ReactNode {
  const desk = useDesk();
  const { text, locale } = useLanguage();
  const acts = useTriage(desk.api, subject, onChange);
  const { view, protocol, obstacle } = acts;
  const panel = useRef<HTMLElement>(null);
  const goOn = useRef(false);
  useEffect(() => {
    if (!goOn.current || !view) return;
    goOn.current = false;
    nextField(panel.current)?.focus();
  }, [view]);
  const entry = protocol?.cards.find(({ number }) => number === '00');
  if (!protocol || !entry) return <p className="empty">{text('triage.loading')}</p>;

  const card = protocol.cards.find(({ number }) => number === view?.card.number && number !== '00');
  const approved = (view ? view.card.approved : entry.approved) !== null && entry.approved !== null;
  const given = (number: string, key: string): string | undefined =>
    view?.answers.find((answer) => answer.card === number && answer.question === key)?.value;
  const answer = (number: string, key: string, value: string): void => {
    goOn.current = panel.current?.contains(document.activeElement) ?? false;
    acts.answer(number, key, value);
  };
  const shown = card?.questions.filter(
    ({ key }) =>
      view?.next.some((next) => next.card === card.number && next.key === key) ||
      view?.answers.some((done) => done.card === card.number && done.question === key && done.applies),
  );
  return (
    <section className="protocol" aria-label={text('triage.title')} ref={panel}>
      <header>
        <h3 className="section-title">
          {text('triage.title')} <kbd>{'F3'}</kbd>
        </h3>
        {!approved && <span className="triage-unsigned">{text('triage.unsigned')}</span>}
      </header>
      <div className="triage-result" role="status">
        <PriorityMark priority={view?.priority ?? null} size={22} />
        <strong>{view?.danger?.label?.[locale] ?? text('triage.noResult')}</strong>
        {view?.determinant && <code>{view.determinant}</code>}
      </div>
      <div className="triage-scroll">
        <Refusal obstacle={obstacle} />
        {firstQuestions.map((key) => {
          const question = entry.questions.find((candidate) => candidate.key === key);
          return (
            question && (
              <Question
                key={key}
                question={question}
                given={given('00', key)}
                onAnswer={(value) => answer('00', key, value)}
              />
            )
          );
        })}
        <Advice acts={acts} />
        <CardChoice
          cards={protocol.cards}
          present={card?.number ?? ''}
          offered={protocol.cards.find((candidate) => candidate.type === type && !candidate.byJumpOnly)}
          onChoose={acts.choose}
        />
        {card &&
          shown?.map((question) => (
            <Question
              key={`${card.number}-${question.key}`}
              question={question}
              given={given(card.number, question.key)}
              onAnswer={(value) => answer(card.number, question.key, value)}
            />
          ))}
        {view && view.dangers.length > 0 && (
          <ul className="triage-dangers" aria-label={text('triage.dangers')}>
            {view.dangers.map((danger) => (
              <li key={danger.id}>{danger[locale]}</li>
            ))}
          </ul>
        )}
      </div>
    </section>
  );
}

/** The first field of the protocol that still waits for an answer. */
const nextField = (panel: HTMLElement | null): HTMLElement | null | undefined =>
  panel?.querySelector<HTMLElement>('[data-open] input, [data-open] button');

function CardChoice({
  cards,
  present,
  offered,
  onChoose,
}: {
  cards: readonly CardView[];
  present: string;
  offered: CardView | undefined;
  onChoose: (card: string) => void;
}): ReactNode {
  const { text, locale } = useLanguage();
  const offer = offered && offered.number !== '00' && offered.type !== 'unknown_problem' && present === '';
  return (
    <div className="triage-card">
      <label className="field">
        <span>{text('triage.card')}</span>
        <select value={present} onChange={({ target }) => target.value !== '' && onChoose(target.value)}>
          <option value="">{text('triage.noCard')}</option>
          {cards
            .filter(({ number, byJumpOnly }) => number !== '00' && (!byJumpOnly || number === present))
            .map(({ number, title }) => (
              <option key={number} value={number}>
                {number} {title[locale]}
              </option>
            ))}
        </select>
      </label>
      {offer && (
        <button type="button" className="button small" onClick={() => onChoose(offered.number)}>
          {text('triage.takeCard', { card: offered.title[locale] })}
        </button>
      )}
    </div>
  );
}
