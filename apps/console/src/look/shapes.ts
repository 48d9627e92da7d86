import type { Priority } from '#lib/contract';
import type { TeamState } from '../live/response-clock.js';

/**
 * Shapes by meaning, drawn in a box of 24 × 24, for the lists and the map alike. A priority is told by its shape and
 * its number before its colour; a team's state by what stands in its circle.
 */
export type PriorityName = Priority | 'unknown';

export const priorityShapes: Readonly<Record<PriorityName, string>> = {
  P1: 'M12 1.5 23 21.5H1Z',
  P2: 'M12 1 23 12 12 23 1 12Z',
  P3: 'M3 3H21V21H3Z',
  P4: 'M12 2A10 10 0 1 1 12 22A10 10 0 1 1 12 2Z',
  unknown: 'M7 2H17L23 12 17 22H7L1 12Z',
};

/** Where the number stands: lower in the triangle. */
export const priorityTextY: Readonly<Record<PriorityName, number>> = {
  P1: 18.6,
  P2: 16.2,
  P3: 16.2,
  P4: 16.2,
  unknown: 16.2,
};

export const priorityDigit = (priority: PriorityName): string =>
  priority === 'unknown' ? '?' : priority.slice(1);

export const priorityColour = (priority: PriorityName): string =>
  `--priority-${priority === 'unknown' ? 1 : priority.slice(1)}`;

export const teamColour: Readonly<Record<TeamState, string>> = {
  ready: '--team-ready',
  alerted: '--team-alerted',
  to_scene: '--team-to-scene',
  on_scene: '--team-on-scene',
  with_patient: '--team-with-patient',
  off_duty: '--team-off-duty',
};

/** A ring of radius 7 around 12,12; what is inside it says the state. */
export const teamRing = 'M12 4A8 8 0 1 1 12 20A8 8 0 1 1 12 4Z';
export const teamInside: Readonly<Record<TeamState, string>> = {
  ready: 'M12 4A8 8 0 1 1 12 20A8 8 0 1 1 12 4Z',
  alerted: 'M12 4A8 8 0 0 1 12 20Z',
  to_scene: 'M9 7 17 12 9 17Z',
  on_scene: 'M12 8A4 4 0 1 1 12 16A4 4 0 1 1 12 8Z',
  with_patient: 'M10.6 7H13.4V10.6H17V13.4H13.4V17H10.6V13.4H7V10.6H10.6Z',
  off_duty: '',
};
