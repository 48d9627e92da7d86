import { Injectable } from '@nestjs/common';
import { findRow, rows, type Queryable } from '#lib/platform';
import type { CallFacts, CallReport } from './call-facts.js';

/** A call of an exchange: what was told of it, and the contact it became. */
export interface ExchangeCall extends CallFacts {
  id: string;
  exchange: string;
  callId: string;
  contactId: string | null;
}

const columns = `
  id, exchange, call_id as "callId", contact_id as "contactId", first_at as "firstAt", answered_at as "answeredAt",
  operator_id as "operatorId", operator_at as "operatorAt", transferred_at as "transferredAt", ended_at as "endedAt"`;

/** The table `exchange_call`. */
@Injectable()
export class ExchangeCallRepository {
  /** The call, held by this transaction; written down if nothing was told of it before. */
  async lock(
    on: Queryable,
    centerId: string,
    { exchange, callId }: Pick<CallReport, 'exchange' | 'callId'>,
    fresh: { id: string; createdAt: Date },
  ): Promise<ExchangeCall> {
    await on.query(
      `insert into exchange_call (id, center_id, exchange, call_id, created_at) values ($1, $2, $3, $4, $5)
       on conflict (center_id, exchange, call_id) do nothing`,
      [fresh.id, centerId, exchange, callId, fresh.createdAt],
    );
    const call = await findRow<ExchangeCall>(
      on,
      `select ${columns} from exchange_call where center_id = $1 and exchange = $2 and call_id = $3 for update`,
      [centerId, exchange, callId],
    );
    return call!;
  }

  async update(on: Queryable, call: ExchangeCall): Promise<void> {
    await on.query(
      `update exchange_call set contact_id = $2, first_at = $3, answered_at = $4, operator_id = $5, operator_at = $6,
              transferred_at = $7, ended_at = $8
       where id = $1`,
      [
        call.id,
        call.contactId,
        call.firstAt,
        call.answeredAt,
        call.operatorId,
        call.operatorAt,
        call.transferredAt,
        call.endedAt,
      ],
    );
  }

  find(
    on: Queryable,
    centerId: string,
    { exchange, callId }: Pick<CallReport, 'exchange' | 'callId'>,
  ): Promise<ExchangeCall | undefined> {
    return findRow(
      on,
      `select ${columns} from exchange_call where center_id = $1 and exchange = $2 and call_id = $3`,
      [centerId, exchange, callId],
    );
  }

  findByContact(on: Queryable, centerId: string, contactId: string): Promise<ExchangeCall | undefined> {
    return findRow(on, `select ${columns} from exchange_call where center_id = $1 and contact_id = $2`, [
      centerId,
      contactId,
    ]);
  }

  /** The call of a contact, held by this transaction: taken before the contact, as reports do. */
  lockByContact(on: Queryable, centerId: string, contactId: string): Promise<ExchangeCall | undefined> {
    return findRow(
      on,
      `select ${columns} from exchange_call where center_id = $1 and contact_id = $2 for update`,
      [centerId, contactId],
    );
  }

  /** Calls that became contacts and have not ended, as far as we were told. */
  listOpen(on: Queryable, centerId: string, exchange: string): Promise<ExchangeCall[]> {
    return rows(
      on,
      `select ${columns} from exchange_call
       where center_id = $1 and exchange = $2 and ended_at is null and contact_id is not null order by first_at, id`,
      [centerId, exchange],
    );
  }

  /** Forgets what was told of lines that never became a contact: an operator's own, for the most part. */
  async forgetUnknown(on: Queryable, createdBefore: Date): Promise<void> {
    await on.query(`delete from exchange_call where contact_id is null and created_at < $1`, [createdBefore]);
  }
}
