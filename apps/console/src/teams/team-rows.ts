import type { BoardAssignment, BoardTeam } from '#lib/contract';
import type { Board, LiveIncident } from '../live/board.js';
import { teamState, type TeamState } from '../live/response-clock.js';

/** A team with what it is doing. */
export interface TeamRow {
  readonly team: BoardTeam;
  readonly state: TeamState;
  readonly assignment: BoardAssignment | undefined;
  readonly incident: LiveIncident | undefined;
  /** Since when it is in this state; for a ready team since it came on duty. Null where nothing tells. */
  readonly since: string | null;
}

export const teamStates: readonly TeamState[] = [
  'ready',
  'alerted',
  'to_scene',
  'on_scene',
  'with_patient',
  'off_duty',
];

/** Made once: making one for each comparison costs more than the comparison. */
const byCallSign = new Intl.Collator(undefined, { numeric: true });

/** Every team by call sign: an order in which nothing jumps when a team changes its state. */
export function teamRows({ teams, incidents }: Board): TeamRow[] {
  const byAssignment = new Map(
    [...incidents.values()].flatMap((incident) =>
      incident.assignments.map((assignment) => [assignment.id, { assignment, incident }] as const),
    ),
  );
  return [...teams.values()]
    .map((team) => {
      const found = team.assignmentId === null ? undefined : byAssignment.get(team.assignmentId);
      const state = teamState(team, found?.assignment);
      return {
        team,
        state,
        assignment: found?.assignment,
        incident: found?.incident,
        since: found?.assignment.stateSince ?? team.dutySince,
      };
    })
    .sort((a, b) => byCallSign.compare(a.team.callSign, b.team.callSign));
}
