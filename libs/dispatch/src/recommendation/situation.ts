import type { IncidentState, IncidentType, Priority } from '#lib/contract';
import type { LatLon } from '#lib/kernel';
import type { ResponsePlan } from '../response-plan/response-plan.js';
import type { TeamSkills } from './engine/plan.js';

/** What decides who goes, of an incident or of one that is still being told: where, what, and who is on it or was asked. */
export interface Scene {
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
  plans: readonly ResponsePlan[];
}

/** An incident as dispatch sees it. */
export interface Situation extends Scene {
  incidentId: string;
  /** Of the incident when this was read. */
  version: number;
  state: IncidentState;
}

export interface SentTeam extends TeamSkills {
  assignmentId: string;
  teamId: string;
  offeredAt: Date;
}
