import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { accept, refuse, type Result } from '#lib/kernel';
import { PersonalDataAccess } from '#lib/identity';
import {
  cursorPart,
  decodeCursor,
  defaultPageSize,
  encodeCursor,
  type Caller,
  type Refusal,
} from '#lib/platform';
import type { ContactQuery } from './contact.dto.js';
import { ContactRepository } from './contact.repository.js';
import { contactView, type ContactPage, type ContactView } from './contact.view.js';

/** As many as a page holds: more than can ring at once. */
const mostWaiting = 500;

/** Lists, and opening one contact. */
@Injectable()
export class ContactReading {
  constructor(
    private readonly dataSource: DataSource,
    private readonly contacts: ContactRepository,
    private readonly personalDataAccess: PersonalDataAccess,
  ) {}

  async list(caller: Caller, query: ContactQuery): Promise<Result<ContactPage, Refusal>> {
    if (query.waiting) return this.listWaiting(caller, query);
    const after = cursorOf(query);
    if (!after.accepted) return after;
    if (query.from && query.to && query.from >= query.to) {
      return refuse({ code: 'validation_failed', fields: [{ field: 'query.to', rule: 'range' }] });
    }
    const limit = query.limit ?? defaultPageSize;
    const contacts = await this.contacts.list(this.dataSource, caller.centerId, {
      state: query.state ?? null,
      waitingForCallBack: query.callBack ?? false,
      outcomeMissing: query.outcomeMissing ?? false,
      incidentId: query.incidentId ?? null,
      sameNumberAs: query.sameNumberAs ?? null,
      rangFrom: query.from ?? null,
      rangBefore: query.to ?? null,
      after: after.value,
      limit: limit + 1,
    });
    const page = contacts.slice(0, limit);
    const last = page.at(-1);
    return accept({
      items: page.map(contactView),
      nextCursor:
        contacts.length > limit && last ? encodeCursor([last.ringingAt.toISOString(), last.id]) : null,
    });
  }

  private async listWaiting(
    caller: Caller,
    { waiting: _, limit, ...others }: ContactQuery,
  ): Promise<Result<ContactPage, Refusal>> {
    const [other] = Object.entries(others).find(([, value]) => value !== undefined) ?? [];
    if (other) {
      const field = { field: `query.${other}`, rule: 'onlyWith', parameters: { 0: 'waiting=false' } };
      return refuse({ code: 'validation_failed', fields: [field] });
    }
    const contacts = await this.contacts.listWaiting(this.dataSource, caller.centerId, limit ?? mostWaiting);
    return accept({ items: contacts.map(contactView), nextCursor: null });
  }

  /** The contact; that somebody opened it is kept. */
  async get(caller: Caller, id: string): Promise<Result<ContactView, Refusal>> {
    const contact = await this.contacts.find(this.dataSource, caller.centerId, id);
    if (!contact) return refuse({ code: 'not_found' });
    await this.personalDataAccess.record(this.dataSource, caller, {
      action: 'contact.opened',
      subjectType: 'contact',
      subjectId: id,
    });
    return accept(contactView(contact));
  }
}

function cursorOf({ cursor }: ContactQuery): Result<{ ringingAt: string; id: string } | null, Refusal> {
  if (cursor === undefined) return accept(null);
  const key = decodeCursor(cursor, [cursorPart.time, cursorPart.id]);
  return key.accepted ? accept({ ringingAt: key.value[0]!, id: key.value[1]! }) : key;
}
