import fc from 'fast-check';
import { priorities } from '#lib/contract';
import { seededRandom } from '#lib/kernel';
import { builtInProtocol } from '../protocol/protocol-folder.js';
import { protocolFaults } from '../protocol/protocol-check.js';
import { actsOn, validProtocol } from '../testing/protocol.arbitrary.js';
import { smallProtocol } from '../testing/small-protocol.js';
import {
  entryNumber,
  optionsOf,
  readyProtocol,
  TriageRun,
  unknown,
  type AnswerValue,
  type Question,
  type ReadyProtocol,
  type TriageAct,
} from './index.js';

const at = new Date('2026-11-21T12:00:00Z');
const by = 'user:1';

/** The protocol that comes with the system, a small one, or one of the generator's. */
const protocols: [string, fc.Arbitrary<ReadyProtocol>][] = [
  ['the built-in protocol', fc.constant(readyProtocol(builtInProtocol()))],
  ['a small protocol', fc.constant(readyProtocol(smallProtocol()))],
  ['any valid protocol', validProtocol.map(readyProtocol)],
];
const withActs = (protocol: fc.Arbitrary<ReadyProtocol>) =>
  protocol.chain((ready) => fc.tuple(fc.constant(ready), actsOn(ready)));

const play = (protocol: ReadyProtocol, acts: readonly TriageAct[], after?: (run: TriageRun) => void) => {
  const run = new TriageRun(protocol, at);
  for (const act of acts) {
    run.take({ ...act, at, by });
    after?.(run);
  }
  return run;
};

describe.each(protocols)('on %s', (_, protocol) => {
  it('the highest danger never falls without a person’s word', () => {
    fc.assert(
      fc.property(withActs(protocol), ([ready, acts]) => {
        let rank = Infinity;
        play(ready, acts, ({ danger }) => {
          expect(danger?.rank ?? Infinity).toBeLessThanOrEqual(rank);
          rank = danger?.rank ?? Infinity;
        });
      }),
    );
  });

  it('the highest danger falls in no other act than a person’s word, however often they speak', () => {
    const word = fc
      .constantFrom(...priorities)
      .map((priority): TriageAct => ({ kind: 'overridden', priority, reason: 'seen' }));
    const spoken = withActs(protocol).chain(([ready, acts]) =>
      fc.tuple(fc.constant(ready), fc.constant(acts), fc.array(fc.tuple(fc.nat(40), word), { maxLength: 4 })),
    );
    fc.assert(
      fc.property(spoken, ([ready, acts, words]) => {
        const all = [...acts];
        for (const [place, act] of words) all.splice(place, 0, act);
        const run = new TriageRun(ready, at);
        for (const act of all) {
          const before = run.danger?.rank ?? Infinity;
          run.take({ ...act, at, by });
          if (act.kind === 'overridden') expect(run.priority).toBe(act.priority);
          else expect(run.danger?.rank ?? Infinity).toBeLessThanOrEqual(before);
        }
      }),
    );
  });

  it('a priority that is known stays known', () => {
    fc.assert(
      fc.property(withActs(protocol), ([ready, acts]) => {
        const run = play(ready, acts);
        run.take({ kind: 'finished', at, by });
        expect(run.priority).not.toBeNull();
        expect(run.priorityKnownAt).not.toBeNull();
      }),
    );
  });

  it('asking on until nothing is left to ask ends in a determinant, wherever it began', () => {
    fc.assert(
      fc.property(withActs(protocol), fc.integer(), ([ready, acts], seed) => {
        const random = seededRandom(seed);
        const run = play(ready, acts);
        if (run.type === null) run.take({ kind: 'card_chosen', card: otherThanEntry(ready, random), at, by });
        for (let asked = 0; run.nextQuestions().length > 0; asked++) {
          // A question is asked once, so a conversation cannot be longer than the protocol.
          expect(asked).toBeLessThanOrEqual(ready.questions.size);
          const [{ card, question }] = run.nextQuestions() as [ReturnType<typeof run.nextQuestions>[number]];
          run.take({
            kind: 'answered',
            card,
            question: question.key,
            value: anyAnswer(question, random),
            at,
            by,
          });
        }
        expect(run.complete).toBe(true);
        expect(run.danger?.grade?.code).toMatch(/^\d\d\.[ABCD]\.\d\d$/);
        expect(run.priority).not.toBeNull();
      }),
    );
  });

  it('jumps come to an end and never return to a card', () => {
    fc.assert(
      fc.property(withActs(protocol), ([ready, acts]) => {
        const jumps = play(ready, acts).path.filter(({ by: how }) => how === 'jump');
        expect(new Set(jumps.map(({ card }) => card)).size).toBe(jumps.length);
      }),
    );
  });

  it('the same acts give the same run', () => {
    fc.assert(
      fc.property(withActs(protocol), ([ready, acts]) => {
        const [one, other] = [play(ready, acts), play(ready, acts)];
        expect(one.danger).toEqual(other.danger);
        expect(one.path).toEqual(other.path);
      }),
    );
  });

  it('whoever is not awake or not breathing normally is P1, whatever else is answered', () => {
    fc.assert(
      fc.property(withActs(protocol), fc.boolean(), ([ready, acts], awake) => {
        const question = awake ? 'awake' : 'breathingNormally';
        const vital: TriageAct = { kind: 'answered', card: entryNumber, question, value: 'no' };
        expect(play(ready, [vital, ...acts]).priority).toBe('P1');
        expect(play(ready, [...acts, vital]).priority).toBe('P1');
      }),
    );
  });
});

it('the generated protocols are valid', () => {
  fc.assert(fc.property(validProtocol, (protocol) => expect(protocolFaults(protocol)).toEqual([])));
});

function otherThanEntry({ cards }: ReadyProtocol, random: () => number): string {
  const numbers = [...cards.keys()].filter((number) => number !== entryNumber);
  return numbers[Math.floor(random() * numbers.length)]!;
}

function anyAnswer(question: Question, random: () => number): AnswerValue {
  if (question.kind === 'number') {
    const span = question.maximum - question.minimum;
    return random() < 0.2 ? unknown : question.minimum + Math.floor(random() * span);
  }
  const options = [...(optionsOf(question) ?? ['words']), unknown];
  return options[Math.floor(random() * options.length)]!;
}
