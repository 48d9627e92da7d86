import type { IncidentState, IncidentType, Priority } from '#lib/contract';
import type { LatLon } from '#lib/kernel';
import type { ResponsePlan } from '../response-plan/response-plan.js';
import type { TeamSkills } from './engine/plan.js';

/** An incident as dispatch sees it: where, what, and who is on it or was asked. */
export interface Situation {
  incidentId: string;
  /** Of the incident when this was read. */
  version: number;
  state: IncidentState;
  type: IncidentType;
  priority: Priority | null;
  /** The protocol’s result; null without a triage. */
  determinant: string | null;
  place: LatLon;
  /** The live assignments. */
  sent: SentTeam[];
  /**
   * Teams that declined or did not answer this incident, since it was opened or last reopened, and in their present
   * duty: whoever comes back for another shift is asked again.
   */
  triedTeamIds: string[];
  /** The center's own plans that could apply. */
  plans: ResponsePlan[];
}

export interface SentTeam extends TeamSkills {
  assignmentId: string;
  teamId: string;
  offeredAt: Date;
}
