import { assignmentStates, roleMay, type AssignmentState } from '#lib/contract';
import type { Caller } from '#lib/platform';
import type { Assignment } from './assignment.js';
import type { AssignmentView } from './assignment.dto.js';

/** Whether this caller directs teams, and so may recall and divert them and report for them by radio. */
export const mayDispatch = ({ role }: Caller): boolean =>
  role === 'system' || roleMay(role, 'dispatch.assign');

const byDispatchersOnly: readonly AssignmentState[] = ['recalled', 'diverted'];

/** The steps this caller may report next. */
export function stepsFor(caller: Caller, state: AssignmentState): AssignmentState[] {
  if (caller.role !== 'system' && !roleMay(caller.role, 'assignment.progress')) return [];
  return assignmentStates
    .next(state)
    .filter((next) => next !== 'expired' && (mayDispatch(caller) || !byDispatchersOnly.includes(next)));
}

/** An assignment as this caller sees it. */
export const assignmentView = (assignment: Assignment, caller: Caller): AssignmentView => ({
  id: assignment.id,
  incidentId: assignment.incidentId,
  teamId: assignment.teamId,
  team: { id: assignment.teamId, callSign: assignment.callSign, kind: assignment.kind },
  state: assignment.state,
  stateSince: assignment.stateSince.toISOString(),
  allowed: stepsFor(caller, assignment.state),
  offeredAt: assignment.offeredAt.toISOString(),
  offeredBy: assignment.offeredBy,
  acknowledgeBy: assignment.acknowledgeBy?.toISOString() ?? null,
  fitsPlan: assignment.fitsPlan,
  etaSeconds: assignment.etaSeconds,
  etaSource: assignment.etaSource,
  distanceMetres: assignment.distanceMetres,
  destinationFacilityId: assignment.destinationFacilityId,
  endedReason: assignment.endedReason,
  endedAt: assignment.endedAt?.toISOString() ?? null,
  recommendationId: assignment.recommendationId,
  version: assignment.version,
});
