import type { IncidentType, Priority } from './vocabulary.js';

/** What is known of how urgent an incident is. */
export interface Graded {
  readonly type: IncidentType;
  readonly priority: Priority | null;
}

interface Served extends Graded {
  readonly id: string;
  /** ISO 8601. */
  readonly clockStartedAt: string;
}

/** What is arranged rather than called for in need: not knowing its priority is no sign of danger. */
const arrangedTypes: readonly IncidentType[] = ['home_visit', 'transfer'];

/**
 * While nobody knows the priority the incident is planned as P2: an ambulance goes, and a call that turns out to be
 * P1 has lost nothing, while planning it as P1 would put every call that was just opened before the known P2s. A visit
 * or a transfer is planned as P3: the ambulance that it took would be missing where a life is in danger.
 */
export const plannedPriority = ({ type, priority }: Graded): Priority =>
  priority ?? (arrangedTypes.includes(type) ? 'P3' : 'P2');

/** Whether an incident goes before another whichever of them began first. Two of one priority are for a person to weigh. */
export const isMoreUrgent = (one: Graded, other: Graded): boolean =>
  plannedPriority(one) < plannedPriority(other);

/** So many of the more urgent incidents without a team are looked at: more of them leave nobody to send to anything else. */
export const mostUrgentConsidered = 3;

/** Whose turn it is among incidents without a team: the most urgent, and of these the emergency that began first. */
export function inServingOrder(a: Served, b: Served): number {
  if (isMoreUrgent(a, b)) return -1;
  if (isMoreUrgent(b, a)) return 1;
  return (
    Date.parse(a.clockStartedAt) - Date.parse(b.clockStartedAt) || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0)
  );
}
