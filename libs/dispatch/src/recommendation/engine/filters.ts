import type { PassedOverReason } from '#lib/contract';
import { haversineMetres } from '#lib/kernel';
import type { Candidate, Need } from './candidate.js';
import { capabilitiesFit, kindFits } from './plan.js';

/** Whether a team is out of the question, and the word for why. */
export interface Filter {
  readonly reason: PassedOverReason;
  readonly rejects: (candidate: Candidate, need: Need) => boolean;
}

const offDuty: Filter = { reason: 'off_duty', rejects: ({ onDuty }) => !onDuty };

const busy: Filter = { reason: 'busy', rejects: (candidate) => candidate.busy };

const wrongKind: Filter = {
  reason: 'wrong_kind',
  rejects: (candidate, { unit }) => !kindFits(unit, candidate),
};

const missingCapability: Filter = {
  reason: 'missing_capability',
  rejects: (candidate, { unit }) => !capabilitiesFit(unit, candidate),
};

const crewIncomplete: Filter = {
  reason: 'crew_incomplete',
  rejects: ({ crewSize, minimumCrew }) => crewSize < minimumCrew,
};

const fixTooOld: Filter = {
  reason: 'fix_too_old',
  rejects: ({ fix }, { fixMaximumAgeSeconds }) =>
    fix !== null && !fix.atBase && fix.ageSeconds > fixMaximumAgeSeconds,
};

const noPosition: Filter = { reason: 'no_position', rejects: ({ fix }) => fix === null };

const tooFar: Filter = {
  reason: 'too_far',
  rejects: ({ fix }, { place, maximumDistanceMetres }) =>
    fix !== null && haversineMetres(fix.position, place) > maximumDistanceMetres,
};

const alreadyTried: Filter = { reason: 'already_tried', rejects: (candidate) => candidate.alreadyTried };

/** From cheap to dear, and from what a dispatcher cannot change to what they could overrule. */
export const filters: readonly Filter[] = [
  offDuty,
  busy,
  wrongKind,
  missingCapability,
  crewIncomplete,
  fixTooOld,
  noPosition,
  tooFar,
  alreadyTried,
];

/** Why this team is passed over: the first filter that rejects it; undefined when it is suitable. */
export const rejectionOf = (candidate: Candidate, need: Need): PassedOverReason | undefined =>
  filters.find(({ rejects }) => rejects(candidate, need))?.reason;

/** A candidate that passed every filter, `no_position` among them. */
export type Suitable = Candidate & { readonly fix: NonNullable<Candidate['fix']> };
