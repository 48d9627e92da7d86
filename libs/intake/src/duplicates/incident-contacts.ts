import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { accept, refuse, type Result } from '#lib/kernel';
import { PersonalDataAccess } from '#lib/identity';
import { Incidents } from '#lib/incident';
import {
  cursorPart,
  decodeCursor,
  defaultPageSize,
  encodeCursor,
  type Caller,
  type PageQuery,
  type Refusal,
} from '#lib/platform';
import { ContactRepository } from '../contact/contact.repository.js';
import { contactView } from '../contact/contact.view.js';
import type { IncidentContactsPage } from './incident-contacts.view.js';

/** Everybody who called about an incident, a page at a time: a crash on the toll road has hundreds. */
@Injectable()
export class IncidentContacts {
  constructor(
    private readonly dataSource: DataSource,
    private readonly incidents: Incidents,
    private readonly contacts: ContactRepository,
    private readonly personalDataAccess: PersonalDataAccess,
  ) {}

  async list(
    caller: Caller,
    incidentId: string,
    query: PageQuery,
  ): Promise<Result<IncidentContactsPage, Refusal>> {
    const after =
      query.cursor === undefined
        ? accept(null)
        : decodeCursor(query.cursor, [cursorPart.time, cursorPart.id]);
    if (!after.accepted) return after;
    const incident = await this.incidents.findVisible(this.dataSource, caller, incidentId);
    if (!incident) return refuse({ code: 'not_found' });
    const limit = query.limit ?? defaultPageSize;
    const { centerId } = caller;
    const counted = await this.contacts.countOf(this.dataSource, centerId, incidentId);
    const found = await this.contacts.listOf(this.dataSource, centerId, incidentId, {
      after: after.value && { ringingAt: after.value[0]!, id: after.value[1]! },
      limit: limit + 1,
    });
    await this.personalDataAccess.record(this.dataSource, caller, {
      action: 'incident.contacts_opened',
      subjectType: 'incident',
      subjectId: incidentId,
    });
    const page = found.slice(0, limit);
    const last = page.at(-1);
    return accept({
      total: counted.total,
      live: counted.live,
      firstRangAt: counted.firstRangAt?.toISOString() ?? null,
      lastRangAt: counted.lastRangAt?.toISOString() ?? null,
      items: page.map(contactView),
      nextCursor: found.length > limit && last ? encodeCursor([last.ringingAt.toISOString(), last.id]) : null,
    });
  }
}
