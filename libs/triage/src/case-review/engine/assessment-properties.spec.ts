import fc from 'fast-check';
import { caseReviewParts, caseReviewVerdicts, priorities } from '#lib/contract';
import { seededRandom } from '#lib/kernel';
import {
  adviceFor,
  entryNumber,
  optionsOf,
  readyProtocol,
  TriageRun,
  unknown,
  type Protocol,
  type ReadyProtocol,
  type TriageAct,
} from '../../engine/index.js';
import { builtInProtocol } from '../../protocol/protocol-folder.js';
import { actsOn, validProtocol } from '../../testing/protocol.arbitrary.js';
import {
  after,
  answeredAt,
  assessed,
  finish,
  inTime,
  perfectActs,
  read,
  standard,
} from '../../testing/assessed-calls.js';
import { cardOf, smallProtocol, yesNo } from '../../testing/small-protocol.js';
import { assess, movedQuestions, scoreOf } from './index.js';

const protocols: [string, fc.Arbitrary<ReadyProtocol>][] = [
  ['the built-in protocol', fc.constant(readyProtocol(builtInProtocol()))],
  ['a small protocol', fc.constant(readyProtocol(smallProtocol()))],
  ['any valid protocol', validProtocol.map(readyProtocol)],
];

/** Whatever people may do, with steps read and priorities set in between, at whatever second. */
const recordsOn = (ready: ReadyProtocol) => {
  const steps = [...ready.scripts.values()].flatMap(({ key, steps }) => steps.map((step) => [key, step.key]));
  const more: fc.Arbitrary<TriageAct> = fc.oneof(
    fc.constantFrom(...steps).map(([script, step]) => read(script!, step!)),
    fc
      .constantFrom(...priorities)
      .map((priority): TriageAct => ({ kind: 'overridden', priority, reason: 'WHY' })),
    fc.constant(finish),
  );
  return fc
    .tuple(actsOn(ready), fc.array(fc.tuple(fc.nat(40), more), { maxLength: 8 }), fc.nat(600))
    .map(([acts, others, gap]) => {
      const all = [...acts];
      for (const [place, act] of others) all.splice(place, 0, act);
      return all.map((act, index) => after(index * gap - 300, act));
    });
};
const withRecord = (protocol: fc.Arbitrary<ReadyProtocol>) =>
  protocol.chain((ready) => fc.tuple(fc.constant(ready), recordsOn(ready)));

/** Whatever the caller says, asked and read as the protocol wants it. */
const perfectly = (ready: ReadyProtocol, seed: number): TriageAct[] => {
  const random = seededRandom(seed);
  const pick = <T>(of: readonly T[]): T => of[Math.floor(random() * of.length)]!;
  const cards = [...ready.cards.keys()].filter((number) => number !== entryNumber);
  const acts = perfectActs(
    ready,
    (name) => {
      const { question } = ready.questions.get(name)!;
      if (question.kind === 'number') return pick([question.minimum, question.maximum, unknown]);
      return pick([...(optionsOf(question) ?? ['some words']), unknown]);
    },
    pick(cards),
  );
  const [script] = adviceFor(TriageRun.of(ready, answeredAt, inTime(acts)));
  const steps = script === undefined ? [] : ready.scripts.get(script)!.steps;
  return [...acts, ...steps.map(({ key }) => read(script!, key))];
};

describe.each(protocols)('on %s', (_, protocol) => {
  it('a score is a number from 0 to 100, whatever was done', () => {
    fc.assert(
      fc.property(withRecord(protocol), ([ready, events]) => {
        const { score, parts, keyPoints } = assessed(events, ready);
        expect(score).not.toBeNull();
        for (const value of [score, ...parts.map((part) => part.score)]) {
          if (value === null) continue;
          expect(value).toBeGreaterThanOrEqual(0);
          expect(value).toBeLessThanOrEqual(100);
        }
        for (const { seconds } of keyPoints) expect(seconds ?? 0).toBeGreaterThanOrEqual(0);
      }),
    );
  });

  it('a call taken as the protocol wants it is 100, whatever the caller says', () => {
    fc.assert(
      fc.property(protocol, fc.integer(), (ready, seed) => {
        expect(
          assessed(
            perfectly(ready, seed).map((act) => after(1, act)),
            ready,
          ).score,
        ).toBe(100);
      }),
    );
  });

  it('a key question that is missed always costs', () => {
    fc.assert(
      fc.property(withRecord(protocol), ([ready, events]) => {
        const { score, questions } = assessed(events, ready);
        if (questions.missed.length > 0) expect(score).toBeLessThan(100);
      }),
    );
  });

  it('being later never earns points', () => {
    fc.assert(
      fc.property(withRecord(protocol), fc.integer({ min: 1, max: 900 }), ([ready, events], seconds) => {
        const times = (shift: number) =>
          assess(
            ready,
            {
              startedAt: answeredAt,
              clockAt: answeredAt,
              events: events.map((event) => ({ ...event, at: new Date(event.at.getTime() + shift * 1_000) })),
            },
            standard,
          ).parts.find(({ part }) => part === 'times')!.score!;
        expect(times(seconds)).toBeLessThanOrEqual(times(0));
      }),
    );
  });

  it('the same record is assessed the same, and tells no answer', () => {
    fc.assert(
      fc.property(withRecord(protocol), ([ready, events]) => {
        const assessment = assessed(events, ready);
        expect(assessed(events, ready)).toEqual(assessment);
        expect(JSON.stringify(assessment)).not.toMatch(/some words|WHY|"(yes|no|unknown)"/);
      }),
    );
  });

  it('what is put together of the parts stays between the least and the greatest of them', () => {
    const verdicts = fc.uniqueArray(
      fc.tuple(fc.constantFrom(...caseReviewParts), fc.constantFrom(...caseReviewVerdicts)),
      { selector: ([part]) => part },
    );
    fc.assert(
      fc.property(withRecord(protocol), verdicts, ([ready, events], said) => {
        const { parts } = assessed(events, ready);
        const verdict = new Map(said);
        const score = scoreOf(parts, verdict);
        const counting = parts.filter((one) => one.score !== null && verdict.get(one.part) !== 'disagree');
        if (counting.length === 0) return expect(score).toBeNull();
        const scores = counting.map((one) => one.score!);
        // Each is cut off after a tenth.
        expect(score).toBeGreaterThanOrEqual(Math.min(...scores) - 0.1);
        expect(score).toBeLessThanOrEqual(Math.max(...scores));
      }),
    );
  });
});

describe('where nothing depends on anything', () => {
  const questions = ['a', 'b', 'c', 'd', 'e'];
  const plain: Protocol = {
    ...smallProtocol(),
    cards: [
      cardOf(entryNumber, { questions: [yesNo('awake'), yesNo('breathingNormally')] }),
      cardOf('06', { questions: questions.map((key) => yesNo(key)) }),
    ],
  };
  const ready = readyProtocol(plain);
  const asked = ['00.awake', '00.breathingNormally', ...questions.map((key) => `06.${key}`)];
  const inOrder = (names: readonly string[]) =>
    assessed(
      [
        { kind: 'card_chosen', card: '06' } as const,
        ...names.map((name): TriageAct => {
          const [card, question] = name.split('.') as [string, string];
          return { kind: 'answered', card, question, value: 'yes' };
        }),
        finish,
      ].map((act) => after(1, act)),
      ready,
    );
  const someOf = fc
    .tuple(fc.subarray(asked), fc.infiniteStream(fc.double({ min: 0, max: 1, noNaN: true })))
    .map(([names, keys]) => ({
      names,
      shuffled: names
        .map((name) => ({ name, key: keys.next().value }))
        .sort((one, other) => one.key - other.key)
        .map(({ name }) => name),
    }));

  it('what was missed does not depend on the order of the others', () => {
    fc.assert(
      fc.property(someOf, ({ names, shuffled }) => {
        expect(inOrder(shuffled).questions).toEqual(inOrder(names).questions);
        expect(inOrder(names).order.moved).toEqual([]);
      }),
    );
  });

  it('the questions left after taking the moved ones away are in order', () => {
    fc.assert(
      fc.property(someOf, ({ shuffled }) => {
        const { moved } = inOrder(shuffled).order;
        const left = shuffled.filter((name) => !moved.includes(name));
        expect(left).toEqual(asked.filter((name) => left.includes(name)));
        expect(moved.length).toBeLessThanOrEqual(Math.max(0, shuffled.length - 1));
      }),
    );
  });

  it('one question moved elsewhere is one', () => {
    fc.assert(
      fc.property(fc.nat(6), fc.nat(6), (from, to) => {
        const names = asked.filter((_, index) => index !== from);
        names.splice(to, 0, asked[from]!);
        expect(inOrder(names).order.moved).toHaveLength(from === to ? 0 : 1);
      }),
    );
  });

  it('each question missed costs more than one fewer', () => {
    fc.assert(
      fc.property(fc.subarray(asked, { minLength: 1 }), (names) => {
        const fewer = inOrder(names.slice(0, -1)).parts[0]!.score!;
        expect(inOrder(names).parts[0]!.score!).toBeGreaterThan(fewer);
      }),
    );
  });
});

it('nothing is moved where nothing was overtaken', () => {
  expect(movedQuestions([])).toEqual([]);
});
