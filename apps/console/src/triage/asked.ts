import type { CardView, ProtocolVersionView, QuestionView, TriageView } from '../api/generated/types.gen.js';

/** The card whose questions are put to every caller. */
export const entryCard = '00';

export const questionName = (card: string, key: string): string => `${card}.${key}`;

/** A question of the triage as it stands on the screen. */
export interface AskedQuestion {
  readonly name: string;
  readonly card: string;
  readonly question: QuestionView;
  /** The answer; undefined while it is open. */
  readonly given: string | undefined;
}

/**
 * The questions that apply, in the order of the protocol: those to every caller, then those of the present card.
 * An answer on its way to the server counts already, so that the next question is there before the network is.
 */
export function askedQuestions(
  protocol: ProtocolVersionView,
  view: TriageView | null,
  pending: ReadonlyMap<string, string>,
): AskedQuestion[] {
  const cardOf = (number: string): CardView | undefined =>
    protocol.cards.find((candidate) => candidate.number === number);
  const present = view && view.card.number !== entryCard ? cardOf(view.card.number) : undefined;
  return [cardOf(entryCard), present].flatMap((card) =>
    (card?.questions ?? []).flatMap((question): AskedQuestion[] => {
      const { number } = card!;
      const name = questionName(number, question.key);
      const answer = view?.answers.find((done) => done.card === number && done.question === question.key);
      const open = view
        ? view.next.some((next) => next.card === number && next.key === question.key)
        : question.when === undefined;
      const given = pending.get(name) ?? (answer?.applies ? answer.value : undefined);
      return open || given !== undefined ? [{ name, card: number, question, given }] : [];
    }),
  );
}

/** The question to put now: the one somebody went back to, otherwise the first that is open. */
export const questionNow = (
  asked: readonly AskedQuestion[],
  wanted: string | null,
): AskedQuestion | undefined =>
  asked.find(({ name }) => name === wanted) ?? asked.find(({ given }) => given === undefined);
