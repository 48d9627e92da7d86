import type { Priority } from './vocabulary.js';

interface Served {
  readonly id: string;
  readonly priority: Priority | null;
  /** ISO 8601. */
  readonly clockStartedAt: string;
}

/**
 * While nobody knows the priority the incident is planned as P2: an ambulance goes, and a call that turns out to be
 * P1 has lost nothing, while planning it as P1 would put every call that was just opened before the known P2s.
 */
export const plannedPriority = (priority: Priority | null): Priority => priority ?? 'P2';

/** Whether an incident goes before another whichever of them began first. Two of one priority are for a person to weigh. */
export const isMoreUrgent = (one: Priority | null, other: Priority | null): boolean =>
  plannedPriority(one) < plannedPriority(other);

/** Whose turn it is among incidents without a team: the most urgent, and of these the emergency that began first. */
export function inServingOrder(a: Served, b: Served): number {
  const [first, second] = [plannedPriority(a.priority), plannedPriority(b.priority)];
  if (first !== second) return first < second ? -1 : 1;
  return (
    Date.parse(a.clockStartedAt) - Date.parse(b.clockStartedAt) || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0)
  );
}
