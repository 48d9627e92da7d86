import type { AssignmentState, BoardAssignment, BoardIncident, BoardTeam, Priority } from '#lib/contract';

/** What of the settings the clocks count against. */
export interface ClockSettings {
  readonly targets: {
    readonly processing: { readonly seconds: number };
    readonly response: Readonly<Record<Priority, { readonly seconds: number }>>;
  };
}

export type Lateness = 'in_time' | 'near' | 'late' | 'met';

/** From this share of the target on, an incident is close to being late. */
const nearShare = 0.75;

export interface ResponseClock {
  /** Seconds since the first ring. */
  readonly elapsedSeconds: number;
  readonly targetSeconds: number;
  readonly lateness: Lateness;
}

const withPatient: readonly AssignmentState[] = ['on_scene', 'transporting', 'at_hospital', 'cleared'];

export const hasArrived = ({ assignments }: BoardIncident): boolean =>
  assignments.some(({ state }) => withPatient.includes(state));

/** Targets of an unknown priority are those of the most urgent one. */
export const responseTarget = (priority: Priority | null, { targets }: ClockSettings): number =>
  targets.response[priority ?? 'P1'].seconds;

/** How an incident stands against the center's target, at `now` in server milliseconds. */
export function responseClock(incident: BoardIncident, settings: ClockSettings, now: number): ResponseClock {
  const elapsedSeconds = Math.max(0, (now - Date.parse(incident.clockStartedAt)) / 1_000);
  const targetSeconds = responseTarget(incident.priority, settings);
  return { elapsedSeconds, targetSeconds, lateness: latenessOf(incident, settings, elapsedSeconds) };
}

function latenessOf(incident: BoardIncident, settings: ClockSettings, elapsedSeconds: number): Lateness {
  if (hasArrived(incident)) return 'met';
  const targetSeconds = responseTarget(incident.priority, settings);
  if (elapsedSeconds > targetSeconds) return 'late';
  if (elapsedSeconds > targetSeconds * nearShare) return 'near';
  const unsent = incident.state === 'queued' && elapsedSeconds > settings.targets.processing.seconds;
  return unsent && incident.priority !== 'P3' && incident.priority !== 'P4' ? 'near' : 'in_time';
}

export type TeamState = 'ready' | 'alerted' | 'to_scene' | 'on_scene' | 'with_patient' | 'off_duty';

const teamStateBy: Partial<Record<AssignmentState, TeamState>> = {
  offered: 'alerted',
  acknowledged: 'alerted',
  en_route: 'to_scene',
  on_scene: 'on_scene',
  transporting: 'with_patient',
  at_hospital: 'with_patient',
};

/** What a team is doing: the state of its live assignment, or whether it is ready. */
export const teamState = (team: BoardTeam, assignment: BoardAssignment | undefined): TeamState =>
  (assignment && teamStateBy[assignment.state]) ?? (team.onDuty ? 'ready' : 'off_duty');
