import type { IncidentType } from '#lib/contract';
import type { LatLon } from '#lib/kernel';

/** A point as somebody told it. */
export interface ToldPlace extends LatLon {
  /** Radius that holds the true place about two times in three, metres; null when nobody said. */
  accuracyMetres: number | null;
}

/** What is known of a contact while its form is being filled. What is not known yet is null. */
export interface Report {
  /** When it rang. */
  at: Date;
  place: ToldPlace | null;
  type: IncidentType | null;
  /** In E.164, or as received. */
  callerNumber: string | null;
  complaint: string | null;
}

/** An incident that the report may be about, with what its contacts add. */
export interface KnownIncident {
  id: string;
  /** Its t0: the first ring of its contacts. */
  startedAt: Date;
  /** Where it is, and where else its further callers said it is; at least one. */
  places: readonly [ToldPlace, ...ToldPlace[]];
  type: IncidentType;
  complaint: string | null;
  isOpen: boolean;
  /** How many contacts belong to it. */
  contacts: number;
  /** Numbers that called about it, as in {@link Report.callerNumber}. */
  callerNumbers: readonly string[];
}

/** How often unrelated emergencies come in around the place of the report: counted over some days before it. */
export interface Surroundings {
  incidents: number;
  radiusMetres: number;
  days: number;
  /** How much busier the whole center is now than usual: 1 as usual, 2 twice as many new incidents. */
  pace: number;
}
