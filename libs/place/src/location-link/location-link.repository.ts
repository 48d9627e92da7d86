import { Injectable } from '@nestjs/common';
import { findRow, rows, type Queryable } from '#lib/platform';
import type { CallName } from '../call/call.js';
import type { LocationLink } from './location-link.js';

const columns = `
  location_link.id, location_link.center_id as "centerId", location_link.contact_id as "contactId",
  location_link.incident_id as "incidentId", holder_hash as "holderHash", location_link.channel, delivery,
  created_by as "createdBy", location_link.created_at as "createdAt", expires_at as "expiresAt",
  opened_at as "openedAt", sharing_since as "sharingSince", trouble, location_link.ended_at as "endedAt",
  ended_by as "endedBy", location_link.version`;

@Injectable()
export class LocationLinkRepository {
  async insert(on: Queryable, link: LocationLink, tokenHash: string): Promise<void> {
    await on.query(
      `insert into location_link (id, center_id, contact_id, incident_id, token_hash, channel, delivery, created_by,
                                  created_at, expires_at)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
      [
        link.id,
        link.centerId,
        link.contactId,
        link.incidentId,
        tokenHash,
        link.channel,
        link.delivery,
        link.createdBy,
        link.createdAt,
        link.expiresAt,
      ],
    );
  }

  find(on: Queryable, centerId: string, id: string): Promise<LocationLink | undefined> {
    return findRow(on, `select ${columns} from location_link where center_id = $1 and id = $2`, [
      centerId,
      id,
    ]);
  }

  findByToken(on: Queryable, tokenHash: string): Promise<LocationLink | undefined> {
    return findRow(on, `select ${columns} from location_link where token_hash = $1`, [tokenHash]);
  }

  lock(on: Queryable, centerId: string, id: string): Promise<LocationLink | undefined> {
    return findRow(on, `select ${columns} from location_link where center_id = $1 and id = $2 for update`, [
      centerId,
      id,
    ]);
  }

  /** Of a contact, or of an incident and all its contacts, newest first. */
  list(on: Queryable, centerId: string, name: CallName): Promise<LocationLink[]> {
    const ofIncident = 'incidentId' in name;
    return rows(
      on,
      `select ${columns} from location_link left join contact on contact.id = location_link.contact_id
       where location_link.center_id = $1
         and ${ofIncident ? '(location_link.incident_id = $2 or contact.incident_id = $2)' : 'location_link.contact_id = $2'}
       order by location_link.created_at desc, location_link.id desc limit 50`,
      [centerId, ofIncident ? name.incidentId : name.contactId],
    );
  }

  /** Stores the marks of a locked link. */
  async update(on: Queryable, link: LocationLink): Promise<LocationLink> {
    await on.query(
      `update location_link set version = version + 1, holder_hash = $2, expires_at = $3, opened_at = $4,
              sharing_since = $5, trouble = $6, ended_at = $7, ended_by = $8
       where id = $1`,
      [
        link.id,
        link.holderHash,
        link.expiresAt,
        link.openedAt,
        link.sharingSince,
        link.trouble,
        link.endedAt,
        link.endedBy,
      ],
    );
    return { ...link, version: link.version + 1 };
  }

  async setDelivery(on: Queryable, id: string, delivery: LocationLink['delivery']): Promise<void> {
    await on.query(`update location_link set delivery = $2 where id = $1`, [id, delivery]);
  }

  async deleteOlderThan(on: Queryable, centerId: string, expiredBefore: Date): Promise<void> {
    await on.query(`delete from location_link where center_id = $1 and expires_at < $2`, [
      centerId,
      expiredBefore,
    ]);
  }
}
