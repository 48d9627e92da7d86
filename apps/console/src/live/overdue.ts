import { isLiveAssignmentState, type BoardAssignment, type BoardIncident } from '#lib/contract';

/** A team that accepted and has not set out, or has set out and not arrived, and is past its time. */
export type Overdue = BoardAssignment & { readonly overdueSince: string };

/** The server tells when a team is late; its next step, or its end, is the end of that. */
export const isOverdue = (assignment: BoardAssignment): assignment is Overdue =>
  assignment.overdueSince !== null && isLiveAssignmentState(assignment.state);

/** The team of an incident that is late the longest. */
export const mostOverdue = ({ assignments }: Pick<BoardIncident, 'assignments'>): Overdue | undefined =>
  assignments.filter(isOverdue).sort((a, b) => (a.overdueSince < b.overdueSince ? -1 : 1))[0];

/** For how long its time has been over, seconds. */
export const overdueSeconds = ({ overdueSince }: Overdue, now: number): number =>
  Math.max(0, (now - Date.parse(overdueSince)) / 1_000);
