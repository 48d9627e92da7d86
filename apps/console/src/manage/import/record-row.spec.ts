import { obstacleOf } from '../../api/outcome.js';
import { inOrder, type RowState } from './record-row.js';

describe('the rows of a file of records', () => {
  it('have first what was refused, then what is left out for a fault, then the rest as in the file', () => {
    const states: RowState[] = [
      'made',
      'placeless',
      'new',
      obstacleOf('unreachable'),
      { fault: 'no such base' },
      'there',
      'nameless',
    ];
    const rows = states.map((state, index) => ({ index, cells: { name: '' }, point: null, state }));
    expect(inOrder(rows).map(({ index }) => index)).toEqual([3, 1, 4, 6, 0, 2, 5]);
  });
});
