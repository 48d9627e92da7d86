import { useState } from 'react';
import { askedQuestions, entryCard, questionNow, type AskedQuestion } from './asked.js';
import { useGuidance, type Guidance } from './guidance.js';
import type { TriageActs, TriageSubject } from './triage-run.js';
import { turnOf, type Turn, type TurnedTo } from './turn.js';

/** Where the talk with the caller is: what is asked, what is said, and which of the two has the keys. */
export interface Conversation {
  readonly guidance: Guidance;
  /** Facts of the first questions that stand elsewhere on the screen. */
  readonly known: readonly AskedQuestion[];
  /** The question to put now. */
  readonly now: AskedQuestion | undefined;
  readonly given: readonly AskedQuestion[];
  readonly waiting: readonly AskedQuestion[];
  /** What is open of the questions; null where nothing is asked any more. */
  readonly asks: 'question' | 'card' | null;
  readonly turn: Turn;
  /** Stays the same as long as the same thing waits. */
  readonly turnName: string;
  /** Whether letters are keys: not while a card is looked for or words are the answer. */
  readonly keyed: boolean;
  readonly turnTo: (to: TurnedTo) => void;
  readonly answer: (value: string) => void;
  readonly chooseCard: (card: string) => void;
  /** Puts a question again. */
  readonly reopen: (name: string) => void;
  /** Asks for another card; null where one is being chosen. */
  readonly reopenCards: (() => void) | null;
  /** To the answer before; null where there is none, or where the guidance goes back. */
  readonly goBack: (() => void) | null;
}

export function useConversation(acts: TriageActs, facts: TriageSubject['known']): Conversation {
  const { view, protocol, pending } = acts;
  const [wanted, setWanted] = useState<string | null>(null);
  const [choosing, setChoosing] = useState(false);
  const [turned, setTurned] = useState<{ to: TurnedTo; recognisedAt: string | null }>();
  const recognisedAt = view?.marks.arrestRecognisedAt ?? null;
  const turnTo = (to: TurnedTo): void => setTurned({ to, recognisedAt });
  const guidance = useGuidance(acts, () => turnTo('guidance'));

  const isKnown = ({ card, question }: AskedQuestion): boolean => card === entryCard && question.key in facts;
  const all = protocol ? askedQuestions(protocol, view, pending) : [];
  const asked = all.filter((one) => !isKnown(one));
  const now = choosing ? undefined : questionNow(asked, wanted);
  const given = asked.filter((one) => one.given !== undefined);
  const before = (now ? asked.slice(0, asked.indexOf(now)) : asked).filter((one) => given.includes(one));
  const finished = view?.state === 'finished';
  const noCard = view !== null && view.card.number === entryCard && now === undefined;
  const asks = finished ? null : now ? 'question' : noCard || choosing ? 'card' : null;
  const turn = turnOf({
    asks,
    guides: guidance.urgent && (guidance.present !== null || guidance.offers.length > 0),
    // An arrest that was recognised since then comes before what somebody turned to.
    turnedTo: turned?.recognisedAt === recognisedAt ? turned.to : 'guidance',
  });

  const reopen = (name: string): void => {
    setChoosing(false);
    setWanted(name);
    turnTo('questions');
  };
  const goBack = (): void => {
    const last = before.at(-1);
    if (choosing) setChoosing(false);
    else if (last) reopen(last.name);
  };
  const guidanceGoesBack = turn === 'guidance' && guidance.back !== null;
  return {
    guidance,
    known: all.filter(isKnown),
    now,
    given: given.filter((one) => one !== now),
    waiting: finished ? [] : asked.filter((one) => one.given === undefined && one !== now),
    asks,
    turn,
    turnName: `${turn} ${now?.name} ${guidance.place}`,
    keyed: turn !== 'card' && !(turn === 'question' && now?.question.kind === 'text'),
    turnTo,
    answer: (value) => {
      if (!now) return;
      setWanted(null);
      acts.answer(now.card, now.question.key, value);
    },
    chooseCard: (card) => {
      setChoosing(false);
      setWanted(null);
      acts.choose(card);
    },
    reopen,
    reopenCards:
      view === null || finished || noCard || choosing
        ? null
        : () => {
            setChoosing(true);
            turnTo('questions');
          },
    goBack: !finished && (choosing || before.length > 0) && !guidanceGoesBack ? goBack : null,
  };
}
