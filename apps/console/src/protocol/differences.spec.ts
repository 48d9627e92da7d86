import type { DifferenceView } from '../api/generated/types.gen.js';
import { differenceGroups, placeText, readable, titleOf } from './differences.js';
import { inEnglish } from '../language/english.fixture.js';
import { card, question, script } from './protocol.fixture.js';
import { protocolPlace } from './protocol-path.js';
import { scriptsOfCard } from './scripts-of-card.js';

const version = {
  cards: [card('09', { questions: [question('sweating')], advice: [{ script: 'sugar' }] })],
  scripts: [
    script('sugar', {
      steps: [
        {
          key: 'drink',
          say: { id: 'Minum', en: 'Let them drink' },
          choices: [{ label: { id: 'Ya', en: 'Yes' }, script: 'wait' }],
        },
      ],
    }),
    script('wait'),
    script('other'),
  ],
};
const difference = (path: string, kind: DifferenceView['kind'] = 'changed'): DifferenceView => ({
  path,
  kind,
  before: null,
  after: null,
});

describe('differences of two versions', () => {
  it('stand together by card and script, in their order', () => {
    const groups = differenceGroups([
      difference('cards.09.title.en'),
      difference('cards.09.questions.sweating', 'added'),
      difference('scripts.wait', 'added'),
    ]);
    expect(groups.map(({ kind, name, whole, rows }) => [kind, name, whole, rows.length])).toEqual([
      ['cards', '09', null, 2],
      ['scripts', 'wait', 'added', 1],
    ]);
  });

  it('are placed by words, not by keys', () => {
    const place = (path: string): string => placeText(path, [version], inEnglish);
    expect(place('cards.09.questions.sweating.ask.en')).toBe('questions › Sweating › spoken › English');
    expect(place('cards.09.determinants.A.01.label.id')).toBe('results › A.01 › label › Indonesian');
    expect(place('cards.09.jumps.0.to')).toBe('jumps › 1 › to card');
    expect(place('scripts.sugar.steps.drink.say.id')).toBe('steps › 1 › spoken › Indonesian');
  });

  it('have the title of the card, and its number alone where no version has it', () => {
    expect(titleOf('cards', '09', [version], inEnglish)).toBe('Card 09 Diabetic problem');
    expect(titleOf('cards', '77', [version], inEnglish)).toBe('Card 77');
  });

  it('are readable whatever they are of', () => {
    const read = (value: unknown): readonly string[] =>
      readable(
        typeof value === 'string' ? value : JSON.stringify(value),
        'cards.09.questions.sweating',
        version,
        inEnglish,
      );
    expect(read('Gula drop')).toEqual(['Gula drop']);
    expect(read(true)).toEqual(['yes']);
    expect(read({ question: 'sweating', in: ['yes'] })).toEqual(['Sweating: yes']);
    expect(read({ key: 'x', ask: { id: 'Haus?', en: 'Thirsty?' }, essential: true })).toEqual([
      'spoken: Haus? / Thirsty?',
      'key question: yes',
    ]);
    expect(read('{half')).toEqual(['{half']);
  });
});

describe('the scripts of a card', () => {
  it('are those it leads to, also from one script to the next, and no others', () => {
    expect(scriptsOfCard(version.cards[0]!, version.scripts).map(({ key }) => key)).toEqual([
      'sugar',
      'wait',
    ]);
  });
});

describe('a path of the protocol page', () => {
  it('names version, card and what it is compared with', () => {
    expect(protocolPlace('/protocol')).toEqual({ versionId: null, card: null, since: null });
    expect(protocolPlace('/protocol/v2/09')).toEqual({ versionId: 'v2', card: '09', since: null });
    expect(protocolPlace('/protocol/v2/since/v1')).toEqual({ versionId: 'v2', card: null, since: 'v1' });
  });
});
