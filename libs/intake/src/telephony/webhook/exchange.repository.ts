import { Injectable } from '@nestjs/common';
import { findRow, rows, type Queryable } from '#lib/platform';

/** A telephone exchange that tells of its calls. */
export interface Exchange {
  id: string;
  name: string;
  createdAt: Date;
  createdBy: string | null;
  lastHeardAt: Date | null;
  revokedAt: Date | null;
  version: number;
}

const columns = `
  id, name, created_at as "createdAt", created_by as "createdBy", last_heard_at as "lastHeardAt",
  revoked_at as "revokedAt", version`;

/** When it was heard last is written at most this often, seconds. */
const heardNotedSeconds = 60;

/** The tables `exchange` and `exchange_event`. */
@Injectable()
export class ExchangeRepository {
  /** What is needed to believe an exchange that has not been revoked. */
  findSealed(
    on: Queryable,
    id: string,
  ): Promise<{ id: string; centerId: string; name: string; sealedSecret: string } | undefined> {
    return findRow(
      on,
      `select id, center_id as "centerId", name, sealed_secret as "sealedSecret" from exchange
       where id = $1 and revoked_at is null`,
      [id],
    );
  }

  async insert(
    on: Queryable,
    centerId: string,
    exchange: Pick<Exchange, 'id' | 'name' | 'createdAt' | 'createdBy'> & { sealedSecret: string },
  ): Promise<Exchange> {
    return (await findRow<Exchange>(
      on,
      `insert into exchange (id, center_id, name, sealed_secret, created_by, created_at)
       values ($1, $2, $3, $4, $5, $6) returning ${columns}`,
      [exchange.id, centerId, exchange.name, exchange.sealedSecret, exchange.createdBy, exchange.createdAt],
    ))!;
  }

  find(on: Queryable, centerId: string, id: string): Promise<Exchange | undefined> {
    return findRow(on, `select ${columns} from exchange where center_id = $1 and id = $2`, [centerId, id]);
  }

  /** Newest first: identifiers are in order of time. */
  list(on: Queryable, centerId: string, before: string | null, limit: number): Promise<Exchange[]> {
    return rows(
      on,
      `select ${columns} from exchange where center_id = $1 and ($2::uuid is null or id < $2)
       order by id desc limit $3`,
      [centerId, before, limit],
    );
  }

  /** Undefined when it was revoked already. */
  revoke(on: Queryable, centerId: string, id: string, at: Date): Promise<Exchange | undefined> {
    return findRow(
      on,
      `with revoked as (
         update exchange set revoked_at = $3, version = version + 1
         where center_id = $1 and id = $2 and revoked_at is null returning *
       ) select ${columns} from revoked`,
      [centerId, id, at],
    );
  }

  async noteHeard(on: Queryable, id: string, at: Date): Promise<void> {
    await on.query(
      `update exchange set last_heard_at = $2
       where id = $1 and (last_heard_at is null or last_heard_at < $2::timestamptz - interval '${heardNotedSeconds} seconds')`,
      [id, at],
    );
  }

  /** Whether this is the first time that the exchange tells of this event. */
  async isFirst(on: Queryable, exchangeId: string, eventId: string, at: Date): Promise<boolean> {
    const inserted = await rows(
      on,
      `insert into exchange_event (exchange_id, event_id, received_at) values ($1, $2, $3)
       on conflict do nothing returning 1`,
      [exchangeId, eventId, at],
    );
    return inserted.length > 0;
  }

  async forgetEvents(on: Queryable, receivedBefore: Date): Promise<void> {
    await on.query(`delete from exchange_event where received_at < $1`, [receivedBefore]);
  }
}
