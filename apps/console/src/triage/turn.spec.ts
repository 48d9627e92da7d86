import { turnOf } from './turn.js';

describe('whose turn it is', () => {
  it('is the questions’ while nobody has to be guided', () => {
    expect(turnOf({ asks: 'question', guides: false, turnedTo: 'guidance' })).toBe('question');
    expect(turnOf({ asks: 'card', guides: false, turnedTo: 'guidance' })).toBe('card');
  });

  it('is the guidance’s before every question, until somebody turns to them', () => {
    expect(turnOf({ asks: 'question', guides: true, turnedTo: 'guidance' })).toBe('guidance');
    expect(turnOf({ asks: 'question', guides: true, turnedTo: 'questions' })).toBe('question');
  });

  it('is the guidance’s again when nothing is left to ask', () => {
    expect(turnOf({ asks: null, guides: true, turnedTo: 'questions' })).toBe('guidance');
  });

  it('is nobody’s when everything is asked and nobody has to be guided', () => {
    expect(turnOf({ asks: null, guides: false, turnedTo: 'questions' })).toBeNull();
  });
});
