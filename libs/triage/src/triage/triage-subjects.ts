import { Injectable } from '@nestjs/common';
import type { IncidentType, Priority } from '#lib/contract';
import type { Caller, Queryable, Transaction } from '#lib/platform';

/** What a triage has found out, for the incident it belongs to. */
export interface TriageOutcome {
  triageId: string;
  /** Null until a card was reached. */
  type: IncidentType | null;
  determinant: string | null;
  /** Null while nothing certain is known. */
  priority: Priority | null;
  /** Whether a person is setting the priority with a reason now: only then may the incident's become lower. */
  overridden: boolean;
  priorityKnownAt: Date | null;
}

/** The outcome of one triage, beside those of all triages of its incident in the order they began, itself with them. */
export interface ToldOutcome {
  outcome: TriageOutcome;
  all: readonly TriageOutcome[];
}

/** What a triage was told of its patient. Personal data. */
export interface ToldOfPatient {
  triageId: string;
  /** Null where it was not told, or is told no more. */
  ageYears: number | null;
}

/** Incidents as triages need them. */
export interface TriagedIncidents {
  /** The incident held by this transaction, if this caller may see it. */
  lock(tx: Transaction, id: string): Promise<{ closed: boolean } | undefined>;
  isVisible(on: Queryable, caller: Caller, id: string): Promise<boolean>;
  /** A triage now belongs to the incident, which is locked. */
  attached(tx: Transaction, id: string, told: ToldOutcome): Promise<void>;
  /** A triage belongs to the incident, which is locked, no more. */
  parted(tx: Transaction, id: string, triageId: string, left: readonly TriageOutcome[]): Promise<void>;
  /** The outcome has changed; the incident is locked. */
  graded(tx: Transaction, id: string, told: ToldOutcome): Promise<void>;
  /** What is known of the patient by a triage of the incident, which is locked. */
  toldOfPatient(tx: Transaction, id: string, told: ToldOfPatient): Promise<void>;
}

export interface TriagedContact {
  incidentId: string | null;
  answeredAt: Date | null;
  /** The user who answered. */
  answeredBy: string | null;
}

/** Contacts as triages need them. */
export interface TriagedContacts {
  find(on: Queryable, centerId: string, id: string): Promise<TriagedContact | undefined>;
}

/**
 * What a triage is about belongs to libs that know nothing of triage, or stand above it. Those that do know both say
 * here what it may ask of them; until then there is nothing to be triaged for.
 */
@Injectable()
export class TriageSubjects {
  incidents: TriagedIncidents = {
    lock: () => Promise.resolve(undefined),
    isVisible: () => Promise.resolve(false),
    attached: () => Promise.resolve(),
    parted: () => Promise.resolve(),
    graded: () => Promise.resolve(),
    toldOfPatient: () => Promise.resolve(),
  };
  contacts: TriagedContacts = { find: () => Promise.resolve(undefined) };

  provideIncidents(incidents: TriagedIncidents): void {
    this.incidents = incidents;
  }

  provideContacts(contacts: TriagedContacts): void {
    this.contacts = contacts;
  }
}
