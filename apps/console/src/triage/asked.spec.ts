import type { ProtocolVersionView, QuestionView, TriageView } from '../api/generated/types.gen.js';
import { askedQuestions, questionNow } from './asked.js';
import { beatMilliseconds, beatsBetween } from './beats.js';
import { cardsFor } from './card-offers.js';

const words = (text: string) => ({ id: text, en: text });
const question = (key: string, more: Partial<QuestionView> = {}): QuestionView => ({
  key,
  kind: 'yes_no',
  ask: words(key),
  short: words(key),
  essential: true,
  ...more,
});
const card = (
  number: string,
  title: string,
  cue: string,
  questions: QuestionView[] = [],
  more: object = {},
) => ({ number, type: 'unknown_problem', title: words(title), cue: words(cue), questions, ...more });

const protocol = {
  cards: [
    card('00', 'Awal', 'semua', [question('age'), question('awake'), question('later', { when: {} })]),
    card('06', 'Nyeri dada', 'dada sakit, sesak', [question('sweating')], { type: 'chest_pain' }),
    card('05', 'Sesak napas', 'sesak, sulit napas', [], { type: 'breathing' }),
    card('03', 'Henti jantung', 'dada, tidak bernapas', [], { byJumpOnly: true }),
  ],
} as unknown as ProtocolVersionView;

const view = (changes: object): TriageView =>
  ({ card: { number: '00' }, next: [], answers: [], ...changes }) as unknown as TriageView;

const names = (asked: readonly { name: string }[]): string[] => asked.map(({ name }) => name);

describe('the questions on the screen', () => {
  it('are those to every caller before anything was begun, without those that need an answer first', () => {
    expect(names(askedQuestions(protocol, null, new Map()))).toEqual(['00.age', '00.awake']);
  });

  it('go on at once: an answer on its way counts', () => {
    const asked = askedQuestions(protocol, null, new Map([['00.age', '60']]));
    expect(questionNow(asked, null)?.name).toBe('00.awake');
  });

  it('are in the order of the protocol, those of the card after the first ones', () => {
    const now = view({
      card: { number: '06' },
      next: [
        { card: '06', key: 'sweating' },
        { card: '00', key: 'awake' },
      ],
      answers: [{ card: '00', question: 'age', value: '60', applies: true }],
    });
    expect(names(askedQuestions(protocol, now, new Map()))).toEqual(['00.age', '00.awake', '06.sweating']);
  });

  it('leave out answers that no longer apply', () => {
    const now = view({ answers: [{ card: '00', question: 'age', value: '60', applies: false }] });
    expect(askedQuestions(protocol, now, new Map())).toEqual([]);
  });

  it('go back to one that was answered when somebody wants it', () => {
    const asked = askedQuestions(protocol, null, new Map([['00.age', '60']]));
    expect(questionNow(asked, '00.age')?.given).toBe('60');
  });
});

describe('the cards offered', () => {
  const offered = (text: string, type: 'chest_pain' | 'unknown_problem' = 'unknown_problem') =>
    cardsFor(text, type, protocol.cards).map(({ number }) => number);

  it('fit the words of the caller, the best first', () => {
    expect(offered('Bapak dadanya sakit')).toEqual(['06']);
    expect(offered('sesak napas dari tadi')).toEqual(['05', '06']);
  });

  it('fit the type in the form where the words say nothing', () => {
    expect(offered('tolong', 'chest_pain')).toEqual(['06']);
  });

  it('are none without a fitting word, and never one that only a jump leads to', () => {
    expect(offered('halo')).toEqual([]);
    expect(offered('jantung')).toEqual([]);
  });
});

describe('the rhythm', () => {
  it('is the middle of what is asked for', () => {
    expect(60_000 / beatMilliseconds({ minimum: 100, maximum: 120 })).toBeCloseTo(110);
  });

  it('gives every beat to exactly one of two spans that follow each other', () => {
    const period = 545.45;
    const whole = beatsBetween(0, 10_000, period);
    expect([...beatsBetween(0, 3_000, period), ...beatsBetween(3_000, 10_000, period)]).toEqual(whole);
    expect(whole).toHaveLength(19);
  });
});
