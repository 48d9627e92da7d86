import { Injectable } from '@nestjs/common';
import { accept, refuse, type Result } from '#lib/kernel';
import {
  incidentStateFor,
  type AssignmentState,
  type IncidentType,
  type Priority,
  type QueuedReason,
} from '#lib/contract';
import type { Center } from '#lib/center';
import {
  telephoneNumberFrom,
  type Caller,
  type Queryable,
  type Refusal,
  type Transaction,
} from '#lib/platform';
import { takerOf, type NewPatient, type ToldOfPatient } from '../patient/patient.js';
import type { PatientRequest } from '../patient/patient.dto.js';
import { PatientRepository } from '../patient/patient.repository.js';
import { blackTagRefusal } from '../patient/black-tag.js';
import type { PlaceRequest } from '../place/place.dto.js';
import { placeSourceOf } from '../place/place-source.js';
import { Places } from '../place/places.js';
import { placeFactsOf, type Incident } from './incident.js';
import { recordChanges } from './incident-change.js';
import { IncidentRepository } from './incident.repository.js';
import { incidentSummary, incidentView, type IncidentSummary, type IncidentView } from './incident.view.js';
import { TeamVisibility } from './team-visibility.js';

/** What an incident is opened with. */
export interface Opening {
  /** Made beforehand, so that the contact can point to it. */
  id: string;
  contactId: string | null;
  /** When somebody began to take the call down; null where a contact tells, or nobody. */
  beganAt?: Date | null;
  /** t0: when the contact rang, or the call was begun. */
  clockStartedAt: Date;
  caller: { name?: string | null; phone?: string | null };
  place: PlaceRequest;
  complaint: string;
  type?: IncidentType;
  priority?: Priority;
  /** The protocol’s result, where a triage came before the incident. */
  determinant?: string | null;
  patients?: readonly PatientRequest[];
  /** What the triage that comes with it was told of its patient. */
  told?: ToldOfPatient;
}

/** What other libs do with incidents, inside their own commands. */
@Injectable()
export class Incidents {
  constructor(
    private readonly incidents: IncidentRepository,
    private readonly patients: PatientRepository,
    private readonly places: Places,
    private readonly visibility: TeamVisibility,
  ) {}

  /**
   * Opens an incident, waiting for a team. Call it last in a command: from its number on, other openings in the
   * center wait for the commit.
   */
  async open(tx: Transaction, center: Center, opening: Opening): Promise<Result<IncidentView, Refusal>> {
    const { place, caller } = opening;
    const type = opening.type ?? 'unknown_problem';
    for (const [index, { tag }] of (opening.patients ?? []).entries()) {
      const refusal = blackTagRefusal(type, tag, `patients.${index}.tag`);
      if (refusal) return refuse(refusal);
    }
    const located = await this.places.locate(tx.manager, center, place);
    if (!located.accepted) return located;
    const patients = newPatients(tx, opening);
    const incident = await this.incidents.insert(
      tx.manager,
      center,
      {
        id: opening.id,
        centerId: center.id,
        priority: opening.priority ?? null,
        type,
        complaint: opening.complaint,
        determinant: opening.determinant ?? null,
        callerName: caller.name ?? null,
        callerPhone: caller.phone ? telephoneNumberFrom(caller.phone) : null,
        lat: place.lat,
        lon: place.lon,
        accuracyMetres: place.accuracyMetres ?? null,
        address: place.address ?? null,
        placeNote: place.note ?? null,
        placeSource: placeSourceOf(place.source, tx.caller),
        placeChosenBy: tx.caller.actor,
        placeChosenAt: tx.now,
        areaId: located.value.areaId,
        openedAt: tx.now,
        openedBy: tx.caller.actor,
        clockStartedAt: opening.clockStartedAt,
      },
      patients,
    );
    tx.record({
      type: 'incident.opened',
      subjectId: incident.id,
      subjectVersion: incident.version,
      incidentId: incident.id,
      payload: {
        number: incident.number,
        contactId: opening.contactId,
        ...(opening.beganAt && { beganAt: opening.beganAt.toISOString() }),
        type: incident.type,
        priority: incident.priority,
        place: placeFactsOf(incident),
        patients: patients.length,
      },
    });
    if (incident.determinant !== null) recordDeterminant(tx, incident, null);
    const stored = patients.map((patient) => ({
      ...patient,
      incidentId: incident.id,
      version: 1,
      createdAt: tx.now,
    }));
    return accept(incidentView(incident, stored, tx.caller));
  }

  find(on: Queryable, centerId: string, id: string): Promise<Incident | undefined> {
    return this.incidents.find(on, centerId, id);
  }

  /** The id of the incident that this one repeats in the end: its own where it repeats none. */
  async findRepeated(on: Queryable, centerId: string, id: string): Promise<string | undefined> {
    return (await this.incidents.listDuplicateChain(on, centerId, id)).at(-1);
  }

  /** The ids of this incident and of all closed as duplicates of it, directly or along a chain. */
  listRepeating(on: Queryable, centerId: string, id: string): Promise<string[]> {
    return this.incidents.listRepeating(on, centerId, id);
  }

  /** These incidents as lists answer them, in this order; those that are not there are left out. */
  async listSummaries(on: Queryable, caller: Caller, ids: readonly string[]): Promise<IncidentSummary[]> {
    const found = await this.incidents.listByIds(on, caller.centerId, ids);
    return ids
      .flatMap((id) => found.find((incident) => incident.id === id) ?? [])
      .map((incident) => incidentSummary(incident, caller));
  }

  /** The incident of the caller's center, held by this transaction: taken before any row that belongs to it. */
  lock(tx: Transaction, id: string): Promise<Incident | undefined> {
    return this.incidents.lock(tx.manager, tx.centerId, id);
  }

  /** The same, only if this caller may see it. */
  async lockVisible(tx: Transaction, id: string): Promise<Incident | undefined> {
    return (await this.visible(tx.manager, tx.caller, id)) ? this.lock(tx, id) : undefined;
  }

  /** The incident, if this caller may see it. */
  async findVisible(on: Queryable, caller: Caller, id: string): Promise<Incident | undefined> {
    return (await this.visible(on, caller, id)) ? this.find(on, caller.centerId, id) : undefined;
  }

  /** The incident with its patients, as this caller may see it. */
  async view(on: Queryable, incident: Incident, caller: Caller): Promise<IncidentView> {
    return incidentView(incident, await this.patients.list(on, incident.id), caller);
  }

  /**
   * Lets the state follow the states of all the incident's assignments. The incident must be locked. Falling back to
   * `queued` is told with its reason. A closed incident stays closed: that is a person's decision.
   */
  async followAssignments(
    tx: Transaction,
    incident: Incident,
    assignments: readonly AssignmentState[],
    lossReason: QueuedReason,
  ): Promise<Incident> {
    if (incident.state === 'closed') return incident;
    const state = incidentStateFor(assignments, incident.state);
    if (state === incident.state) return incident;
    const changed = await this.incidents.updateState(tx.manager, incident, state, tx.now);
    const entry = { subjectId: incident.id, subjectVersion: changed.version, incidentId: incident.id };
    tx.record({
      ...entry,
      type: 'incident.state_changed',
      payload: { from: incident.state, to: state },
    });
    if (state === 'queued') {
      tx.record({ ...entry, type: 'incident.queued', payload: { reason: lossReason } });
    }
    return changed;
  }

  /**
   * A contact about this incident rang earlier than its clock began: the clock is moved back to that ring, also of a
   * closed incident: reports read the same rings.
   */
  async startClockNoLaterThan(tx: Transaction, incident: Incident, rang: Date): Promise<void> {
    if (rang < incident.clockStartedAt) await this.startClockAt(tx, incident, rang);
  }

  /**
   * A contact left this incident: the clock begins at the first ring that is left, or where that was earlier, when
   * its call was begun by hand, else at the opening.
   */
  async startClockAtFirstRing(tx: Transaction, incident: Incident, firstRing: Date | null): Promise<void> {
    const began = (await this.incidents.findBeginning(tx.manager, incident)) ?? incident.openedAt;
    await this.startClockAt(tx, incident, firstRing && firstRing < began ? firstRing : began);
  }

  private async startClockAt(tx: Transaction, incident: Incident, at: Date): Promise<void> {
    if (at.getTime() === incident.clockStartedAt.getTime()) return;
    const changed = await this.incidents.update(tx.manager, { ...incident, clockStartedAt: at });
    tx.record({
      type: 'incident.details_changed',
      subjectId: incident.id,
      subjectVersion: changed.version,
      incidentId: incident.id,
      payload: { fields: ['clockStartedAt'] },
    });
  }

  /**
   * Treats the incident as a triage says: type, priority and determinant, told one by one. The incident must be locked
   * and open. A mass-casualty incident keeps its type while somebody in it is tagged black.
   */
  async applyTriage(
    tx: Transaction,
    incident: Incident,
    found: Pick<Incident, 'type' | 'priority' | 'determinant'>,
  ): Promise<Incident> {
    const type = (await this.keepsType(tx, incident, found.type)) ? incident.type : found.type;
    const wanted = { ...incident, ...found, type };
    const isSame =
      wanted.type === incident.type &&
      wanted.priority === incident.priority &&
      wanted.determinant === incident.determinant;
    if (isSame) return incident;
    const after = await this.incidents.update(tx.manager, wanted);
    recordChanges(tx, incident, after);
    if (after.determinant !== incident.determinant) recordDeterminant(tx, after, incident.determinant);
    return after;
  }

  private async keepsType(tx: Transaction, { id, type }: Incident, next: IncidentType): Promise<boolean> {
    if (type !== 'mass_casualty' || next === type) return false;
    return (await this.patients.list(tx.manager, id)).some(({ tag }) => tag === 'black');
  }

  private async visible(on: Queryable, caller: Caller, id: string): Promise<boolean> {
    const limit = await this.visibility.limitOf(on, caller);
    return limit === null || limit.includes(id);
  }
}

/** Those that were sent, with what the triage was told of one; somebody whose age was told is a patient already. */
function newPatients(tx: Transaction, { patients: sent = [], told }: Opening): NewPatient[] {
  const requests: readonly PatientRequest[] = sent.length === 0 && told?.ageYears != null ? [{}] : sent;
  const patients = requests.map((request, index): NewPatient => ({
    id: tx.newIdentifier(),
    ordinal: index + 1,
    name: request.name ?? null,
    sex: request.sex ?? 'unknown',
    ageYears: request.ageYears ?? null,
    ageFromTriage: null,
    condition: request.condition ?? null,
    tag: request.tag ?? null,
  }));
  const taker = told && takerOf(patients, told);
  return patients.map((patient) =>
    patient === taker ? { ...patient, ageYears: told!.ageYears, ageFromTriage: told!.triageId } : patient,
  );
}

const recordDeterminant = (
  tx: Transaction,
  { id, version, determinant }: Incident,
  previous: string | null,
): void =>
  tx.record({
    type: 'incident.determinant_set',
    subjectId: id,
    subjectVersion: version,
    incidentId: id,
    payload: { determinant, previous },
  });
