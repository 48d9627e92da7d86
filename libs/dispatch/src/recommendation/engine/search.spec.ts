import fc from 'fast-check';
import { haversineMetres } from '#lib/kernel';
import { StraightLineTravelTimes } from '../../travel-time/straight-line.js';
import type { Candidate, Need } from './candidate.js';
import * as arbitrary from '../../testing/candidate.arbitrary.js';
import { rejectionOf, type Suitable } from './filters.js';
import { rank, type Estimate, type Ranked } from './rank.js';
import { search, type Look, type TravelTimeEstimator } from './search.js';

const straightLine = new StraightLineTravelTimes();

/** Travel times for tests; counts the teams that were measured. */
class Estimator implements TravelTimeEstimator {
  measured = 0;

  constructor(
    private readonly place: Need['place'],
    /** How much longer than its lower bound a team takes, 1 or more. */
    private readonly detour: (team: Suitable) => number = () => 1,
  ) {}

  async estimate(teams: readonly Suitable[]): Promise<ReadonlyMap<string, Estimate>> {
    this.measured += teams.length;
    const origins = teams.map((team) => ({
      id: team.teamId,
      position: team.fix.position,
      teamKind: team.kind,
    }));
    const { estimates } = await straightLine.estimate({ destination: this.place, origins });
    return new Map(
      teams.map((team) => {
        const estimate = estimates.get(team.teamId)!;
        return [team.teamId, { ...estimate, etaSeconds: Math.ceil(estimate.etaSeconds * this.detour(team)) }];
      }),
    );
  }

  lowerBoundSeconds(straightLineMetres: number): number {
    return straightLine.lowerBoundSeconds(straightLineMetres);
  }
}

const distanceFrom = (place: Need['place'], { fix }: Candidate) =>
  fix === null ? Infinity : haversineMetres(fix.position, place);

const place = { lat: -6.9, lon: 107.6 };
const need: Need = {
  place,
  unit: { kinds: ['als_ambulance'], capabilities: [], count: 1 },
  maximumDistanceMetres: 50_000,
  fixMaximumAgeSeconds: 900,
  tieSeconds: 15,
};

/** So many suitable teams in a row to the east, about 110 m apart. */
const row = (count: number): Candidate[] =>
  Array.from({ length: count }, (_, index) => ({
    teamId: `team-${index}`,
    callSign: `T${index}`,
    kind: 'als_ambulance',
    capabilities: [],
    onDuty: true,
    busy: false,
    crewSize: 2,
    minimumCrew: 1,
    fix: { position: { lat: -6.9, lon: 107.6 + index / 1_000 }, ageSeconds: 0, atBase: false },
    alreadyTried: false,
    burden: { recentAssignments: 0, lastAssignedAt: null },
  }));

/** Everybody who has a position, or only those whom no filter would reject, in looks of these sizes. */
async function* around(
  teams: readonly Candidate[],
  need: Need,
  sizes: readonly number[],
  prefiltered = true,
): AsyncGenerator<Look> {
  const known = teams
    .filter((team) => team.fix !== null && (!prefiltered || rejectionOf(team, need) === undefined))
    .sort((a, b) => distanceFrom(need.place, a) - distanceFrom(need.place, b));
  for (const size of sizes) {
    const candidates = known.slice(0, size);
    const furthest = candidates.length < size ? undefined : candidates.at(-1);
    yield { candidates, reachMetres: furthest ? distanceFrom(need.place, furthest) : Infinity };
  }
}

/** The plain search: every team is measured. */
async function bruteForce(
  teams: Candidate[],
  need: Need,
  travelTimes: TravelTimeEstimator,
): Promise<Ranked[]> {
  const suitable = teams.filter((team): team is Suitable => rejectionOf(team, need) === undefined);
  const estimates = await travelTimes.estimate(suitable);
  return rank(
    suitable.map((team) => ({ team, estimate: estimates.get(team.teamId)! })),
    need.tieSeconds,
  );
}

const sizes = [2, 5, 15, 1_000];

describe('the search', () => {
  it('finds the same teams in the same order as measuring every team', async () => {
    await fc.assert(
      fc.asyncProperty(
        arbitrary.candidates,
        arbitrary.need,
        fc.integer({ min: 1, max: 6 }),
        fc.boolean(),
        async (teams, need, wanted, prefiltered) => {
          const looks = around(teams, need, sizes, prefiltered);
          const found = await search(need, wanted, looks, new Estimator(need.place));
          const all = await bruteForce(teams, need, new Estimator(need.place));
          expect(found.complete).toBe(true);
          expect(found.ranked).toEqual(all.slice(0, wanted));
        },
      ),
      { numRuns: 500 },
    );
  });

  it('finds them also when roads bend each way differently', async () => {
    const detours = fc.array(fc.double({ min: 1, max: 6, noNaN: true }), { minLength: 120, maxLength: 120 });
    await fc.assert(
      fc.asyncProperty(arbitrary.candidates, arbitrary.need, detours, async (teams, need, bends) => {
        const detour = ({ teamId }: Suitable) => bends[Number(teamId.slice('team-'.length))]!;
        const looks = around(teams, need, sizes);
        const found = await search(need, 3, looks, new Estimator(need.place, detour));
        const all = await bruteForce(teams, need, new Estimator(need.place, detour));
        expect(found.ranked).toEqual(all.slice(0, 3));
      }),
      { numRuns: 300 },
    );
  });

  it('says that it is incomplete, and only then may miss a better team, when its last look was too short', async () => {
    await fc.assert(
      fc.asyncProperty(arbitrary.candidates, arbitrary.need, async (teams, need) => {
        const found = await search(need, 2, around(teams, need, [3]), new Estimator(need.place));
        const all = await bruteForce(teams, need, new Estimator(need.place));
        if (found.complete) expect(found.ranked).toEqual(all.slice(0, 2));
        else expect(all.length).toBeGreaterThanOrEqual(3);
      }),
    );
  });

  it('leaves teams unmeasured that are too far out to matter', async () => {
    const teams = row(300);
    const estimator = new Estimator(place);
    const found = await search(need, 1, around(teams, need, [16, 64, 256]), estimator);
    expect(found).toMatchObject({ complete: true, ranked: [{ team: { callSign: 'T0' } }] });
    expect(estimator.measured).toBe(16);
  });

  it('looks beyond the nearest for a less burdened team that counts as equally near', async () => {
    const teams = row(30).map((team, index) => ({
      ...team,
      kind: 'motor_ambulance' as const,
      burden: { recentAssignments: index === 6 ? 0 : 1, lastAssignedAt: 1 },
    }));
    const tied: Need = {
      ...need,
      unit: { ...need.unit, kinds: ['motor_ambulance'] },
      // A kilometre: nine teams of the row count as equally near, and the first look sees three.
      tieSeconds: Math.ceil(straightLine.lowerBoundSeconds(1_000, 'motor_ambulance')),
    };
    const found = await search(tied, 1, around(teams, tied, [3, 5, 30]), new Estimator(place));
    expect(found).toMatchObject({ complete: true, ranked: [{ team: { callSign: 'T6' } }] });
  });

  it('tells the nearest teams it passed over, each with its reason', async () => {
    const teams = row(60).map((team, index) => ({ ...team, busy: index % 2 === 0, onDuty: index % 3 !== 0 }));
    const found = await search(need, 1, around(teams, need, [100], false), new Estimator(place));
    expect(found.passedOver).toHaveLength(20);
    expect(found.passedOverCount).toBe(40);
    expect(found.passedOver.slice(0, 3).map(({ team, reason }) => [team.callSign, reason])).toEqual([
      ['T0', 'off_duty'],
      ['T2', 'busy'],
      ['T3', 'off_duty'],
    ]);
  });

  it('finds nobody, completely, where nobody is', async () => {
    const found = await search(need, 1, around([], need, [10]), new Estimator(place));
    expect(found).toEqual({ ranked: [], passedOver: [], passedOverCount: 0, complete: true });
  });
});
