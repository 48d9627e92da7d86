import { Injectable } from '@nestjs/common';
import { accept, type Result } from '#lib/kernel';
import { Centers } from '#lib/center';
import { moreUrgent } from '#lib/dispatch';
import { Incidents, type IncidentView, type Opening } from '#lib/incident';
import { Commands, type Caller, type Refusal, type Transaction } from '#lib/platform';
import { TriageMoves, Triages, type TriageOutcome } from '#lib/triage';
import { Contacts } from '../contact/contacts.js';
import type { OpeningRequest } from './incident-opening.dto.js';

/**
 * From a contact to an incident, in one transaction; the triages of the contact go with it. Every emergency passes here, so it takes three statements besides
 * begin, journal and commit: the contact, the area of the place, the incident with its number and patients.
 */
@Injectable()
export class IncidentOpening {
  constructor(
    private readonly commands: Commands,
    private readonly centers: Centers,
    private readonly contacts: Contacts,
    private readonly incidents: Incidents,
    private readonly triages: Triages,
    private readonly moves: TriageMoves,
  ) {}

  async open(caller: Caller, request: OpeningRequest): Promise<Result<IncidentView, Refusal>> {
    const center = await this.centers.get(caller.centerId);
    return this.commands.run(caller, async (tx) => {
      const id = tx.newIdentifier();
      const contact = request.contactId
        ? await this.contacts.giveToNewIncident(tx, request.contactId, id)
        : accept(undefined);
      if (!contact.accepted) return contact;
      const from = contact.value;
      const triageId = request.triageId ?? from?.triageId;
      const triage = triageId ? await this.triages.giveToNewIncident(tx, triageId, id) : accept(undefined);
      if (!triage.accepted) return triage;
      const opened = await this.incidents.open(tx, center, {
        ...request,
        ...(triage.value ? { ...asTriaged(request, triage.value), told: triage.value.told } : {}),
        id,
        contactId: from?.id ?? null,
        clockStartedAt: from?.ringingAt ?? tx.now,
        caller: {
          name: request.caller?.name ?? from?.callerName,
          phone: request.caller?.phone ?? from?.callerNumber ?? from?.callerNumberReceived,
        },
      });
      if (!opened.accepted) return opened;
      if (triage.value) recordTriage(tx, opened.value, triage.value);
      if (from && from.triageId !== null) await this.moves.followContacts(tx, [from.id], null, id);
      return opened;
    });
  }
}

/** What the triage found; a person who opens the incident as more urgent is right too. */
function asTriaged(
  request: OpeningRequest,
  { type, priority, determinant }: TriageOutcome,
): Pick<Opening, 'type' | 'priority' | 'determinant'> {
  const decided = moreUrgent(request.priority ?? null, priority) ?? undefined;
  return {
    type: type ?? request.type,
    priority: decided,
    determinant: decided === priority ? determinant : null,
  };
}

const recordTriage = (
  tx: Transaction,
  { id, version }: IncidentView,
  { triageId, priorityKnownAt }: TriageOutcome,
): void =>
  tx.record({
    type: 'incident.triage_attached',
    subjectId: id,
    subjectVersion: version,
    incidentId: id,
    payload: { triageId, priorityKnownAt: priorityKnownAt?.toISOString() ?? null },
  });
