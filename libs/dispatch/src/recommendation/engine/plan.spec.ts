import fc from 'fast-check';
import { planUnit, teamSkills } from '../../testing/candidate.arbitrary.js';
import { nextUnit, placesOf, planFits, unitFits, type PlanUnit, type TeamSkills } from './plan.js';

const ambulance: PlanUnit = { kinds: ['als_ambulance', 'bls_ambulance'], capabilities: [], count: 1 };
const advanced: PlanUnit = { kinds: ['als_ambulance'], capabilities: [], count: 1 };
const midwife: PlanUnit = { kinds: ['home_visit_team', 'field_team'], capabilities: ['midwife'], count: 1 };
const als: TeamSkills = { kind: 'als_ambulance', capabilities: [] };
const bls: TeamSkills = { kind: 'bls_ambulance', capabilities: [] };

describe('a response plan', () => {
  it('begins with its first unit', () => {
    expect(nextUnit([ambulance, midwife], [])).toEqual({ index: 0, unit: ambulance, missing: 1 });
  });

  it('goes on with the first unit that nobody sent fills', () => {
    expect(nextUnit([ambulance, midwife], [bls])).toEqual({ index: 1, unit: midwife, missing: 1 });
  });

  it('asks for as many teams of a unit as it says', () => {
    const two = { ...ambulance, count: 2 };
    expect(nextUnit([two], [])).toMatchObject({ missing: 2 });
    expect(nextUnit([two], [als])).toMatchObject({ missing: 1 });
    expect(nextUnit([two], [als, bls])).toMatchObject({ missing: 0 });
  });

  it('counts a team for the strictest unit it can fill, whatever it was sent for', () => {
    expect(nextUnit([ambulance, advanced], [als])).toEqual({ index: 0, unit: ambulance, missing: 1 });
  });

  it('moves a team to another unit when that lets one more be filled', () => {
    expect(nextUnit([ambulance, advanced], [als, bls])).toMatchObject({ missing: 0 });
    expect(nextUnit([ambulance, advanced], [bls, als])).toMatchObject({ missing: 0 });
  });

  it('starts again with its first unit, as reinforcement, once everything is met', () => {
    expect(nextUnit([advanced, ambulance], [als, bls])).toEqual({ index: 0, unit: advanced, missing: 0 });
  });

  it('is not advanced by a team that fits none of its units', () => {
    expect(nextUnit([ambulance], [{ kind: 'field_team', capabilities: [] }])).toMatchObject({ missing: 1 });
  });

  it('takes for granted what a kind of team always carries, and nothing more', () => {
    const withDefibrillator: PlanUnit = { ...ambulance, capabilities: ['defibrillator'] };
    expect(unitFits(withDefibrillator, als)).toBe(true);
    expect(unitFits(withDefibrillator, bls)).toBe(false);
    expect(unitFits(withDefibrillator, { ...bls, capabilities: ['defibrillator'] })).toBe(true);
  });

  it('fits a team that fits any of its units', () => {
    expect(planFits([advanced, midwife], { kind: 'field_team', capabilities: ['midwife'] })).toBe(true);
    expect(planFits([advanced, midwife], bls)).toBe(false);
  });

  it('fills as many places as trying every pairing of teams and places would', () => {
    fc.assert(
      fc.property(
        fc.array(planUnit, { minLength: 1, maxLength: 3 }),
        fc.array(teamSkills, { maxLength: 4 }),
        (units, sent) => {
          const places = units.flatMap((unit) => Array.from({ length: unit.count }, () => unit));
          const everythingMet = mostFilled(places, sent) === places.length;
          expect(nextUnit(units, sent).missing === 0).toBe(everythingMet);
        },
      ),
    );
  });
});

/** By trying everything: the first team fills each place in turn, or none. */
function mostFilled(places: readonly PlanUnit[], [team, ...others]: readonly TeamSkills[]): number {
  if (team === undefined) return 0;
  const withIt = places.map((place, index) =>
    unitFits(place, team) ? 1 + mostFilled(places.toSpliced(index, 1), others) : 0,
  );
  return Math.max(mostFilled(places, others), ...withIt);
}

describe('the places of a plan', () => {
  it('are filled by teams that fit, each team once, and no open one has a team left that fits', () => {
    fc.assert(
      fc.property(fc.array(planUnit, { minLength: 1 }), fc.array(teamSkills), (units, sent) => {
        const places = placesOf(units, sent);
        expect(places).toHaveLength(units.reduce((sum, { count }) => sum + count, 0));
        const taken = places.flatMap(({ team }) => (team === null ? [] : [team]));
        expect(new Set(taken).size).toBe(taken.length);
        for (const { unit, team } of places) {
          if (team !== null) expect(unitFits(unit, sent[team]!)).toBe(true);
          else expect(sent.some((one, index) => !taken.includes(index) && unitFits(unit, one))).toBe(false);
        }
      }),
    );
  });

  it('go to the first team of those that fit as well', () => {
    expect(placesOf([ambulance], [bls, als])).toEqual([{ index: 0, unit: ambulance, team: 0 }]);
  });
});
