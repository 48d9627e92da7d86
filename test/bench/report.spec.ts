import { outcomeOf } from './outcome.js';
import { jsonOf, tableOf, type Measured } from './report.js';

const assignment: Measured = {
  row: {
    name: 'assignment',
    measured: 'an assignment, median',
    against: 'a plain client',
    unit: 'ms',
    target: { bound: 'at most', ratio: 4 },
  },
  outcome: outcomeOf([
    { value: 12.3456, baseline: 6.1728 },
    { value: 18, baseline: 6 },
    { value: 9, baseline: 9 },
  ]),
};
const intake: Measured = {
  row: {
    name: 'intake',
    measured: 'incidents opened a second',
    against: 'a bare server',
    unit: 'incidents/s',
    target: { bound: 'at least', ratio: 0.4 },
  },
  outcome: outcomeOf([{ value: 100, baseline: 1000 }]),
};

describe('the report', () => {
  it('as JSON is one line with one object and a key per row', () => {
    const json = jsonOf([assignment, intake]);
    expect(json).not.toContain('\n');
    expect(JSON.parse(json)).toEqual({
      assignment: { value: 12.346, unit: 'ms', baseline: 6.173, ratio: 2 },
      intake: { value: 100, unit: 'incidents/s', baseline: 1000, ratio: 0.1 },
    });
  });

  it('as a table says of each row its figures, how far its rounds differ, and whether the target was met', () => {
    const [heading, first, second] = tableOf([assignment, intake]).split('\n');
    expect(first).toMatch(/^assignment .* 12\.3 +6\.17 +ms +2\.00× +1\.00–3\.00 +≤ 4× +met$/);
    expect(second).toMatch(/^intake .* 100 +1000 +incidents\/s +0\.10× +0\.10–0\.10 +≥ 0\.4× +missed$/);
    expect(heading!.indexOf('ratio')).toBe(first!.indexOf('2.00×'));
    expect(heading!.indexOf('ratio')).toBe(second!.indexOf('0.10×'));
  });

  it('as a table says below what each baseline is', () => {
    expect(tableOf([assignment, intake])).toContain('intake: the baseline is a bare server.');
  });
});
