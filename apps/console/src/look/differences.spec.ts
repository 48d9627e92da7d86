import { differencesOf } from './differences.js';

const field = (label: string, value: string) => ({ label, value });

describe('two versions of a record', () => {
  it('differ in the fields that do not say the same, in the order of the form', () => {
    const mine = [field('Name', 'RS A'), field('Kind', 'Hospital'), field('Phone', '1')];
    const theirs = [field('Phone', '2'), field('Name', 'RS B'), field('Kind', 'Hospital')];
    expect(differencesOf(mine, theirs)).toEqual([
      { label: 'Name', mine: 'RS A', theirs: 'RS B' },
      { label: 'Phone', mine: '1', theirs: '2' },
    ]);
  });

  it('show as empty what only one of them says', () => {
    expect(differencesOf([field('ICU', '1/2')], [field('NICU', '')])).toEqual([
      { label: 'ICU', mine: '1/2', theirs: '–' },
    ]);
    expect(differencesOf([], [field('NICU', '0/4')])).toEqual([{ label: 'NICU', mine: '–', theirs: '0/4' }]);
  });

  it('are the same when nothing in them differs', () => {
    expect(differencesOf([field('Name', 'a')], [field('Name', 'a')])).toEqual([]);
  });
});
