import { useEffect, useRef, useState, type ReactNode } from 'react';
import type { IncidentType } from '#lib/contract';
import type { TriageView } from '../api/generated/types.gen.js';
import { useDesk } from '../board/desk.js';
import { useLanguage } from '../language/language.js';
import { useStore } from '../live/store.js';
import { Refusal } from '../look/refusal.js';
import { Advice } from './advice.js';
import { AnswerRows } from './answer-rows.js';
import { entryCard } from './asked.js';
import { CardActs } from './card-acts.js';
import { CardChoice } from './card-choice.js';
import { useConversation } from './conversation.js';
import { Found } from './found.js';
import { Known } from './known.js';
import { OverrideDialog } from './override-dialog.js';
import { useFocusOfTurn, useFocusWhenThere } from './panel-focus.js';
import { PanelHeader } from './panel-header.js';
import { pressInPanel } from './panel-keys.js';
import { ProtocolAwaited } from './protocol-awaited.js';
import { Question } from './question.js';
import { goesOn } from './step.js';
import { TurnToQuestions } from './turn-to-questions.js';
import { useTriage, type TriageSubject } from './triage-run.js';
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
  const { view, protocol, unread, obstacle } = acts;
  const talk = useConversation(acts, subject.known);
  const { guidance, known, now, turn } = talk;
  const connected = useStore(desk.live.connection, ({ kind }) => kind === 'live');
  const [overriding, setOverriding] = useState(false);
  const panel = useRef<HTMLElement>(null);
  useFocusOfTurn(panel, talk.turnName);
  const entry = protocol?.cards.find(({ number }) => number === entryCard);
  const there = entry !== undefined;
  useFocusWhenThere(panel, desk, there, continued && guidance.urgent);
  useEffect(() => {
    if (!there) return;
    desk.protocolOpen.set(true);
    return () => desk.protocolOpen.set(false);
  }, [desk, there]);
  useEffect(() => {
    // Who cannot have it now writes elsewhere: when it comes in the end, it takes the cursor from nobody.
    if (unread) desk.protocolWanted.set(false);
  }, [desk, unread]);
  if (!protocol || !entry) return <ProtocolAwaited obstacle={unread} onFold={onFold} />;

  const finished = view?.state === 'finished';
  const openFact = known.find(({ question }) => !subject.known[question.key]?.trim());
  const advice = view && (
    <Advice
      view={view}
      guidance={guidance}
      hasTurn={turn === 'guidance'}
      keyed={talk.keyed}
      onResume={() => talk.turnTo('guidance')}
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
        onBack={talk.goBack}
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
        <Refusal obstacle={obstacle ?? unread} />
        {openFact && !finished && onKnown && <p className="triage-fact">{openFact.question.ask[locale]}</p>}
        {guidance.urgent && advice}
        {turn === 'question' && now && (
          <Question key={now.name} question={now.question} given={now.given} onAnswer={talk.answer} />
        )}
        {turn === 'card' && (
          <CardChoice
            cards={protocol.cards}
            view={view}
            words={subject.known['whatHappened'] ?? ''}
            type={type}
            onChoose={talk.chooseCard}
          />
        )}
        {!guidance.urgent && advice}
      </div>
      <div className="triage-scroll">
        {turn === 'guidance' && talk.asks && (
          <TurnToQuestions
            question={now?.question}
            next={guidance.present !== null && !goesOn(guidance)}
            onTurn={() => talk.turnTo('questions')}
          />
        )}
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
        <AnswerRows title={text('triage.given')} rows={talk.given} onOpen={finished ? null : talk.reopen} />
        <AnswerRows title={text('triage.waiting')} rows={talk.waiting} onOpen={talk.reopen} />
        {view && <CardActs view={view} onOtherCard={talk.reopenCards} onFinish={acts.finish} />}
      </div>
      {overriding && view && (
        <div onKeyDown={(event) => event.stopPropagation()}>
          <OverrideDialog present={view.priority} save={acts.override} onDone={() => setOverriding(false)} />
        </div>
      )}
    </section>
  );
}
