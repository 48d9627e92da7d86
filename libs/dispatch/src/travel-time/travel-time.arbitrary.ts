/** Random places and teams for property tests: anywhere in and around an Indonesian city. */
import { teamKinds } from '#lib/contract';
import fc from 'fast-check';
import { type TravelOrigin } from './travel-time.js';

export const latLon = fc.record({
  lat: fc.double({ min: -7.2, max: -6.6, noNaN: true }),
  lon: fc.double({ min: 107.2, max: 108, noNaN: true }),
});
export const teamKind = fc.constantFrom(...teamKinds);
export const origins: fc.Arbitrary<TravelOrigin[]> = fc
  .array(fc.record({ position: latLon, teamKind }), { minLength: 1, maxLength: 12 })
  .map((teams) => teams.map((team, index) => ({ id: `team-${index}`, ...team })));
