import { useEffect, useRef, useState, type ReactNode } from 'react';
import type { IncidentType } from '#lib/contract';
import type { TriageView } from '../api/generated/types.gen.js';
import { useDesk } from '../board/desk.js';
import { useLanguage } from '../language/language.js';
import { useStore } from '../live/store.js';
import { Refusal } from '../look/refusal.js';
import { Advice } from './advice.js';
import { AnswerRows } from './answer-rows.js';
import { askedQuestions, entryCard, questionNow, type AskedQuestion } from './asked.js';
import { CardChoice } from './card-choice.js';
import { Found } from './found.js';
import { useGuidance } from './guidance.js';
import { Known } from './known.js';
import { OverrideDialog } from './override-dialog.js';
import { useFocusOfTurn, useFocusWhenThere } from './panel-focus.js';
import { PanelHeader } from './panel-header.js';
import { pressInPanel } from './panel-keys.js';
import { Question } from './question.js';
import { goesOn } from './step.js';
import { TurnToQuestions } from './turn-to-questions.js';
import { useTriage, type TriageSubject } from './triage-run.js';
import { turnOf, type TurnedTo } from './turn.js';
import './triage.css';

/** The protocol beside the call: one thing to say or to ask at a time, then what was found and given so far. */
export default function ProtocolPanel({
  subject,
  type,
  onChange,
  onKnown,
  continued = false,
  onFold,
  children,
}: {
  subject: TriageSubject;
  /** What the call is about so far: offers the card for it. */
  type: IncidentType;
  onChange: (view: TriageView) => void;
  /** Leads to where a fact that stands elsewhere on the screen is written; null where it cannot be changed. */
  onKnown: ((key: string) => void) | null;
  /** Whether it goes on from somewhere else on the screen: guidance that is being given keeps the keys. */
  continued?: boolean;
  /** Given where it stands above other things: it can be put away, and what is said comes before what was found. */
  onFold?: () => void;
  /** What is to be done at once when a life is in danger. */
  children?: ReactNode;
}): ReactNode {
  const desk = useDesk();
  const { text, locale } = useLanguage();
  const acts = useTriage(desk, subject, onChange);
  const { view, protocol, obstacle, pending } = acts;
  const connected = useStore(desk.live.connection, ({ kind }) => kind === 'live');
  const [wanted, setWanted] = useState<string | null>(null);
  const [choosing, setChoosing] = useState(false);
  const [overriding, setOverriding] = useState(false);
  const [turned, setTurned] = useState<{ to: TurnedTo; recognisedAt: string | null }>();
  const panel = useRef<HTMLElement>(null);
  const recognisedAt = view?.marks.arrestRecognisedAt ?? null;
  const turnTo = (to: TurnedTo): void => setTurned({ to, recognisedAt });
  const guidance = useGuidance(acts, () => turnTo('guidance'));

  const isKnown = ({ card, question }: AskedQuestion): boolean =>
    card === entryCard && question.key in subject.known;
  const all = protocol ? askedQuestions(protocol, view, pending) : [];
  const known = all.filter(isKnown);
  const asked = all.filter((one) => !isKnown(one));
  const now = choosing ? undefined : questionNow(asked, wanted);
  const finished = view?.state === 'finished';
  const noCard = view !== null && view.card.number === entryCard && now === undefined;
  const asks = finished ? null : now ? 'question' : noCard || choosing ? 'card' : null;
  const turn = turnOf({
    asks,
    guides: guidance.urgent && (guidance.present !== null || guidance.offers.length > 0),
    // An arrest that was recognised since then comes before what somebody turned to.
    turnedTo: turned?.recognisedAt === recognisedAt ? turned.to : 'guidance',
  });
  useFocusOfTurn(panel, `${turn} ${now?.name} ${guidance.place}`);
  useFocusWhenThere(panel, desk, protocol !== null, continued && guidance.urgent);
  useEffect(() => {
    desk.protocolOpen.set(true);
    return () => desk.protocolOpen.set(false);
  }, [desk]);
  const entry = protocol?.cards.find(({ number }) => number === entryCard);
  if (!protocol || !entry) return <p className="empty">{text('triage.loading')}</p>;

  const given = asked.filter((one) => one.given !== undefined);
  const before = now ? asked.slice(0, asked.indexOf(now)).filter((one) => given.includes(one)) : given;
  const openFact = known.find(({ question }) => !subject.known[question.key]?.trim());
  const open = (name: string): void => {
    setChoosing(false);
    setWanted(name);
    turnTo('questions');
  };
  const goBack = (): void => {
    const last = before.at(-1);
    if (choosing) setChoosing(false);
    else if (last) open(last.name);
  };
  const canGoBack = !finished && (choosing || before.length > 0) && !(turn === 'guidance' && guidance.back);
  // Letters are written while a card is looked for or words are the answer.
  const keyed = turn !== 'card' && !(turn === 'question' && now?.question.kind === 'text');
  const advice = view && (
    <Advice
      view={view}
      guidance={guidance}
      hasTurn={turn === 'guidance'}
      keyed={keyed}
      onResume={() => turnTo('guidance')}
    />
  );
  const found = (
    <Found view={view} cards={protocol.cards} type={type} onOverride={() => setOverriding(true)} />
  );

  return (
    <section
      className="protocol"
      aria-label={text('triage.title')}
      ref={panel}
      tabIndex={-1}
      onKeyDown={pressInPanel}
    >
      <PanelHeader
        signed={(!view || view.card.approved !== null) && entry.approved !== null}
        onBack={canGoBack ? goBack : null}
        onFold={onFold}
      />
      {!onFold && found}
      {view?.priority === 'P1' && children}
      <div className="triage-now">
        {!connected && (
          <p className="triage-offline" role="status">
            {text('triage.offlineNow')}
          </p>
        )}
        <Refusal obstacle={obstacle} />
        {openFact && !finished && onKnown && <p className="triage-fact">{openFact.question.ask[locale]}</p>}
        {guidance.urgent && advice}
        {turn === 'question' && now && (
          <Question
            key={now.name}
            question={now.question}
            given={now.given}
            onAnswer={(value) => {
              setWanted(null);
              acts.answer(now.card, now.question.key, value);
            }}
          />
        )}
        {turn === 'card' && (
          <CardChoice
            cards={protocol.cards}
            view={view}
            words={subject.known['whatHappened'] ?? ''}
            type={type}
            onChoose={(card) => {
              setChoosing(false);
              setWanted(null);
              acts.choose(card);
            }}
          />
        )}
        {turn === 'guidance' && asks && (
          <TurnToQuestions
            question={now?.question}
            next={guidance.present !== null && !goesOn(guidance)}
            onTurn={() => turnTo('questions')}
          />
        )}
        {!guidance.urgent && advice}
      </div>
      <div className="triage-scroll">
        {known.length > 0 && <Known known={known} facts={subject.known} onKnown={onKnown} />}
        {onFold && found}
        {view && view.dangers.length > 0 && (
          <section className="triage-dangers">
            <h4 className="section-title">{text('triage.dangers')}</h4>
            <ul>
              {view.dangers.map((danger) => (
                <li key={danger.id}>{danger[locale]}</li>
              ))}
            </ul>
          </section>
        )}
        <AnswerRows
          title={text('triage.given')}
          rows={given.filter((one) => one !== now)}
          onOpen={finished ? null : open}
        />
        <AnswerRows
          title={text('triage.waiting')}
          rows={finished ? [] : asked.filter((one) => one.given === undefined && one !== now)}
          onOpen={open}
        />
        {view && (
          <div className="triage-card">
            {!finished && !noCard && !choosing && (
              <button
                type="button"
                className="button small"
                onClick={() => {
                  setChoosing(true);
                  turnTo('questions');
                }}
              >
                {view.card.number === entryCard
                  ? text('triage.chooseCard')
                  : text('triage.otherCard', { card: `${view.card.number} ${view.card.title[locale]}` })}
              </button>
            )}
            {!finished && (
              <button type="button" className="button small" onClick={acts.finish}>
                {text('triage.finish')}
              </button>
            )}
            <details>
              <summary>{text('triage.report')}</summary>
              <p>{view.report[locale]}</p>
            </details>
          </div>
        )}
      </div>
      {overriding && view && (
        <div onKeyDown={(event) => event.stopPropagation()}>
          <OverrideDialog present={view.priority} save={acts.override} onDone={() => setOverriding(false)} />
        </div>
      )}
    </section>
  );
}
