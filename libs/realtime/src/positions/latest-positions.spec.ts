import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { PositionMessage } from '#lib/contract';
import { LatestPositions } from './latest-positions.js';

const fix = (teamId: string, second: number): PositionMessage => ({
  teamId,
  lat: second,
  lon: 0,
  at: new Date(second * 1000).toISOString(),
});

describe('the latest positions', () => {
  it('are one a team, its newest, in whatever order they came', () => {
    const told = fc.array(fc.tuple(fc.constantFrom('one', 'two'), fc.nat(100)), { minLength: 1 });
    fc.assert(
      fc.property(told, (fixes) => {
        const latest = new LatestPositions();
        for (const [teamId, second] of fixes) latest.add('center', [fix(teamId, second)]);
        const seen = latest.take().get('center')!;
        for (const teamId of new Set(fixes.map(([team]) => team))) {
          const newest = Math.max(...fixes.filter(([team]) => team === teamId).map(([, second]) => second));
          expect(seen.filter((position) => position.teamId === teamId)).toEqual([fix(teamId, newest)]);
        }
      }),
    );
  });

  it('are taken once, and by center', () => {
    const latest = new LatestPositions();
    latest.add('here', [fix('one', 1)]);
    latest.add('there', [fix('two', 2)]);
    expect([...latest.take()]).toEqual([
      ['here', [fix('one', 1)]],
      ['there', [fix('two', 2)]],
    ]);
    expect([...latest.take()]).toEqual([]);
  });
});
