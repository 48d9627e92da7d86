import { personOf } from './person-of.js';
import { callSecond, scoreText } from './review-words.js';

describe('who decided something', () => {
  const people = new Map([['u1', { displayName: 'Siti Aminah' }]]);

  it('is told by name, and as a dash where the name is not known', () => {
    expect(personOf(people, 'user:u1')).toBe('Siti Aminah');
    expect(personOf(people, 'user:u2')).toBe('–');
    expect(personOf(people, null)).toBe('–');
  });
});

describe('figures of a review', () => {
  const decimal = (value: number, digits: number): string => value.toFixed(digits).replace('.', ',');

  it('have no more places than they mean, and a dash where nothing was scored', () => {
    expect([100, 86.4, null].map((score) => scoreText({ decimal }, score))).toEqual(['100', '86,4', '–']);
  });

  it('count from the answer of the call, before it too', () => {
    expect([0, 72, -5].map(callSecond)).toEqual(['0:00', '1:12', '−0:05']);
  });
});
