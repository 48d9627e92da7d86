import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { accept, refuse, type Result } from '#lib/kernel';
import { PersonalDataAccess } from '#lib/identity';
import { e164From, rows, type Caller, type Queryable, type Refusal } from '#lib/platform';
import { ContactRepository } from '../contact/contact.repository.js';
import { contactView } from '../contact/contact.view.js';
import { LoweringRepository } from './lowering.repository.js';
import type {
  EarlierIncident,
  NumberHistory,
  NumberHistoryRequest,
  OutcomeCount,
} from './number-history.dto.js';

/** The latest of each kind: what an operator can take in while the telephone rings. */
const latest = 20;

/** Columns of an earlier incident; its words are for those who may read callers. */
export const earlierIncidentColumns = `
  incident.id, incident.number, incident.state, incident.type, incident.priority, incident.complaint,
  incident.address, incident.disposition, incident.opened_at as "openedAt"`;

/** What a number called about before. */
@Injectable()
export class NumberHistories {
  constructor(
    private readonly dataSource: DataSource,
    private readonly contacts: ContactRepository,
    private readonly lowerings: LoweringRepository,
    private readonly personalDataAccess: PersonalDataAccess,
  ) {}

  /** By a contact from the number, or by the number itself. That it was asked for is kept. */
  async of(caller: Caller, request: NumberHistoryRequest): Promise<Result<NumberHistory, Refusal>> {
    const { centerId } = caller;
    const asked = Number(request.contactId !== undefined) + Number(request.number !== undefined);
    if (asked !== 1) {
      const field = { field: 'contactId', rule: 'atLeastOne', parameters: { 0: 'contactId, number' } };
      return refuse({ code: 'validation_failed', fields: [field] });
    }
    const contact = request.contactId
      ? await this.contacts.find(this.dataSource, centerId, request.contactId)
      : undefined;
    if (request.contactId && !contact) return refuse({ code: 'not_found' });
    const number = contact ? contact.callerNumber : (e164From(request.number!) ?? null);
    if (number === null) return accept(nothingKnown);
    const contacts = await this.contacts.listFrom(this.dataSource, centerId, number, latest);
    const subjectId = contact?.id ?? contacts[0]?.id;
    if (subjectId) {
      await this.personalDataAccess.record(this.dataSource, caller, {
        action: 'number.history_opened',
        subjectType: 'contact',
        subjectId,
      });
    }
    return accept({
      number,
      outcomes: await this.outcomes(this.dataSource, centerId, number),
      contacts: contacts.map(contactView),
      incidents: await this.incidents(this.dataSource, centerId, number),
      lowering: (await this.lowerings.findLive(this.dataSource, centerId, number)) ?? null,
    });
  }

  private outcomes(on: Queryable, centerId: string, number: string): Promise<OutcomeCount[]> {
    return rows(
      on,
      `select outcome, count(*)::int as contacts from contact where center_id = $1 and caller_number = $2
       group by outcome order by count(*) desc, outcome`,
      [centerId, number],
    );
  }

  private incidents(on: Queryable, centerId: string, number: string): Promise<EarlierIncident[]> {
    return rows(
      on,
      `select ${earlierIncidentColumns}, null::double precision as "distanceMetres" from incident
       where center_id = $1
         and (caller_phone = $2
              or id in (select incident_id from contact where center_id = $1 and caller_number = $2))
       order by opened_at desc, id desc limit $3`,
      [centerId, number, latest],
    );
  }
}

const nothingKnown: NumberHistory = {
  number: null,
  outcomes: [],
  contacts: [],
  incidents: [],
  lowering: null,
};
