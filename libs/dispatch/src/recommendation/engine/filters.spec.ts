import type { PassedOverReason } from '#lib/contract';
import { destinationPoint } from '#lib/kernel';
import type { Candidate, Need } from './candidate.js';
import { filters, rejectionOf } from './filters.js';

const place = { lat: -6.9, lon: 107.6 };
const need: Need = {
  place,
  unit: { kinds: ['bls_ambulance'], capabilities: ['midwife'], count: 1 },
  maximumDistanceMetres: 5_000,
  fixMaximumAgeSeconds: 900,
  tieSeconds: 15,
};
const suitable: Candidate = {
  teamId: 'team',
  callSign: 'BLS-1',
  kind: 'bls_ambulance',
  capabilities: ['midwife'],
  onDuty: true,
  busy: false,
  crewSize: 2,
  minimumCrew: 2,
  fix: { position: destinationPoint(place, 90, 4_999), ageSeconds: 900, atBase: false },
  alreadyTried: false,
  burden: { recentAssignments: 0, lastAssignedAt: null },
};
const fix = suitable.fix!;

describe('the filters', () => {
  it('let a team pass that is on duty, free, fitting, complete, near and known', () => {
    expect(rejectionOf(suitable, need)).toBeUndefined();
  });

  const faults: [PassedOverReason, Partial<Candidate>][] = [
    ['off_duty', { onDuty: false }],
    ['busy', { busy: true }],
    ['wrong_kind', { kind: 'als_ambulance' }],
    ['missing_capability', { capabilities: ['nurse'] }],
    ['crew_incomplete', { crewSize: 1 }],
    ['fix_too_old', { fix: { ...fix, ageSeconds: 901 } }],
    ['no_position', { fix: null }],
    ['too_far', { fix: { ...fix, position: destinationPoint(place, 90, 5_001) } }],
    ['already_tried', { alreadyTried: true }],
  ];

  it.each(faults)('say %s', (reason, fault) => {
    expect(rejectionOf({ ...suitable, ...fault }, need)).toBe(reason);
  });

  it('have one word each', () => {
    expect(filters.map(({ reason }) => reason)).toEqual(faults.map(([reason]) => reason));
  });

  it('name the first fault of several', () => {
    expect(rejectionOf({ ...suitable, onDuty: false, busy: true, fix: null }, need)).toBe('off_duty');
  });

  it('let the position of a team at its base grow old', () => {
    expect(
      rejectionOf({ ...suitable, fix: { ...fix, ageSeconds: 90_000, atBase: true } }, need),
    ).toBeUndefined();
  });
});
