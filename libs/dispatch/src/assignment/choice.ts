import { planFits, unitFits, type PlanUnit } from '../recommendation/engine/plan.js';
import { rejectionOf } from '../recommendation/engine/filters.js';
import type { Candidate } from '../recommendation/engine/candidate.js';
import type { Estimate } from '../recommendation/engine/rank.js';
import type { PassedOverReason } from '#lib/contract';
import type { Recommendation } from '../recommendation/recommendation.js';

/** A team that is about to be offered an incident. */
export interface Choice {
  candidate: Candidate;
  /** How long it would need; undefined when nobody knows where it is. */
  estimate: Estimate | undefined;
  fitsPlan: boolean;
  /** Why it would be passed over. */
  despite: PassedOverReason | undefined;
}

/** The teams of a recommendation, best first. */
export const choicesOf = ({ ranked }: Recommendation): Choice[] =>
  ranked.map(({ team, estimate }) => ({ candidate: team, estimate, fitsPlan: true, despite: undefined }));

/**
 * A team that a person names. It may fill any unit of the plan, not only the next one, and whether it was tried before
 * is for that person to know. Being off duty or busy are not faults to overrule: those are answered apart.
 */
export function namedChoice(
  { plan, next, need }: Recommendation,
  candidate: Candidate,
  estimate: Estimate | undefined,
): Choice {
  const units: PlanUnit[] = [next.unit, ...plan.units];
  const unit = units.find((one) => unitFits(one, candidate)) ?? next.unit;
  const ready = { ...candidate, onDuty: true, busy: false, alreadyTried: false };
  return {
    candidate,
    estimate,
    fitsPlan: planFits(plan.units, candidate),
    despite: rejectionOf(ready, { ...need, unit }),
  };
}
