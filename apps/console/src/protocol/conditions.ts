import type { CardView, QuestionView } from '../api/generated/types.gen.js';
import type { Language } from '../language/language.js';

/** What must be known for something to hold, as the protocol's data says it. */
export type Condition =
  | { readonly all: readonly Condition[] }
  | { readonly any: readonly Condition[] }
  | { readonly question: string; readonly in: readonly string[] }
  | { readonly question: string; readonly atLeast?: number; readonly below?: number };

/** The question that a condition of a card names; those of the entry card by `00.key`. */
export type FindQuestion = (name: string) => QuestionView | undefined;

export const questionsOf =
  (cards: readonly CardView[], card: CardView | undefined): FindQuestion =>
  (name) => {
    const [of, key] = name.includes('.') ? name.split('.') : [card?.number, name];
    return cards.find(({ number }) => number === of)?.questions.find((question) => question.key === key);
  };

type Words = Pick<Language, 'text' | 'locale'>;

/** A condition as a sentence: `Awareness: Confused or Cannot be woken; and Age below 8`. */
export function conditionText(condition: Condition, find: FindQuestion, words: Words): string {
  const { text } = words;
  if ('all' in condition) return joined(condition.all, ` ${text('condition.and')} `, find, words);
  if ('any' in condition) return joined(condition.any, ` ${text('condition.or')} `, find, words);
  const question = find(condition.question);
  const name = question?.short[words.locale] ?? condition.question;
  if ('in' in condition) {
    const values = condition.in.map((value) => {
      const said = answerText(question, value, words);
      return question?.kind === 'choice' && value !== 'unknown' ? `“${said}”` : said;
    });
    return `${name}: ${values.join(` ${text('condition.or')} `)}`;
  }
  const unit = question?.unit ? ` ${question.unit[words.locale]}` : '';
  const limits = [
    condition.atLeast !== undefined && text('condition.atLeast', { value: `${condition.atLeast}${unit}` }),
    condition.below !== undefined && text('condition.below', { value: `${condition.below}${unit}` }),
  ].filter((limit) => limit !== false);
  return `${name} ${limits.join(` ${text('condition.and')} `)}`;
}

/** Parts that are made of parts stand in brackets. */
function joined(parts: readonly Condition[], word: string, find: FindQuestion, words: Words): string {
  const texts = parts.map((part) => {
    const said = conditionText(part, find, words);
    return parts.length > 1 && ('all' in part || 'any' in part) ? `(${said})` : said;
  });
  return [...new Set(texts)].join(word);
}

/** An answer as people say it. */
export function answerText(question: QuestionView | undefined, value: string, words: Words): string {
  const { text, locale } = words;
  if (value === 'unknown') return text('answer.unknown');
  const option = question?.options?.find((one) => one.value === value);
  if (option) return option.label[locale];
  if (question?.kind === 'yes_no' || !question) {
    if (value === 'yes') return text('answer.yes');
    if (value === 'no') return text('answer.no');
  }
  return question?.unit ? `${value} ${question.unit[locale]}` : value;
}

export const isCondition = (value: object): value is Condition =>
  'all' in value || 'any' in value || ('question' in value && !('ask' in value));
