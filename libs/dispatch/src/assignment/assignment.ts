import type { AssignmentState, EtaSource, TeamKind } from '#lib/contract';

/** One team sent to one incident, as it is stored. */
export interface Assignment {
  id: string;
  centerId: string;
  incidentId: string;
  teamId: string;
  callSign: string;
  kind: TeamKind;
  /** The list this team was chosen from, and why. */
  recommendationId: string | null;
  state: AssignmentState;
  /** When it came into this state, as told by the team. */
  stateSince: Date;
  offeredAt: Date;
  offeredBy: string;
  /** Null once the team has answered. */
  acknowledgeBy: Date | null;
  /** Only such a team stops the response clock. */
  fitsPlan: boolean;
  etaSeconds: number | null;
  etaSource: EtaSource | null;
  distanceMetres: number | null;
  destinationFacilityId: string | null;
  endedReason: string | null;
  endedAt: Date | null;
  version: number;
}
