import type { Condition } from './protocol.js';

/** What was answered: a word of the question's, a number, or the caller's words. */
export type AnswerValue = string | number;

/** An answer to every question; it fulfils a condition only where the condition names it. */
export const unknown = 'unknown';

/** The number of the card whose questions every caller is asked first. */
export const entryNumber = '00';

/** Answers of a run by the full name of their question: `09.sweating`. */
export type Answers = ReadonlyMap<string, AnswerValue>;

export type Test = (answers: Answers) => boolean;

export const fullName = (card: string, question: string): string => `${card}.${question}`;

/** The full name of a question that a condition of this card names, which may be `00.<key>`. */
export const questionNamed = (card: string, name: string): string =>
  name.includes('.') ? name : fullName(card, name);

/**
 * A condition made ready to be asked many times. A missing answer fulfils none, and `unknown` only `in: ['unknown']`:
 * nothing holds merely because nobody knows.
 */
export function testOf(condition: Condition, card: string): Test {
  if ('all' in condition) {
    const tests = condition.all.map((part) => testOf(part, card));
    return (answers) => tests.every((test) => test(answers));
  }
  if ('any' in condition) {
    const tests = condition.any.map((part) => testOf(part, card));
    return (answers) => tests.some((test) => test(answers));
  }
  const name = questionNamed(card, condition.question);
  if ('in' in condition) {
    const words = new Set<AnswerValue>(condition.in);
    return (answers) => {
      const value = answers.get(name);
      return value !== undefined && words.has(value);
    };
  }
  const { atLeast = -Infinity, below = Infinity } = condition;
  return (answers) => {
    const value = answers.get(name);
    return typeof value === 'number' && value >= atLeast && value < below;
  };
}

/** The full names of the questions that a condition asks about. */
export function questionsIn(condition: Condition, card: string): string[] {
  if ('all' in condition) return condition.all.flatMap((part) => questionsIn(part, card));
  if ('any' in condition) return condition.any.flatMap((part) => questionsIn(part, card));
  return [questionNamed(card, condition.question)];
}
