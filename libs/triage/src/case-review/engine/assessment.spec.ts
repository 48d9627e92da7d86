import { adviceFor, TriageRun } from '../../engine/index.js';
import {
  after,
  answer,
  answeredAt,
  assessed,
  choose,
  finish,
  inTime,
  read,
  small,
  standard,
} from '../../testing/assessed-calls.js';
import { assess, explanationOf, handlersOf, scoreOf, type Assessment } from './index.js';

const entry = [
  answer('00.words', 'nyeri dada'),
  answer('00.age', 60),
  answer('00.awake', 'yes'),
  answer('00.breathingNormally', 'yes'),
];
const chestPain = [
  ...entry,
  choose('06'),
  answer('06.sweating', 'yes'),
  answer('06.pale', 'no'),
  answer('06.weapon', 'no'),
];
const whole = [...chestPain, finish, read('rest', 'sit')];
const without = (name: string) =>
  whole.filter((act) => act.kind !== 'answered' || `${act.card}.${act.question}` !== name);
const partOf = ({ parts }: Assessment, part: string) => parts.find((one) => one.part === part)!.score;

describe('assessing how a call was taken', () => {
  it('gives 100 to a call taken as the protocol wants it', () => {
    const assessment = assessed(inTime(whole));
    expect(assessment.score).toBe(100);
    expect(assessment.parts.filter(({ score }) => score !== null).map(({ score }) => score)).toEqual([
      100, 100, 100, 100,
    ]);
  });

  it('names the key questions that applied and were not asked', () => {
    const assessment = assessed(inTime(without('06.pale')));
    expect(assessment.questions).toEqual({ asked: 5, missed: ['06.pale'] });
    expect(assessment.score).toBeLessThan(100);
    expect(explanationOf('questions', assessment)).toEqual({
      id: '1 dari 6 pertanyaan kunci tidak ditanyakan.',
      en: '1 of 6 key questions were not asked.',
    });
  });

  it('does not miss a question that never applied, nor one that is no key question', () => {
    const calm = whole.map((act) =>
      act.kind === 'answered' && act.question === 'sweating' ? answer('06.sweating', 'no') : act,
    );
    const assessment = assessed(inTime(calm.filter((act) => act.kind !== 'answered' || act.card !== '06')));
    expect(assessment.questions.missed).toEqual(['06.sweating']);
    expect(assessed(inTime(without('06.weapon'))).questions.missed).toEqual([]);
  });

  it('takes unknown for an answer: it was asked', () => {
    const asked = [...entry, choose('06'), answer('06.sweating', 'unknown'), finish];
    expect(assessed(inTime(asked)).questions.missed).toEqual([]);
  });

  it('misses nothing of a card that the conversation left for another', () => {
    const left = [...entry.slice(0, 3), choose('06'), answer('00.awake', 'no')];
    const assessment = assessed(inTime([...left, answer('00.breathingNormally', 'no'), finish]));
    expect(assessment.questions.missed).toEqual(['03.moves']);
  });

  it('charges a question that decides at once three times as dear', () => {
    const lost = (name: string) => 100 - partOf(assessed(inTime(without(name))), 'questions')!;
    expect(lost('00.awake') / lost('00.age')).toBeCloseTo(3, 1);
  });

  it('gives 100 to nothing less, however little a center lets a question weigh', () => {
    const weights = { questions: 1, order: 1_000, times: 1_000, instructions: 1_000 };
    const call = { startedAt: answeredAt, clockAt: answeredAt };
    const score = (acts: typeof whole) =>
      assess(small, { ...call, events: inTime(acts) }, { ...standard, weights }).score;
    expect(score(whole)).toBe(100);
    expect(score(without('06.pale'))).toBe(99.9);
  });

  it('counts one question put too early once, however many it overtook', () => {
    const early = [entry[3]!, ...entry.slice(0, 3), ...whole.slice(4)];
    expect(assessed(inTime(early)).order).toEqual({ asked: 7, moved: ['00.breathingNormally'] });
  });

  it('counts one question put too late once, however many overtook it', () => {
    const late = [...entry.slice(1), ...chestPain.slice(4), entry[0]!, finish];
    expect(assessed(inTime(late)).order.moved).toEqual(['00.words']);
  });

  it('does not call a question late that was never asked', () => {
    const assessment = assessed(inTime(without('00.words')));
    expect(assessment.order.moved).toEqual([]);
    expect(assessment.questions.missed).toEqual(['00.words']);
  });

  it('measures the moments of an arrest from the answer of the call', () => {
    const assessment = assessed([
      after(20, answer('00.awake', 'no')),
      after(110, answer('00.breathingNormally', 'no')),
      after(150, read('cpr', 'floor')),
      after(270, read('cpr', 'press')),
    ]);
    expect(assessment.keyPoints).toEqual([
      { keyPoint: 'awake', seconds: 20, targetSeconds: 60 },
      { keyPoint: 'breathing', seconds: 110, targetSeconds: 60 },
      { keyPoint: 'card_chosen', seconds: 110, targetSeconds: 90 },
      { keyPoint: 'determinant', seconds: 20, targetSeconds: 120 },
      { keyPoint: 'arrest_recognised', seconds: 110, targetSeconds: 120 },
      { keyPoint: 'first_compression', seconds: 270, targetSeconds: 180 },
    ]);
    expect(explanationOf('times', assessment).en).toContain('first compression 270 s (target 180 s)');
  });

  it('takes points from what was late, all of them from twice the time on', () => {
    const at = (seconds: number) => {
      const shifted = whole.map((act, index) =>
        after(act.kind === 'answered' && act.question === 'awake' ? seconds : index + 1, act),
      );
      return partOf(assessed(shifted), 'times')!;
    };
    expect(at(60)).toBe(100);
    expect(at(90)).toBeLessThan(100);
    expect(at(120)).toBe(at(600));
    expect(at(90)).toBeGreaterThan(at(120));
  });

  it('asks for compressions in an arrest, and for none where nobody is to be pressed', () => {
    const arrest = [answer('00.awake', 'no'), answer('00.breathingNormally', 'no')];
    const silent = assessed(inTime(arrest));
    expect(silent.instructions).toEqual({
      script: 'cpr',
      expected: ['begun', 'first_compression'],
      read: [],
    });
    expect(silent.keyPoints.find(({ keyPoint }) => keyPoint === 'first_compression')?.seconds).toBeNull();
    const begun = assessed(inTime([...arrest, read('cpr', 'floor')]));
    expect(partOf(begun, 'instructions')).toBe(50);
    expect(explanationOf('instructions', begun).en).toBe('Compressions were not called for.');
    const moving = assessed(inTime([...arrest, answer('03.moves', 'yes')]));
    expect(moving.keyPoints.map(({ keyPoint }) => keyPoint)).not.toContain('first_compression');
  });

  it('shows changed answers and overrides without taking a point for them', () => {
    const acts = [
      ...chestPain,
      answer('06.weapon', 'yes'),
      { kind: 'overridden' as const, priority: 'P3' as const, reason: 'known to us' },
      finish,
      read('rest', 'sit'),
    ];
    const assessment = assessed(inTime(acts));
    expect(assessment).toMatchObject({
      score: 100,
      changes: [{ question: '06.weapon', times: 1 }],
      overrides: [{ priority: 'P3', before: 'P2', seconds: 10 }],
    });
    expect(JSON.stringify(assessment)).not.toContain('known to us');
  });

  it('leaves out of the score what a reviewer disagrees with, and has none without anything left', () => {
    const { parts } = assessed(inTime(without('06.pale')));
    expect(scoreOf(parts, new Map([['questions', 'disagree']]))).toBe(100);
    const none = new Map(parts.map(({ part }) => [part, 'disagree' as const]));
    expect(scoreOf(parts, none)).toBeNull();
  });

  it('names who acted, the one with the most acts first', () => {
    const events = [after(1, entry[0]!, 'user:2'), ...inTime(entry.slice(1))];
    expect(handlersOf(events)).toEqual(['user:1', 'user:2']);
  });

  it('stands on what the protocol offers first', () => {
    const run = TriageRun.of(small, answeredAt, inTime(chestPain));
    expect(adviceFor(run)[0]).toBe('rest');
  });
});
