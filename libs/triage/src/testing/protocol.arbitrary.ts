import fc from 'fast-check';
import { incidentTypes } from '#lib/contract';
import {
  entryNumber,
  levels,
  optionsOf,
  type Card,
  type Condition,
  type Protocol,
  type Question,
  type ReadyProtocol,
  type TriageAct,
} from '../engine/index.js';
import { both, cardOf, is, scriptOf, yesNo } from './small-protocol.js';

const answersOf = (question: Question): fc.Arbitrary<string | number> =>
  question.kind === 'number'
    ? fc.oneof(fc.integer({ min: question.minimum, max: question.maximum }), fc.constant('unknown'))
    : fc.constantFrom(...(optionsOf(question) ?? ['some words']), 'unknown');

/** A condition over these questions of the card, and over those of the entry. */
function conditionOver(questions: readonly Question[]): fc.Arbitrary<Condition> {
  const names = [...questions.map(({ key }) => key), '00.awake', '00.breathingNormally'];
  const leaf = fc.record({
    question: fc.constantFrom(...names),
    in: fc.uniqueArray(fc.constantFrom('yes', 'no', 'unknown'), { minLength: 1, maxLength: 3 }),
  });
  return fc.oneof(
    leaf,
    fc.array(leaf, { maxLength: 3 }).map((all): Condition => ({ all })),
    fc.array(leaf, { maxLength: 3 }).map((any): Condition => ({ any })),
  );
}

const cardWith = (number: string, type: Card['type'], others: readonly string[]): fc.Arbitrary<Card> =>
  fc.integer({ min: 1, max: 4 }).chain((count) => {
    const questions = Array.from({ length: count }, (_, index) => yesNo(`q${index}`));
    const own = conditionOver(questions);
    return fc
      .record({
        grades: fc.array(fc.record({ level: fc.constantFrom(...levels), when: own }), { maxLength: 5 }),
        jumps: fc.array(
          fc.record({ to: fc.constantFrom(...others), own: fc.constantFrom(...questions), rest: own }),
          { maxLength: 2 },
        ),
      })
      .map(({ grades, jumps }) =>
        cardOf(number, {
          type,
          questions,
          determinants: [...grades]
            .sort((a, b) => (a.level < b.level ? -1 : 1))
            .map((grade, index) => ({ ...grade, line: String(index).padStart(2, '0'), label: both('found') }))
            .concat([{ level: 'D', line: '99', label: both('nothing') } as never]),
          // Each asks something of its own, so no circle of them is without an exit.
          jumps: jumps
            .filter(({ to }) => to !== number)
            .map(({ to, own: { key }, rest }) => ({
              to,
              reason: both('goes on'),
              when: { all: [{ question: key, in: ['yes'] }, rest] },
            })),
          advice: [{ script: 'wait' }],
        }),
      );
  });

/** A valid protocol of a few cards that grade and jump every which way. */
export const validProtocol: fc.Arbitrary<Protocol> = fc.integer({ min: 1, max: 5 }).chain((count) => {
  const numbers = Array.from({ length: count }, (_, index) => String(index + 1).padStart(2, '0'));
  return fc
    .tuple(...numbers.map((number, index) => cardWith(number, incidentTypes[index]!, numbers)))
    .map((cards) => ({
      cards: [
        cardOf(entryNumber, {
          questions: [yesNo('awake'), yesNo('breathingNormally')],
          determinants: [
            {
              level: 'A',
              line: '01',
              label: both('vital'),
              when: { any: [is('awake', 'no'), is('breathingNormally', 'no')] },
            },
            { level: 'D', line: '01', label: both('nothing found') },
          ],
          jumps: [{ to: numbers[0]!, reason: both('at once'), when: { question: 'awake', in: ['no'] } }],
        }),
        ...cards,
      ],
      scripts: [scriptOf('wait', [{ key: 'wait', say: both('wait') }])],
    }));
});

/** Whatever people may do on this protocol, sensible or not. */
export function actsOn({ questions, cards }: ReadyProtocol): fc.Arbitrary<TriageAct[]> {
  const answer = fc.constantFrom(...questions.values()).chain(({ card, question }) =>
    answersOf(question).map((value): TriageAct => ({
      kind: 'answered',
      card,
      question: question.key,
      value,
    })),
  );
  const choice = fc.constantFrom(...cards.keys()).map((card): TriageAct => ({ kind: 'card_chosen', card }));
  return fc.array(fc.oneof({ arbitrary: answer, weight: 6 }, choice), { maxLength: 40 });
}
