import type {
  AssignmentState,
  ContactOutcome,
  CrewRole,
  Channel,
  Disposition,
  IncidentState,
  IncidentType,
  Priority,
  TeamKind,
} from '#lib/contract';
import type { LatLon } from '#lib/kernel';

/** What the simulation reads of the server's answers, and what it asks: a part of the public contract. */

export interface ContactView {
  id: string;
  incidentId: string | null;
}

export interface IncidentView {
  id: string;
  number: string;
  state: IncidentState;
  version: number;
}

export interface AssignmentView {
  id: string;
  incidentId: string;
  teamId: string;
  state: AssignmentState;
}

export interface TeamView {
  id: string;
  callSign: string;
  kind: TeamKind;
  onDuty: boolean;
}

export interface FacilityView {
  id: string;
  kind: string;
  name: string;
  lat: number;
  lon: number;
}

export interface Page<T> {
  items: T[];
  nextCursor: string | null;
}

export interface NewContact {
  channel: Channel;
  callerNumber?: string;
  /** When it rang, if it is told later. */
  at?: Date;
}

export interface NewIncident {
  contactId: string;
  place: LatLon & { accuracyMetres?: number; address?: string };
  complaint: string;
  type: IncidentType;
  priority: Priority;
}

export interface ContactEnd {
  outcome: ContactOutcome;
  at?: Date;
}

export interface Closing {
  disposition: Disposition;
}

export interface Step {
  state: Exclude<AssignmentState, 'offered' | 'expired' | 'diverted'>;
  /** When it happened, if it is told later. */
  at?: Date;
  reason?: string;
  facilityId?: string;
}

export interface Fix extends LatLon {
  at: Date;
  accuracyMetres?: number;
  /** Metres per second. */
  speed?: number;
  /** Degrees, 0 = north, clockwise. */
  heading?: number;
}

export interface TeamFix extends Fix {
  teamId: string;
}

export interface CrewMember {
  readonly name: string;
  readonly role: CrewRole;
}
