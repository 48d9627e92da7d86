import fc from 'fast-check';
import { rank, type Measured } from './rank.js';

function measured(
  callSign: string,
  etaSeconds: number,
  recentAssignments = 0,
  lastAssignedAt: number | null = null,
): Measured {
  return {
    team: {
      teamId: callSign,
      callSign,
      kind: 'als_ambulance',
      capabilities: [],
      onDuty: true,
      busy: false,
      crewSize: 2,
      minimumCrew: 2,
      fix: { position: { lat: 0, lon: 0 }, ageSeconds: 5, atBase: false },
      alreadyTried: false,
      burden: { recentAssignments, lastAssignedAt },
    },
    estimate: { distanceMetres: etaSeconds * 8, etaSeconds, source: 'valhalla' },
  };
}
const order = (teams: Measured[], tieSeconds = 15) =>
  rank(teams, tieSeconds).map(({ team }) => team.callSign);

describe('the ranking', () => {
  it('goes by travel time', () => {
    expect(order([measured('B', 300), measured('A', 100), measured('C', 200)])).toEqual(['A', 'C', 'B']);
  });

  it('lets the less burdened go first among teams within the tie of the nearest', () => {
    expect(order([measured('A', 100, 2), measured('B', 115, 1), measured('C', 116, 0)])).toEqual([
      'B',
      'A',
      'C',
    ]);
  });

  it('lets the team go first whose last assignment is longer ago, and one without any before all', () => {
    expect(order([measured('A', 100, 1, 2_000), measured('B', 105, 1, 1_000)])).toEqual(['B', 'A']);
    expect(order([measured('A', 100, 1, 2_000), measured('B', 105, 1, null)])).toEqual(['B', 'A']);
  });

  it('goes by call sign when nothing else differs', () => {
    expect(order([measured('B', 100), measured('A', 100)])).toEqual(['A', 'B']);
  });

  it('measures each further tie from the nearest team that is left', () => {
    const chain = [measured('A', 100), measured('B', 112, 3), measured('C', 124, 2), measured('D', 136, 1)];
    expect(order(chain)).toEqual(['A', 'B', 'D', 'C']);
  });

  it('says which is nearest and which was moved up because it worked less', () => {
    const [first, second] = rank([measured('A', 100, 2), measured('B', 110, 1)], 15);
    expect(first).toMatchObject({ team: { callSign: 'B' }, reasons: ['fits_plan', 'less_burdened'] });
    expect(second).toMatchObject({ team: { callSign: 'A' }, reasons: ['nearest', 'fits_plan'] });
  });

  it('says when the position is only the base, and when roads should have answered', () => {
    const { team, estimate } = measured('A', 100);
    const atBase = { ...team, fix: { ...team.fix, atBase: true } };
    const failed = { ...estimate, source: 'straight_line', fallbackReason: 'too_slow' } as const;
    const unconfigured = { ...failed, fallbackReason: 'not_configured' } as const;
    expect(rank([{ team: atBase, estimate: failed }], 15)[0]!.reasons).toEqual([
      'nearest',
      'fits_plan',
      'at_base',
      'fallback_straight_line',
    ]);
    expect(rank([{ team, estimate: unconfigured }], 15)[0]!.reasons).toEqual(['nearest', 'fits_plan']);
  });

  it('does not depend on the order in which teams are given, and loses none', () => {
    const teams = fc.uniqueArray(
      fc.tuple(fc.nat(99), fc.nat(300), fc.nat(2)).map(([id, eta, count]) => measured(`T${id}`, eta, count)),
      { selector: ({ team }) => team.callSign },
    );
    fc.assert(
      fc.property(teams, fc.nat(60), (given, tieSeconds) => {
        const ranked = order(given, tieSeconds);
        expect(order([...given].reverse(), tieSeconds)).toEqual(ranked);
        expect([...ranked].sort()).toEqual(given.map(({ team }) => team.callSign).sort());
      }),
    );
  });

  it('never puts a team first that needs longer than the nearest and the tie together', () => {
    const teams = fc.array(fc.tuple(fc.nat(300), fc.nat(2)), { minLength: 1 });
    fc.assert(
      fc.property(teams, fc.nat(60), (given, tieSeconds) => {
        const all = given.map(([eta, count], index) => measured(`T${index}`, eta, count));
        const nearest = Math.min(...given.map(([eta]) => eta));
        expect(rank(all, tieSeconds)[0]!.estimate.etaSeconds).toBeLessThanOrEqual(nearest + tieSeconds);
      }),
    );
  });
});
