import type { IncidentType, Priority } from '#lib/contract';
import type { TriageOutcome } from '#lib/triage';

/** What an incident is treated as: the plan follows from it. */
export interface Treatment {
  type: IncidentType;
  priority: Priority | null;
  determinant: string | null;
}

type Found = Pick<TriageOutcome, 'triageId' | 'type' | 'priority' | 'determinant'>;

/** The more urgent of two priorities. */
export const moreUrgent = (one: Priority | null, other: Priority | null): Priority | null => {
  if (one === null || other === null) return one ?? other;
  return one < other ? one : other;
};

/**
 * The rule by which an incident with any number of triages is treated:
 *
 * 1. Its priority rises at once to what any triage finds. It falls only when a person sets the priority of a triage
 *    with a reason, and then no further than the gravest of its other triages; or when a person edits the incident.
 *    A triage that joins or leaves lowers nothing: nobody has said that the danger is gone.
 * 2. Its determinant is of a triage that gives that priority: one of a card before one of the entry questions, then
 *    the one it has, then the one just told, then the one that began first. Where none gives that priority, it keeps
 *    the determinant it has as long as one of its triages says so.
 * 3. Its type is that of the same triage.
 *
 * @param triages all of the incident, in the order they began
 * @param told the one that joined or found something new; null when one left
 */
export function treatmentAfter(
  present: Treatment,
  triages: readonly Found[],
  told: (Found & { overridden: boolean }) | null,
): Treatment {
  const priority = told ? priorityAfter(present.priority, triages, told) : present.priority;
  const deciding = decidingOf(
    triages.filter((one) => priority !== null && one.priority === priority),
    present.determinant,
    told?.triageId,
  );
  return {
    type: deciding?.type ?? typeWithout(present.type, triages, told),
    priority,
    determinant: deciding ? deciding.determinant : keptDeterminant(present.determinant, triages),
  };
}

function priorityAfter(
  present: Priority | null,
  triages: readonly Found[],
  told: Found & { overridden: boolean },
): Priority | null {
  const raised = moreUrgent(present, told.priority);
  if (!told.overridden) return raised;
  const gravest = triages.reduce<Priority | null>((found, one) => moreUrgent(found, one.priority), null);
  // Somebody may have edited the incident to less than its triages say: an override does not undo that.
  return gravest !== null && raised !== null && gravest < raised ? raised : gravest;
}

function decidingOf(
  candidates: readonly Found[],
  present: string | null,
  toldId: string | undefined,
): Found | undefined {
  const certainty = Math.min(...candidates.map(uncertaintyOf));
  const best = candidates.filter((one) => uncertaintyOf(one) === certainty);
  return (
    best.find(({ determinant }) => determinant !== null && determinant === present) ??
    best.find(({ triageId }) => triageId === toldId) ??
    best[0]
  );
}

/** A card's own result says more than that of the questions every caller is asked, and that more than the bare fact. */
function uncertaintyOf({ determinant }: Found): number {
  if (determinant === null) return 2;
  return determinant.startsWith('00.') ? 1 : 0;
}

/** Where no triage gives the priority, one that has just reached a card says the type, unless another one said it. */
function typeWithout(present: IncidentType, triages: readonly Found[], told: Found | null): IncidentType {
  const others = triages.filter(({ triageId }) => triageId !== told?.triageId);
  return others.some(({ type }) => type === present) ? present : (told?.type ?? present);
}

const keptDeterminant = (present: string | null, triages: readonly Found[]): string | null =>
  triages.some(({ determinant }) => determinant === present) ? present : null;
