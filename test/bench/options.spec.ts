import { readOptions, UsageError } from './options.js';
import { rowNames } from './row.js';

describe('the options of the bench', () => {
  it('are every row as a table unless told otherwise', () => {
    expect(readOptions([])).toEqual({ json: false, quick: false, rows: rowNames });
  });

  it('can be JSON, quick, and some of the rows, measured in the order of the table', () => {
    expect(readOptions(['--json', '--quick', '--only', 'intake,assignment'])).toEqual({
      json: true,
      quick: true,
      rows: ['assignment', 'intake'],
    });
  });

  it.each([['--only', 'speed'], ['--only', ''], ['--fast'], ['intake']])(
    'are refused when nobody knows %s %s',
    (...words) => {
      expect(() => readOptions(words.filter((word) => word !== undefined))).toThrow(UsageError);
    },
  );
});
