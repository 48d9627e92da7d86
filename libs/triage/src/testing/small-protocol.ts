import type { Card, Condition, Protocol, Question, Script, Source, Words } from '../engine/index.js';

export const both = (text: string): Words => ({ id: `${text} (id)`, en: text });
export const is = (question: string, ...values: string[]): Condition => ({ question, in: values });

const sources: Source[] = [{ title: 'First aid', publisher: 'A society', year: 2020 }];

export const yesNo = (key: string, more: Partial<Question> = {}): Question =>
  ({ key, kind: 'yes_no', ask: both(`${key}?`), short: both(key), essential: true, ...more }) as Question;

export const cardOf = (number: string, card: Partial<Card>): Card => ({
  number,
  type: 'unknown_problem',
  title: both(`card ${number}`),
  cue: both(`cue ${number}`),
  questions: [],
  determinants: [{ level: 'D', line: '01', label: both('nothing found') }],
  jumps: [],
  dangers: [],
  advice: [],
  sources,
  ...card,
});

export const scriptOf = (key: string, steps: Script['steps']): Script => ({
  key,
  title: both(key),
  steps,
  sources,
});

/** Small, valid, and with one of everything: a card that jumps back, dangers, advice and clocks. */
export const smallProtocol = (): Protocol => ({
  cards: [
    cardOf('00', {
      questions: [
        { key: 'words', kind: 'text', ask: both('what?'), short: both('words'), essential: true },
        {
          key: 'age',
          kind: 'number',
          ask: both('age?'),
          short: both('age'),
          essential: true,
          unit: both('years'),
          minimum: 0,
          maximum: 120,
          fills: 'patient.ageYears',
        },
        yesNo('awake'),
        yesNo('breathingNormally'),
      ],
      determinants: [
        {
          level: 'A',
          line: '01',
          label: both('vital'),
          when: { any: [is('awake', 'no'), is('breathingNormally', 'no')] },
        },
        { level: 'C', line: '01', label: both('not known yet') },
      ],
      jumps: [
        {
          when: { all: [is('awake', 'no'), is('breathingNormally', 'no')] },
          to: '03',
          reason: both('not breathing'),
        },
      ],
    }),
    cardOf('03', {
      type: 'cardiac_arrest',
      questions: [yesNo('moves')],
      determinants: [
        { level: 'A', line: '01', label: both('arrest'), when: is('moves', 'no') },
        { level: 'B', line: '01', label: both('moves') },
      ],
      jumps: [{ when: is('moves', 'yes'), to: '06', reason: both('it moves') }],
      advice: [{ script: 'cpr' }],
    }),
    cardOf('06', {
      type: 'chest_pain',
      questions: [
        yesNo('sweating'),
        yesNo('pale', { when: is('sweating', 'yes') }),
        yesNo('weapon', { essential: false }),
      ],
      determinants: [
        { level: 'A', line: '01', label: both('pale'), when: is('pale', 'yes') },
        { level: 'B', line: '01', label: both('sweating'), when: is('sweating', 'yes') },
        {
          level: 'B',
          line: '02',
          label: both('over fifty'),
          when: { question: '00.age', atLeast: 50 },
        },
        { level: 'C', line: '01', label: both('needs a visit') },
      ],
      jumps: [{ when: is('pale', 'unknown'), to: '03', reason: both('look again') }],
      dangers: [{ text: both('stairs') }, { when: is('weapon', 'yes'), text: both('a weapon') }],
      advice: [{ when: is('sweating', 'yes'), script: 'rest' }, { script: 'wait' }],
    }),
  ],
  scripts: [
    scriptOf('cpr', [
      { key: 'floor', say: both('lay down'), marks: 'first_instruction' },
      {
        key: 'press',
        say: both('press'),
        marks: 'first_compression',
        pace: { minimum: 100, maximum: 120 },
        choices: [
          { label: both('go on'), step: 'press' },
          { label: both('it moves'), script: 'wait' },
          { label: both('team is here') },
        ],
      },
    ]),
    scriptOf('rest', [{ key: 'sit', say: both('sit') }]),
    scriptOf('wait', [{ key: 'wait', say: both('wait') }]),
  ],
});
