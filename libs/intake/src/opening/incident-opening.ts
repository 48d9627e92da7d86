import { Injectable } from '@nestjs/common';
import { accept, type Result } from '#lib/kernel';
import { Centers } from '#lib/center';
import { Incidents, type IncidentView } from '#lib/incident';
import { Commands, type Caller, type Refusal } from '#lib/platform';
import { Contacts } from '../contact/contacts.js';
import type { OpeningRequest } from './incident-opening.dto.js';

/**
 * From a contact to an incident, in one transaction. Every emergency passes here, so it takes three statements besides
 * begin, journal and commit: the contact, the area of the place, the incident with its number and patients.
 */
@Injectable()
export class IncidentOpening {
  constructor(
    private readonly commands: Commands,
    private readonly centers: Centers,
    private readonly contacts: Contacts,
    private readonly incidents: Incidents,
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
      return this.incidents.open(tx, center, {
        ...request,
        id,
        contactId: from?.id ?? null,
        clockStartedAt: from?.ringingAt ?? tx.now,
        caller: {
          name: request.caller?.name ?? from?.callerName,
          phone: request.caller?.phone ?? from?.callerNumber ?? from?.callerNumberReceived,
        },
      });
    });
  }
}
