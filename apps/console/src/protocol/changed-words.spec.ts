import fc from 'fast-check';
import { changedWords } from './changed-words.js';

const put = (before: string, after: string, without: 'removed' | 'added'): string =>
  changedWords(before, after)
    .filter(({ kind }) => kind !== without)
    .map(({ text }) => text)
    .join('');

describe('what changed in a text', () => {
  it('is told word by word', () => {
    expect(changedWords('Apakah dia bisa duduk?', 'Apakah dia bisa duduk dan menelan?')).toEqual([
      { kind: 'same', text: 'Apakah dia bisa ' },
      { kind: 'removed', text: 'duduk?' },
      { kind: 'added', text: 'duduk dan menelan?' },
    ]);
  });

  it('is nothing where the texts are the same', () => {
    expect(changedWords('Sama saja', 'Sama saja')).toEqual([{ kind: 'same', text: 'Sama saja' }]);
  });

  const words = fc
    .array(fc.constantFrom('a ', 'b ', 'c\n', 'd'), { maxLength: 12 })
    .map((all) => all.join(''));

  it('loses no word of either text', () => {
    fc.assert(
      fc.property(words, words, (before, after) => {
        expect(put(before, after, 'added')).toBe(before);
        expect(put(before, after, 'removed')).toBe(after);
      }),
    );
  });

  it('shows texts too long to compare whole', () => {
    const [before, after] = ['a '.repeat(700), 'b '.repeat(700)];
    expect(changedWords(before, after).map(({ kind }) => kind)).toEqual(['removed', 'added']);
  });
});
