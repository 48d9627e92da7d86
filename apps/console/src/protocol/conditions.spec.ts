import { answerText, conditionText, questionsOf } from './conditions.js';
import { inEnglish } from '../language/english.fixture.js';
import { card, question } from './protocol.fixture.js';

const cards = [
  card('00', {
    questions: [question('awake'), question('age', { kind: 'number', unit: { id: 'tahun', en: 'years' } })],
  }),
  card('09', {
    questions: [
      question('mind', {
        kind: 'choice',
        options: [
          { value: 'alert', label: { id: 'Sadar', en: 'Awake and makes sense' } },
          { value: 'none', label: { id: 'Tidak', en: 'Cannot be woken' } },
        ],
      }),
    ],
  }),
];
const find = questionsOf(cards, cards[1]);

describe('a condition of the protocol', () => {
  it('is told by the words of its question and answers', () => {
    const condition = { question: 'mind', in: ['none', 'unknown'] };
    expect(conditionText(condition, find, inEnglish)).toBe('Mind: “Cannot be woken” or unknown');
  });

  it('is told with its limits and unit, also of the first questions', () => {
    expect(conditionText({ question: '00.age', atLeast: 1, below: 8 }, find, inEnglish)).toBe(
      'Age 1 years or more and below 8 years',
    );
  });

  it('keeps its parts apart by brackets', () => {
    const condition = {
      any: [
        { question: '00.awake', in: ['no'] },
        {
          all: [
            { question: 'mind', in: ['alert'] },
            { question: '00.age', below: 1 },
          ],
        },
      ],
    };
    expect(conditionText(condition, find, inEnglish)).toBe(
      'Awake: no or (Mind: “Awake and makes sense” and Age below 1 years)',
    );
  });

  it('names a question that is not there by its key, and hides nothing', () => {
    expect(conditionText({ question: 'gone', in: ['yes'] }, find, inEnglish)).toBe('gone: yes');
  });
});

describe('an answer', () => {
  it('has its unit, its label, or the words that were said', () => {
    expect(answerText(find('00.age'), '40', inEnglish)).toBe('40 years');
    expect(answerText(find('mind'), 'alert', inEnglish)).toBe('Awake and makes sense');
    expect(answerText(undefined, 'behind the market', inEnglish)).toBe('behind the market');
  });
});
