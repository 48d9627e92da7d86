import { useEffect, useRef, useState, type KeyboardEvent, type ReactNode } from 'react';
import type { IncidentType } from '#lib/contract';
import type { TriageView } from '../api/generated/types.gen.js';
import { useDesk } from '../board/desk.js';
import { useLanguage, type Language } from '../language/language.js';
import { useStore } from '../live/store.js';
import { PriorityMark } from '../look/marks.js';
import { Refusal } from '../look/refusal.js';
import { Advice } from './advice.js';
import { askedQuestions, entryCard, questionNow, type AskedQuestion } from './asked.js';
import { CardChoice } from './card-choice.js';
import { guidanceField, nextField } from './next-field.js';
import { OverrideDialog } from './override-dialog.js';
import { answerText, Question } from './question.js';
import { useTriage, type TriageSubject } from './triage-run.js';
import './triage.css';

/** The protocol beside the call: one question at a time, what was found so far, and what to tell the caller. */
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
  const language = useLanguage();
  const { text, locale } = language;
  const acts = useTriage(desk, subject, onChange);
  const { view, protocol, obstacle, pending } = acts;
  const connected = useStore(desk.live.connection, ({ kind }) => kind === 'live');
  const [wanted, setWanted] = useState<string | null>(null);
  const [choosing, setChoosing] = useState(false);
  const [overriding, setOverriding] = useState(false);
  const panel = useRef<HTMLElement>(null);
  useFocusOfNext(panel, `${wanted} ${choosing}`, view, pending);
  useEffect(() => {
    if (!protocol || !desk.protocolWanted.get()) return;
    desk.protocolWanted.set(false);
    if (panel.current)
      (guidanceField(panel.current) ?? nextField(panel.current))?.focus({ preventScroll: true });
  }, [desk, protocol]);
  useFocusOfContinued(panel, continued && protocol !== null && view !== null && isUrgent(view));
  const entry = protocol?.cards.find(({ number }) => number === entryCard);
  if (!protocol || !entry) return <p className="empty">{text('triage.loading')}</p>;

  const isKnown = ({ card, question }: AskedQuestion): boolean =>
    card === entryCard && question.key in subject.known;
  const all = askedQuestions(protocol, view, pending);
  const known = all.filter(isKnown);
  const asked = all.filter((one) => !isKnown(one));
  const now = choosing ? undefined : questionNow(asked, wanted);
  const done = asked.filter((one) => one.given !== undefined && one !== now);
  const waiting = asked.filter((one) => one.given === undefined && one !== now);
  const urgent = view !== null && isUrgent(view);
  const finished = view?.state === 'finished';
  const noCard = view !== null && view.card.number === entryCard && now === undefined;
  const cardApproved = !view || view.card.approved !== null;
  const openFact = known.find(({ question }) => !subject.known[question.key]?.trim());

  const found = <Found view={view} language={language} onOverride={() => setOverriding(true)} />;

  return (
    <section
      className="protocol"
      aria-label={text('triage.title')}
      ref={panel}
      onKeyDown={(event) => pressInPanel(event, () => setWanted(done.at(-1)?.name ?? null))}
    >
      <header>
        <h3 className="section-title">
          {text('triage.title')} <kbd>{'F3'}</kbd>
        </h3>
        {!(cardApproved && entry.approved) && (
          <span className="triage-unsigned">{text('triage.unsigned')}</span>
        )}
        {onFold && (
          <button type="button" className="button small quiet" onClick={onFold}>
            {text('triage.fold')}
          </button>
        )}
      </header>
      {!onFold && found}
      {view?.priority === 'P1' && children}
      <div className="triage-scroll">
        {!connected && (
          <p className="triage-offline" role="status">
            {text('triage.offlineNow')}
          </p>
        )}
        <Refusal obstacle={obstacle} />
        {known.length > 0 && (
          <Known known={known} facts={subject.known} language={language} onKnown={onKnown} />
        )}
        {openFact && !finished && onKnown && <p className="triage-fact">{openFact.question.ask[locale]}</p>}
        {urgent && <Advice acts={acts} urgent />}
        {now && !finished && (
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
        {!finished && (noCard || choosing) && (
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
        {!urgent && <Advice acts={acts} urgent={false} />}
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
        {done.length > 0 && (
          <AnswerRows
            title={text('triage.given')}
            rows={done}
            language={language}
            onOpen={finished ? null : setWanted}
          />
        )}
        {waiting.length > 0 && !finished && (
          <AnswerRows title={text('triage.waiting')} rows={waiting} language={language} onOpen={setWanted} />
        )}
        {view && (
          <div className="triage-card">
            {!finished && !noCard && !choosing && (
              <button type="button" className="button small" onClick={() => setChoosing(true)}>
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

/** With a recognised arrest the hands come before every further question. */
const isUrgent = ({ marks, stepsRead }: TriageView): boolean =>
  marks.arrestRecognisedAt !== null || stepsRead.length > 0;

/** Keeps the cursor in what comes next, for people who answer by keyboard. */
function useFocusOfNext(
  panel: { readonly current: HTMLElement | null },
  wanted: string,
  view: TriageView | null,
  pending: ReadonlyMap<string, string>,
): void {
  const inside = useRef(false);
  const recognised = view?.marks.arrestRecognisedAt ?? null;
  const before = useRef(recognised);
  useEffect(() => {
    const follow = ({ target }: Event): void => {
      inside.current = target instanceof Node && (panel.current?.contains(target) ?? false);
    };
    // A button that goes away with its question leaves the focus to nobody: that is still here.
    document.addEventListener('focusin', follow);
    document.addEventListener('pointerdown', follow);
    return () => {
      document.removeEventListener('focusin', follow);
      document.removeEventListener('pointerdown', follow);
    };
  }, [panel]);
  useEffect(() => {
    const element = panel.current;
    const nowRecognised = before.current === null && recognised !== null;
    before.current = recognised;
    if (!element || !inside.current) return;
    const guide = nowRecognised ? element.querySelector<HTMLElement>('[data-panel-key="G"]') : null;
    if (guide) return guide.focus();
    if (document.activeElement === document.body || !element.contains(document.activeElement)) {
      nextField(element)?.focus();
    }
  }, [panel, recognised, wanted, view, pending]);
}

/** Guidance that goes on elsewhere takes the focus that its own buttons left to nobody when they went. */
function useFocusOfContinued(panel: { readonly current: HTMLElement | null }, guiding: boolean): void {
  useEffect(() => {
    if (!guiding || document.activeElement !== document.body) return;
    if (panel.current) guidanceField(panel.current)?.focus({ preventScroll: true });
  }, [panel, guiding]);
}

/** Letters and digits of the panel stay in it: outside they send teams. */
function pressInPanel(event: KeyboardEvent, goBack: () => void): void {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const typing = event.target instanceof HTMLInputElement || event.target instanceof HTMLTextAreaElement;
  const { key } = event;
  if (key.length === 1 || key === 'Enter' || key === 'Backspace' || key.startsWith('Arrow')) {
    event.stopPropagation();
  }
  // A key held down does nothing twice: each step and each answer is a fact in the record.
  if (event.repeat && !typing) return event.preventDefault();
  if (event.defaultPrevented || (typing && !(key === 'Backspace' && isEmptyField(event.target)))) return;
  const button = event.currentTarget.querySelector<HTMLElement>(
    `[data-panel-key="${CSS.escape(key.toUpperCase())}"]`,
  );
  if (button && !typing) button.click();
  else if (key === 'Backspace') goBack();
  else return;
  event.preventDefault();
}

const isEmptyField = (target: EventTarget): boolean =>
  target instanceof HTMLInputElement && target.value === '';

function Found({
  view,
  language: { text, locale },
  onOverride,
}: {
  view: TriageView | null;
  language: Language;
  onOverride: () => void;
}): ReactNode {
  const label = view?.danger?.label?.[locale];
  const proposal = view?.proposal;
  return (
    <div className="triage-result" data-priority={view?.priority ?? undefined}>
      <PriorityMark priority={view?.priority ?? null} size={26} />
      <div>
        <strong>
          {label ?? (view?.priority ? text(`priority.meaning.${view.priority}`) : text('triage.noResult'))}
        </strong>
        {view?.danger?.overridden && <small>{text('triage.overridden')}</small>}
        {proposal && view.danger && proposal.priority !== view.danger.priority && (
          <small>{text('triage.proposal', { priority: proposal.priority })}</small>
        )}
      </div>
      {view?.determinant && <code>{view.determinant}</code>}
      {view && (
        <button type="button" className="button small" onClick={onOverride}>
          {text('triage.overrideShort')}
        </button>
      )}
    </div>
  );
}

/** Facts of the first questions that are written in the form: told to the triage from there. */
function Known({
  known,
  facts,
  language: { text, locale },
  onKnown,
}: {
  known: readonly AskedQuestion[];
  facts: TriageSubject['known'];
  language: Language;
  onKnown: ((key: string) => void) | null;
}): ReactNode {
  return (
    <ul className="triage-known" aria-label={text('triage.known')}>
      {known.map(({ name, question }) => {
        const there = Boolean(facts[question.key]?.trim());
        const words = `${there ? '✓' : '○'} ${question.short[locale]}`;
        return (
          <li key={name} data-there={there || undefined}>
            {onKnown ? (
              <button type="button" onClick={() => onKnown(question.key)}>
                {words}
                {!there && <span className="visually-hidden">{text('triage.missing')}</span>}
              </button>
            ) : (
              words
            )}
          </li>
        );
      })}
    </ul>
  );
}

function AnswerRows({
  title,
  rows,
  language,
  onOpen,
}: {
  title: string;
  rows: readonly AskedQuestion[];
  language: Language;
  onOpen: ((name: string) => void) | null;
}): ReactNode {
  return (
    <section className="triage-rows">
      <h4 className="section-title">{title}</h4>
      <ul>
        {rows.map(({ name, question, given }) => (
          <li key={name}>
            <button type="button" disabled={onOpen === null} onClick={() => onOpen?.(name)}>
              <span>{question.short[language.locale]}</span>
              {given !== undefined && <strong>{answerText(question, given, language)}</strong>}
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
