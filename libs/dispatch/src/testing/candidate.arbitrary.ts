import fc from 'fast-check';
import { teamCapabilities, teamKinds } from '#lib/contract';
import type { Candidate, Need } from '../recommendation/engine/candidate.js';
import type { PlanUnit } from '../recommendation/engine/plan.js';

/** Random cities for property tests: some crowded, some empty, with teams of every kind in every condition. */
const latLon = fc.record({
  lat: fc.double({ min: -7, max: -6.8, noNaN: true }),
  lon: fc.double({ min: 107.5, max: 107.8, noNaN: true }),
});
const skills = {
  kind: fc.constantFrom(...teamKinds),
  capabilities: fc.subarray([...teamCapabilities], { maxLength: 6 }),
};

export const planUnit: fc.Arbitrary<PlanUnit> = fc.record({
  kinds: fc.subarray([...teamKinds], { minLength: 1 }),
  capabilities: fc.subarray([...teamCapabilities], { maxLength: 2 }),
  count: fc.integer({ min: 1, max: 3 }),
});

export const teamSkills = fc.record(skills);

const candidate = fc.record({
  ...skills,
  onDuty: fc.oneof({ weight: 5, arbitrary: fc.constant(true) }, { weight: 1, arbitrary: fc.constant(false) }),
  busy: fc.oneof({ weight: 5, arbitrary: fc.constant(false) }, { weight: 1, arbitrary: fc.constant(true) }),
  crewSize: fc.integer({ min: 1, max: 3 }),
  minimumCrew: fc.integer({ min: 0, max: 2 }),
  fix: fc.option(
    fc.record({ position: latLon, ageSeconds: fc.integer({ min: 0, max: 1000 }), atBase: fc.boolean() }),
    { freq: 8 },
  ),
  alreadyTried: fc.oneof(
    { weight: 8, arbitrary: fc.constant(false) },
    { weight: 1, arbitrary: fc.constant(true) },
  ),
  burden: fc.record({
    recentAssignments: fc.integer({ min: 0, max: 3 }),
    lastAssignedAt: fc.option(fc.integer({ min: 1, max: 5 })),
  }),
});

/** Teams with ids and call signs of their own. */
export const candidates: fc.Arbitrary<Candidate[]> = fc
  .array(candidate, { maxLength: 120, size: 'max' })
  .map((teams) => teams.map((team, index) => ({ teamId: `team-${index}`, callSign: `T${index}`, ...team })));

export const need: fc.Arbitrary<Need> = fc.record({
  place: latLon,
  unit: fc.oneof(planUnit, fc.constant<PlanUnit>({ kinds: [...teamKinds], capabilities: [], count: 1 })),
  maximumDistanceMetres: fc.constantFrom(3_000, 10_000, 50_000),
  fixMaximumAgeSeconds: fc.constant(900),
  tieSeconds: fc.constantFrom(0, 15, 120),
});
