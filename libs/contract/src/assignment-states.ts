import { StateMachine } from '#lib/kernel';

/**
 * One team sent to one incident. `on_scene → cleared` is normal (treated at home); a team may skip
 * `acknowledged` by setting out; `diverted` is never possible with a patient aboard.
 */
export const assignmentStates = new StateMachine('offered', {
  offered: ['acknowledged', 'en_route', 'declined', 'expired', 'recalled', 'diverted'],
  acknowledged: ['en_route', 'declined', 'recalled', 'diverted'],
  en_route: ['on_scene', 'recalled', 'diverted'],
  on_scene: ['transporting', 'cleared', 'recalled'],
  transporting: ['at_hospital'],
  at_hospital: ['cleared'],
  cleared: [],
  declined: [],
  expired: [],
  recalled: [],
  diverted: [],
});

export type AssignmentState = typeof assignmentStates extends StateMachine<infer S> ? S : never;

/** The states in which a team is taken, in the order in which a job goes through them. */
export const liveAssignmentStates = [
  'offered',
  'acknowledged',
  'en_route',
  'on_scene',
  'transporting',
  'at_hospital',
] as const satisfies readonly AssignmentState[];

export type LiveAssignmentState = (typeof liveAssignmentStates)[number];

export const isLiveAssignmentState = (state: AssignmentState): state is LiveAssignmentState =>
  (liveAssignmentStates as readonly AssignmentState[]).includes(state);
