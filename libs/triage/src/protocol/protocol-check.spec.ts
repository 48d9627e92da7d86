import { mkdtempSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { incidentTypes } from '#lib/contract';
import type { Protocol } from '../engine/index.js';
import { both, cardOf, is, scriptOf, smallProtocol, yesNo } from '../testing/small-protocol.js';
import { faultRules, faultText } from './fault.js';
import { builtInFolder, builtInProtocol, readProtocolAt } from './protocol-folder.js';
import { readDocument } from './protocol-reading.js';

/** What is found wrong with the small protocol after a change: rule and place. */
function faultsAfter(change: (protocol: Protocol) => void): [string, string][] {
  const protocol = smallProtocol();
  change(protocol);
  return readDocument(JSON.parse(JSON.stringify(protocol))).faults.map(({ rule, path }) => [rule, path]);
}
const card = ({ cards }: Protocol, number = '06') => cards.find((one) => one.number === number)!;

describe('a protocol', () => {
  it('without faults is taken, cards and scripts in order', () => {
    const { protocol, faults } = readDocument(smallProtocol());
    expect(faults).toEqual([]);
    expect(protocol?.cards.map(({ number }) => number)).toEqual(['00', '03', '06']);
  });

  it.each<[string, string, (protocol: Protocol) => void]>([
    ['translationMissing', 'cards.06.questions.sweating.ask.en', (p) => (card(p).questions[0]!.ask.en = ' ')],
    [
      'translationMissing',
      'scripts.rest.steps.sit.say.id',
      (p) => delete (p.scripts[1]!.steps[0]!.say as Partial<{ id: string }>).id,
    ],
    [
      'shape',
      'cards.06.questions.sweating.kind',
      (p) => ((card(p).questions[0] as { kind: string }).kind = 'smell'),
    ],
    ['shape', 'cards.06', (p) => Object.assign(card(p), { colour: 'red' })],
    ['jumpNowhere', 'cards.06.jumps.0.to', (p) => (card(p).jumps[0]!.to = '77')],
    ['jumpToItself', 'cards.06.jumps.0.to', (p) => (card(p).jumps[0]!.to = '06')],
    ['jumpToEntry', 'cards.06.jumps.0.to', (p) => (card(p).jumps[0]!.to = '00')],
    ['scriptNowhere', 'cards.06.advice.1.script', (p) => (card(p).advice[1]!.script = 'nothing')],
    [
      'scriptNowhere',
      'scripts.cpr.steps.press.choices.1.script',
      (p) => (p.scripts[0]!.steps[1]!.choices![1]!.script = 'nothing'),
    ],
    [
      'stepNowhere',
      'scripts.cpr.steps.press.choices.0.step',
      (p) => (p.scripts[0]!.steps[1]!.choices![0]!.step = 'nothing'),
    ],
    [
      'choiceOfTwo',
      'scripts.cpr.steps.press.choices.0',
      (p) => (p.scripts[0]!.steps[1]!.choices![0]!.script = 'wait'),
    ],
    [
      'questionUnknown',
      'cards.06.determinants.A.01.when',
      (p) => (card(p).determinants[0]!.when = is('smell', 'yes')),
    ],
    [
      'questionForeign',
      'cards.06.determinants.A.01.when',
      (p) => (card(p).determinants[0]!.when = is('03.moves', 'yes')),
    ],
    [
      'valueUnknown',
      'cards.06.determinants.A.01.when.all.0',
      (p) => (card(p).determinants[0]!.when = { all: [is('pale', 'maybe')] }),
    ],
    [
      'wordsOfNumber',
      'cards.06.determinants.A.01.when',
      (p) => (card(p).determinants[0]!.when = is('00.age', 'old')),
    ],
    [
      'comparisonOfWords',
      'cards.06.determinants.A.01.when',
      (p) => (card(p).determinants[0]!.when = { question: 'pale', atLeast: 3 }),
    ],
    [
      'comparisonEmpty',
      'cards.06.determinants.B.02.when',
      (p) => (card(p).determinants[2]!.when = { question: '00.age', atLeast: 121 }),
    ],
    [
      'askedTooLate',
      'cards.06.questions.sweating.when',
      (p) => (card(p).questions[0]!.when = is('pale', 'yes')),
    ],
    ['askedTooLate', 'cards.06.questions.pale.when', (p) => (card(p).questions[1]!.when = is('pale', 'yes'))],
    [
      'determinantsOutOfOrder',
      'cards.06.determinants.A.01',
      (p) => card(p).determinants.splice(0, 2, ...card(p).determinants.slice(0, 2).reverse()),
    ],
    [
      'lastDeterminantConditional',
      'cards.06.determinants.C.01.when',
      (p) => (card(p).determinants[3]!.when = is('sweating', 'no')),
    ],
    ['determinantUnreachable', 'cards.06.determinants.B.01', (p) => delete card(p).determinants[0]!.when],
    ['keyRepeated', 'cards.06.questions.pale', (p) => card(p).questions.push(yesNo('pale'))],
    ['keyRepeated', 'cards.06.determinants.B.01', (p) => (card(p).determinants[2]!.line = '01')],
    [
      'keyRepeated',
      'scripts.cpr.steps.floor',
      (p) => p.scripts[0]!.steps.splice(1, 0, { key: 'floor', say: both('again') }),
    ],
    ['keyRepeated', 'scripts.rest', (p) => p.scripts.push(scriptOf('rest', [{ key: 'x', say: both('x') }]))],
    ['numberRepeated', 'cards.06', (p) => p.cards.push(card(smallProtocol()))],
    ['typeRepeated', 'cards.07.type', (p) => p.cards.push(cardOf('07', { type: 'chest_pain' }))],
    ['cardUnreachable', 'cards.07', (p) => p.cards.push(cardOf('07', { type: 'stroke', byJumpOnly: true }))],
    [
      'scriptUnreachable',
      'scripts.more',
      (p) => p.scripts.push(scriptOf('more', [{ key: 'x', say: both('x') }])),
    ],
    [
      'stepUnreachable',
      'scripts.cpr.steps.after',
      (p) => p.scripts[0]!.steps.push({ key: 'after', say: both('x') }),
    ],
    [
      'stepCircle',
      'scripts.cpr.steps.press',
      (p) => (p.scripts[0]!.steps[1]!.choices = [{ label: both('on'), step: 'press' }]),
    ],
    ['sourcesMissing', 'cards.06.sources', (p) => (card(p).sources = [])],
    ['sourcesMissing', 'scripts.cpr.sources', (p) => (p.scripts[0]!.sources = [])],
    ['entryMissing', 'cards.00', (p) => p.cards.shift()],
    [
      'vitalMissing',
      'cards.00.questions',
      (p) => (card(p, '00').questions = card(p, '00').questions.slice(0, 3)),
    ],
    [
      'vitalNotGraded',
      'cards.00.determinants',
      (p) => (card(p, '00').determinants[0]!.when = is('awake', 'no')),
    ],
    [
      'rangeEmpty',
      'cards.00.questions.age.minimum',
      (p) => Object.assign(card(p, '00').questions[1]!, { minimum: 120 }),
    ],
    [
      'notAnAge',
      'cards.00.questions.age.fills',
      (p) => Object.assign(card(p, '00').questions[1]!, { maximum: 1_500 }),
    ],
  ])('is refused for %s at %s', (rule, path, change) => {
    expect(faultsAfter(change)).toContainEqual([rule, path]);
  });

  it('is refused for a circle of jumps that no answer of its cards could end', () => {
    const circle = (when: ReturnType<typeof is>, back: ReturnType<typeof is>) =>
      faultsAfter((protocol) => {
        card(protocol, '03').jumps = [{ when, to: '06', reason: both('on') }];
        card(protocol).jumps = [{ when: back, to: '03', reason: both('back') }];
      }).filter(([rule]) => rule === 'jumpCircle');
    expect(circle(is('00.awake', 'no'), is('00.breathingNormally', 'no'))).toHaveLength(1);
    // The two can never hold together, or a card asks before it sends on.
    expect(circle(is('00.awake', 'no'), is('00.awake', 'yes'))).toEqual([]);
    expect(circle(is('00.awake', 'no'), is('sweating', 'no'))).toEqual([]);
  });

  it('is checked in a moment, however many cards jump to each other', () => {
    const protocol = smallProtocol();
    const numbers = incidentTypes.slice(0, 30).map((_, index) => String(index + 50));
    const all = numbers.map((number, index) =>
      cardOf(number, {
        type: incidentTypes[index]!,
        jumps: numbers
          .filter((to) => to !== number)
          .map((to) => ({ to, when: is('00.awake', 'no'), reason: both('on') })),
      }),
    );
    const start = performance.now();
    const { faults } = readDocument({ ...protocol, cards: [protocol.cards[0], ...all] });
    expect(faults.some(({ rule }) => rule === 'jumpCircle')).toBe(true);
    expect(performance.now() - start).toBeLessThan(5_000);
  });

  it('tells each fault in both languages, with everything it speaks of', () => {
    for (const rule of faultRules) {
      const about = { language: 'x', reason: 'x', expected: 'x', number: 1, type: 'x', card: 'x', key: 'x' };
      const more = {
        question: 'x',
        value: 'x',
        options: 'x',
        level: 'A',
        circle: 'x',
        script: 'x',
        step: 'x',
        oldest: 130,
      };
      for (const locale of ['id', 'en'] as const) {
        const text = faultText({ path: '', rule, about: { ...about, ...more } }, locale);
        expect(text).not.toMatch(/[{}]/);
        expect(text.length).toBeGreaterThan(10);
      }
    }
  });

  it.each([
    [null],
    [[]],
    ['text'],
    [{ cards: [] }],
    [{ cards: {}, scripts: [] }],
    [{ cards: [1], scripts: [null] }],
  ])('of the shape %j is refused without falling over', (document) => {
    expect(readDocument(document).faults.length).toBeGreaterThan(0);
  });
});

describe('a folder with a protocol', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'protocol-'));
    for (const name of ['cards', 'scripts']) mkdirSync(join(folder, name));
    const { cards, scripts } = smallProtocol();
    for (const one of cards) write(`cards/${one.number}-${one.type}.json`, one);
    for (const one of scripts) write(`scripts/${one.key}.json`, one);
  });
  afterEach(() => rmSync(folder, { recursive: true }));
  const write = (name: string, content: unknown) =>
    writeFileSync(join(folder, name), typeof content === 'string' ? content : JSON.stringify(content));
  const faults = () => readProtocolAt(folder).faults.map(({ file, rule }) => [file, rule]);

  it('is read like one document', () => {
    expect(readProtocolAt(folder).protocol).toEqual(readDocument(smallProtocol()).protocol);
  });

  it('names the file of each fault', () => {
    write('cards/06-chest_pain.json', '{');
    write('scripts/rest.json', { ...smallProtocol().scripts[1], title: { id: 'x' } });
    expect(faults()).toEqual([
      ['cards/06-chest_pain.json', 'notJson'],
      ['scripts/rest.json', 'translationMissing'],
    ]);
  });

  it('wants each file called after its content', () => {
    write('scripts/another.json', scriptOf('more', [{ key: 'x', say: both('x') }]));
    expect(faults()).toContainEqual(['scripts/another.json', 'scriptUnreachable']);
    rmSync(join(folder, 'scripts/another.json'));
    rmSync(join(folder, 'scripts/rest.json'));
    write('scripts/resting.json', smallProtocol().scripts[1]);
    expect(faults()).toEqual([['scripts/resting.json', 'fileName']]);
  });

  it('may also be one file, or missing', () => {
    write('all.json', smallProtocol());
    expect(readProtocolAt(join(folder, 'all.json')).faults).toEqual([]);
    expect(readProtocolAt(join(folder, 'none.json')).faults).toMatchObject([{ rule: 'unreadable' }]);
  });
});

describe('the built-in protocol', () => {
  it('has no fault: every text in both languages, every place reachable, every path with an end', () => {
    expect(readProtocolAt(builtInFolder).faults).toEqual([]);
  });

  it('has a card for every type of incident, and the entry', () => {
    expect(builtInProtocol().cards).toHaveLength(32);
  });

  it('says nothing in one language only, and never the same text in both where it is a sentence', () => {
    const same: string[] = [];
    const walk = (value: unknown): void => {
      if (typeof value !== 'object' || value === null) return;
      const { id, en } = value as { id?: unknown; en?: unknown };
      if (typeof id === 'string' && typeof en === 'string') {
        if (id === en && id.split(' ').length > 3) same.push(id);
        return;
      }
      Object.values(value).forEach(walk);
    };
    walk(builtInProtocol());
    expect(same).toEqual([]);
  });

  it('gives compressions a pace of 100 to 120 and a clock in every script that calls for them', () => {
    const pressing = builtInProtocol().scripts.filter(({ key }) => key.startsWith('cpr'));
    expect(pressing.length).toBeGreaterThan(0);
    for (const { steps } of pressing) {
      const step = steps.find(({ marks }) => marks === 'first_compression');
      expect(step?.pace).toEqual({ minimum: 100, maximum: 120 });
    }
  });
});
