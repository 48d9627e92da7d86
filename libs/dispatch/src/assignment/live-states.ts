import { liveAssignmentStates } from '#lib/contract';

/**
 * The live states as SQL literals: only a condition written like those of the partial indexes lets PostgreSQL use them
 * (`assignment_one_live_per_team`, `assignment_live_center`).
 */
export const liveStates = liveAssignmentStates.map((state) => `'${state}'`).join(', ');
