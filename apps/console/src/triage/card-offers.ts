import type { IncidentType } from '#lib/contract';
import type { CardView } from '../api/generated/types.gen.js';
import { entryCard } from './asked.js';

/** Shorter words say nothing about a complaint. */
const shortestWord = 3;

const wordsOf = (text: string): string[] =>
  (text.toLowerCase().match(/[\p{L}\d]+/gu) ?? []).filter((word) => word.length >= shortestWord);

/**
 * Cards that fit what was said, the best first: by the words of the title and of how callers say it, in
 * whichever language they speak, and by the type that was chosen in the form. Without a single fitting word nothing is offered.
 */
export function cardsFor(words: string, type: IncidentType, cards: readonly CardView[]): CardView[] {
  const said = wordsOf(words);
  const scored = cards
    .filter(({ number, byJumpOnly }) => number !== entryCard && !byJumpOnly)
    .map((card) => {
      const title = wordsOf(`${card.title.id} ${card.title.en}`);
      const cue = wordsOf(`${card.cue.id} ${card.cue.en}`);
      const fits = (known: readonly string[], word: string): boolean =>
        known.some((candidate) => candidate.startsWith(word) || word.startsWith(candidate));
      const byWords = said.reduce(
        (sum, word) => sum + (fits(title, word) ? 3 : 0) + (fits(cue, word) ? 2 : 0),
        0,
      );
      return { card, score: byWords + (type !== 'unknown_problem' && card.type === type ? 4 : 0) };
    });
  return scored
    .filter(({ score }) => score > 0)
    .sort((one, other) => other.score - one.score || one.card.number.localeCompare(other.card.number))
    .map(({ card }) => card);
}
