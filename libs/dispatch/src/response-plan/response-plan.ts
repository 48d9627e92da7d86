import type { IncidentType, Priority } from '#lib/contract';
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

/** What is arranged rather than called for in need: not knowing its priority is no sign of danger. */
const arrangedTypes: readonly IncidentType[] = ['home_visit', 'transfer'];
const plannedUnknown = { arranged: 'P3', other: 'P2' } as const;

/**
 * While nobody knows the priority the incident is planned as P2: an ambulance goes, and a call that turns out to be
 * P1 has lost nothing, while planning it as P1 would put every call that was just opened before the known P2s. A visit
 * or a transfer is planned as P3: the ambulance that it took would be missing where a life is in danger.
 */
const plannedPriority = (priority: Priority | null, type: IncidentType): Priority =>
  priority ?? plannedUnknown[arrangedTypes.includes(type) ? 'arranged' : 'other'];

/** The same in SQL, for a row of `incident` under the alias given. */
export const plannedPrioritySql = (incident: string): string => {
  const arranged = arrangedTypes.map((type) => `'${type}'`).join(', ');
  return `coalesce(${incident}.priority,
    case when ${incident}.type in (${arranged}) then '${plannedUnknown.arranged}' else '${plannedUnknown.other}' end)`;
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
  const planned = plannedPriority(priority, type);
  const inPriority = [...plansOfCenter, ...builtInPlans].filter((plan) => plan.priority === planned);
  const plans = inPriority.filter((plan) => plan.determinant === null);
  return (
    inPriority.find((plan) => determinant !== null && plan.determinant === determinant) ??
    plans.find((plan) => plan.type === type) ??
    plans.find((plan) => plan.type === null)!
  );
}
