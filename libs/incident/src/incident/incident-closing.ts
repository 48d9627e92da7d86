import { Injectable } from '@nestjs/common';
import { accept, refuse, type Result } from '#lib/kernel';
import { Centers } from '#lib/center';
import { callerMay, Commands, type Caller, type Refusal, type Transaction } from '#lib/platform';
import { Notes } from '../note/notes.js';
import type { CloseRequest, ReopenRequest } from './incident.dto.js';
import type { Incident } from './incident.js';
import { IncidentRepository } from './incident.repository.js';
import type { IncidentView } from './incident.view.js';
import { Incidents } from './incidents.js';

/**
 * Asked inside the closing command, with the incident locked. Answers why it must stay open, or undefined; may act in
 * the transaction to make closing possible, such as recalling a team that is under way.
 */
export type ClosingGuard = (tx: Transaction, incident: Incident) => Promise<Refusal | undefined>;

/**
 * Told inside the command when an incident is closed as a duplicate, with it and the one it repeats in the end locked,
 * and when it is reopened.
 */
export interface DuplicateFollower {
  closed(tx: Transaction, duplicate: Incident, repeated: Incident): Promise<void>;
  reopened(tx: Transaction, reopened: Incident): Promise<void>;
}

/** Closing with a disposition, and reopening. */
@Injectable()
export class IncidentClosing {
  private readonly guards: ClosingGuard[] = [];
  private readonly duplicateFollowers: DuplicateFollower[] = [];

  constructor(
    private readonly commands: Commands,
    private readonly centers: Centers,
    private readonly incidents: Incidents,
    private readonly repository: IncidentRepository,
    private readonly notes: Notes,
  ) {}

  /** Lets a higher lib have its say before an incident closes. */
  guard(guard: ClosingGuard): void {
    this.guards.push(guard);
  }

  /** Lets a higher lib move what belongs to a duplicate to the incident it repeats, and back. */
  followDuplicates(follower: DuplicateFollower): void {
    this.duplicateFollowers.push(follower);
  }

  async close(caller: Caller, id: string, request: CloseRequest): Promise<Result<IncidentView, Refusal>> {
    const { disposition, note } = request;
    const duplicateOf = request.duplicateOf ?? null;
    const malformed = duplicateRefusal(disposition, duplicateOf);
    if (malformed) return refuse(malformed);
    return this.commands.run(caller, async (tx) => {
      const incident = await this.incidents.lockVisible(tx, id);
      if (!incident) return refuse({ code: 'not_found' });
      const refusal =
        (incident.state === 'closed' ? ({ code: 'incident_closed' } as const) : undefined) ??
        (await this.repeatedRefusal(tx, incident, duplicateOf)) ??
        (await this.askGuards(tx, incident));
      if (refusal) return this.refuseWith(refusal, tx, incident);
      if (note) await this.notes.write(tx, incident, note);
      const closed = await this.repository.close(tx.manager, incident, {
        at: tx.now,
        by: caller.actor,
        disposition,
        duplicateOf,
      });
      tx.record({
        type: 'incident.closed',
        subjectId: id,
        subjectVersion: closed.version,
        incidentId: id,
        payload: { disposition, duplicateOf },
      });
      if (duplicateOf !== null) await this.mergeInto(tx, closed, duplicateOf);
      return accept(await this.incidents.view(tx.manager, closed, caller));
    });
  }

  /** By a supervisor at any time; by whoever closed it, for as long as the center allows, to mend a slip. */
  async reopen(
    caller: Caller,
    id: string,
    { reason }: ReopenRequest,
  ): Promise<Result<IncidentView, Refusal>> {
    const { settings } = await this.centers.get(caller.centerId);
    return this.commands.run(caller, async (tx) => {
      const incident = await this.incidents.lockVisible(tx, id);
      if (!incident) return refuse({ code: 'not_found' });
      if (incident.state !== 'closed') return this.refuseWith({ code: 'incident_not_closed' }, tx, incident);
      if (!mayReopen(tx, incident, settings.reopenByCloserWithinSeconds))
        return refuse({ code: 'forbidden' });
      const reopened = await this.repository.reopen(tx.manager, incident, tx.now);
      const entry = { subjectId: id, subjectVersion: reopened.version, incidentId: id };
      tx.record({ ...entry, type: 'incident.reopened', payload: {} });
      if (incident.duplicateOf !== null) await this.partFrom(tx, reopened, incident.duplicateOf);
      await this.notes.write(tx, reopened, reason);
      tx.record({ ...entry, type: 'incident.queued', payload: { reason: 'reopened' } });
      return accept(await this.incidents.view(tx.manager, reopened, caller));
    });
  }

  private async mergeInto(tx: Transaction, duplicate: Incident, duplicateOf: string): Promise<void> {
    const repeated = await this.lockRepeated(tx, duplicateOf);
    tellOfDuplicate(tx, 'incident.duplicate_merged', repeated, duplicate);
    for (const follower of this.duplicateFollowers) await follower.closed(tx, duplicate, repeated);
  }

  private async partFrom(tx: Transaction, reopened: Incident, duplicateOf: string): Promise<void> {
    const repeated = await this.lockRepeated(tx, duplicateOf);
    tellOfDuplicate(tx, 'incident.duplicate_parted', repeated, reopened);
    for (const follower of this.duplicateFollowers) await follower.reopened(tx, reopened);
  }

  /** The incident that is repeated in the end, held: one that is itself a duplicate has given on what it had. */
  private async lockRepeated(tx: Transaction, duplicateOf: string): Promise<Incident> {
    for (let id = duplicateOf; ;) {
      const incident = await this.incidents.lock(tx, id);
      if (!incident) throw new Error('the incident that is repeated is gone');
      if (incident.duplicateOf === null) return incident;
      id = incident.duplicateOf;
    }
  }

  private async askGuards(tx: Transaction, incident: Incident): Promise<Refusal | undefined> {
    for (const guard of this.guards) {
      const refusal = await guard(tx, incident);
      if (refusal) return refusal;
    }
    return undefined;
  }

  /** The repeated incident must exist, and must not itself repeat this one, directly or along a chain. */
  private async repeatedRefusal(
    tx: Transaction,
    incident: Incident,
    duplicateOf: string | null,
  ): Promise<Refusal | undefined> {
    if (duplicateOf === null) return undefined;
    const chain = await this.repository.listDuplicateChain(tx.manager, tx.centerId, duplicateOf);
    if (chain.length === 0) {
      return { code: 'not_found', fields: [{ field: 'duplicateOf', rule: 'notFound' }] };
    }
    return chain.includes(incident.id) ? { code: 'duplicate_of_itself' } : undefined;
  }

  private async refuseWith(
    refusal: Refusal,
    tx: Transaction,
    incident: Incident,
  ): Promise<Result<never, Refusal>> {
    const current = await this.incidents.view(tx.manager, incident, tx.caller);
    return refuse({ current, ...refusal });
  }
}

const tellOfDuplicate = (
  tx: Transaction,
  type: 'incident.duplicate_merged' | 'incident.duplicate_parted',
  repeated: Incident,
  { id }: Incident,
): void =>
  tx.record({
    type,
    subjectId: repeated.id,
    subjectVersion: repeated.version,
    incidentId: repeated.id,
    payload: { duplicateId: id },
  });

function duplicateRefusal(
  disposition: CloseRequest['disposition'],
  duplicateOf: string | null,
): Refusal | undefined {
  const isDuplicate = disposition === 'duplicate';
  if (isDuplicate === (duplicateOf !== null)) return undefined;
  return {
    code: 'validation_failed',
    fields: [
      isDuplicate
        ? { field: 'duplicateOf', rule: 'required' }
        : { field: 'duplicateOf', rule: 'onlyWith', parameters: { 0: 'disposition duplicate' } },
    ],
  };
}

function mayReopen({ caller, now }: Transaction, incident: Incident, withinSeconds: number): boolean {
  if (callerMay(caller, 'incident.reopen')) return true;
  const closedForSeconds = (now.getTime() - incident.closedAt!.getTime()) / 1000;
  return incident.closedBy === caller.actor && closedForSeconds <= withinSeconds;
}
