import {
  entryNumber,
  optionsOf,
  questionNamed,
  unknown,
  type Card,
  type Condition,
  type Question,
} from '../engine/index.js';
import type { Fault } from './fault.js';

interface Place {
  path: string;
  /** Of a question's own condition: the key of that question, which must be asked after those it names. */
  before?: string;
}

/** What is wrong with a condition of a card: questions that do not exist, answers that they cannot have. */
export function conditionFaults(
  condition: Condition,
  card: Card,
  entry: Card | undefined,
  { path, before }: Place,
): Fault[] {
  if ('all' in condition || 'any' in condition) {
    const [word, parts] = 'all' in condition ? ['all', condition.all] : ['any', condition.any];
    return parts.flatMap((part, index) =>
      conditionFaults(part, card, entry, { path: `${path}.${word}.${index}`, before }),
    );
  }
  const name = questionNamed(card.number, condition.question);
  const [number, key] = name.split('.') as [string, string];
  const about = { question: condition.question };
  if (number !== card.number && number !== entryNumber) return [{ path, rule: 'questionForeign', about }];
  const asking = number === card.number ? card : entry;
  // Without an entry that is the one fault to tell.
  if (!asking) return [];
  const question = asking.questions.find((one) => one.key === key);
  if (!question) return [{ path, rule: 'questionUnknown', about }];
  const late = before !== undefined && number === card.number && !isAskedBefore(card, key, before);
  return [
    ...(late ? [{ path, rule: 'askedTooLate', about } as const] : []),
    ...answerFaults(condition, question, path),
  ];
}

function answerFaults(condition: Condition, question: Question, path: string): Fault[] {
  const about = { question: question.key };
  if ('in' in condition) {
    const options = optionsOf(question);
    const wrong = condition.in.filter((value) => value !== unknown && !options?.includes(value));
    return wrong.map((value): Fault =>
      options === undefined
        ? { path, rule: 'wordsOfNumber', about }
        : {
            path,
            rule: 'valueUnknown',
            about: { ...about, value, options: [...options, unknown].join(', ') },
          },
    );
  }
  if (!('question' in condition)) return [];
  if (question.kind !== 'number') return [{ path, rule: 'comparisonOfWords', about }];
  const { atLeast = -Infinity, below = Infinity } = condition;
  const holdsNever = atLeast >= below || atLeast > question.maximum || below <= question.minimum;
  return holdsNever ? [{ path, rule: 'comparisonEmpty' }] : [];
}

const isAskedBefore = ({ questions }: Card, key: string, other: string): boolean =>
  questions.findIndex((one) => one.key === key) < questions.findIndex((one) => one.key === other);
