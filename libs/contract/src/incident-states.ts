import { liveAssignmentStates, type AssignmentState } from './assignment-states.js';

/** An incident's state follows its furthest live assignment; `closed` is decided by a person. */
export const incidentStates = [
  'queued',
  'assigned',
  'en_route',
  'on_scene',
  'transporting',
  'closed',
] as const;
export type IncidentState = (typeof incidentStates)[number];
export type OpenIncidentState = Exclude<IncidentState, 'closed'>;

const stateByAssignment: Partial<Record<AssignmentState, OpenIncidentState>> = {
  offered: 'assigned',
  acknowledged: 'assigned',
  en_route: 'en_route',
  on_scene: 'on_scene',
  transporting: 'transporting',
  at_hospital: 'transporting',
};

/**
 * The state of an open incident, from the states of all its assignments.
 * With none alive: `present` stays when a team has finished its work (`cleared`; the incident waits to be closed),
 * otherwise the incident waits for a team again.
 */
export function incidentStateFor(
  assignments: readonly AssignmentState[],
  present: OpenIncidentState,
): OpenIncidentState {
  for (const state of [...liveAssignmentStates].reverse()) {
    if (assignments.includes(state)) return stateByAssignment[state]!;
  }
  return assignments.includes('cleared') && present !== 'queued' ? present : 'queued';
}
