import { incidentTypes, plannedPriority, type IncidentType, type Priority } from '#lib/contract';
import type { PlanUnit } from '../recommendation/engine/plan.js';
import { builtInPlans } from './built-in-plans.js';

/** Which teams an incident of this type and priority gets. */
export interface ResponsePlan {
  /** Null: for every type without a plan of its own. */
  type: IncidentType | null;
  priority: Priority;
  /** Only for this result of the protocol; null for every one. */
  determinant: string | null;
  units: PlanUnit[];
}

/** `plannedPriority` of the contract in SQL, for a row of `incident` under the alias given. */
export const plannedPrioritySql = (incident: string): string => {
  const unknown = incidentTypes.map(
    (type) => `when '${type}' then '${plannedPriority({ type, priority: null })}'`,
  );
  return `coalesce(${incident}.priority, case ${incident}.type ${unknown.join(' ')} end)`;
};

/**
 * The plan that applies: the one for the determinant before the one for the type, that before the one for all types,
 * and of two equally specific ones the center's before the built-in. A plan for a determinant has the priority of its
 * level, so it does not apply when a person set another priority.
 */
export function planFor(
  type: IncidentType,
  priority: Priority | null,
  plansOfCenter: readonly ResponsePlan[],
  determinant: string | null = null,
): ResponsePlan {
  const planned = plannedPriority({ type, priority });
  const inPriority = [...plansOfCenter, ...builtInPlans].filter((plan) => plan.priority === planned);
  const plans = inPriority.filter((plan) => plan.determinant === null);
  return (
    inPriority.find((plan) => determinant !== null && plan.determinant === determinant) ??
    plans.find((plan) => plan.type === type) ??
    plans.find((plan) => plan.type === null)!
  );
}
