import { isLiveAssignmentState, type BoardAssignment, type BoardIncident } from '#lib/contract';

type Asked = Pick<BoardIncident, 'state' | 'assignments'>;

const liveOf = ({ assignments }: Asked): readonly BoardAssignment[] =>
  assignments.filter(({ state }) => isLiveAssignmentState(state));

/** Whether teams were asked and none of them has said that it comes: a team is named, and nobody is on the way. */
export function isUnanswered(incident: Asked): boolean {
  const live = liveOf(incident);
  return incident.state === 'assigned' && live.length > 0 && live.every(({ state }) => state === 'offered');
}

/** Past its time, at `now` in server milliseconds, or already passed on to another team because it was. */
export const isUnacknowledged = ({ state, acknowledgeBy }: BoardAssignment, now: number): boolean =>
  state === 'expired' || (state === 'offered' && acknowledgeBy !== null && now > Date.parse(acknowledgeBy));

/** How an incident that was refused goes on. */
export interface Refused {
  /** Who declined or let the time pass, in the order in which they were asked. */
  readonly refusals: readonly BoardAssignment[];
  /** Who is asked now. */
  readonly asked: readonly BoardAssignment[];
  /** Whether another team has accepted meanwhile. */
  readonly accepted: boolean;
}

/**
 * What is to be known where a team did not accept and no other one has taken its place yet; null where nothing is.
 * What was before a team finished its work is another story.
 */
export function refusedOf(incident: Asked): Refused | null {
  const { state, assignments } = incident;
  if (state === 'closed') return null;
  const finished = assignments.filter((one) => one.state === 'cleared').map(({ stateSince }) => stateSince);
  const refusals = assignments.filter(
    (one) => isRefusal(one) && finished.every((stateSince) => one.stateSince > stateSince),
  );
  const live = liveOf(incident);
  const asked = live.filter((one) => one.state === 'offered');
  const accepted = live.length > asked.length;
  if (refusals.length === 0 || (accepted && asked.length === 0)) return null;
  if (live.length === 0 && !(state === 'queued' && isRefusal(lastEnded(assignments)))) return null;
  return { refusals, asked, accepted };
}

const isRefusal = (assignment: BoardAssignment | undefined): boolean =>
  assignment?.state === 'expired' || assignment?.state === 'declined';

const lastEnded = (assignments: readonly BoardAssignment[]): BoardAssignment | undefined =>
  assignments.reduce<BoardAssignment | undefined>(
    (last, one) => (last === undefined || one.stateSince >= last.stateSince ? one : last),
    undefined,
  );
