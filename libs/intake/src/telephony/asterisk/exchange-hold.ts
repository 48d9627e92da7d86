import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { IdSource } from '#lib/kernel';
import { findRow, ID_SOURCE } from '#lib/platform';
import { asterisk } from './ari-event.js';

/**
 * A process that has not been heard of for so long has lost the exchange to another. By the database's clock, which is
 * the same for all of them.
 */
export const holdSeconds = 10;

/**
 * Which process follows the exchange: Asterisk gives its events to one listener only. A row that must be renewed works
 * on both engines and through any pool, where a lock of the session would take one connection for ever.
 */
@Injectable()
export class ExchangeHold {
  private readonly holder: string;

  constructor(
    private readonly dataSource: DataSource,
    @Inject(ID_SOURCE) ids: IdSource,
  ) {
    this.holder = ids.next();
  }

  /** Takes or renews the hold and says whether the exchange is heard. False when another process has it. */
  async take(connected: boolean): Promise<boolean> {
    const taken = await findRow(
      this.dataSource,
      `insert into exchange_hold (exchange, holder, held_until, connected)
       values ($1, $2, clock_timestamp() + interval '${holdSeconds} seconds', $3)
       on conflict (exchange) do update
         set holder = excluded.holder, held_until = excluded.held_until, connected = excluded.connected
         where exchange_hold.holder = excluded.holder or exchange_hold.held_until < clock_timestamp()
       returning 1`,
      [asterisk, this.holder, connected],
    );
    return taken !== undefined;
  }

  /** Whether the process that has the exchange hears it. */
  async isHeard(): Promise<boolean> {
    const hold = await findRow<{ heard: boolean }>(
      this.dataSource,
      `select connected and held_until > clock_timestamp() as heard from exchange_hold where exchange = $1`,
      [asterisk],
    );
    return hold?.heard ?? false;
  }

  /** Leaves the exchange to the next at once. */
  async release(): Promise<void> {
    await this.dataSource.query(`delete from exchange_hold where exchange = $1 and holder = $2`, [
      asterisk,
      this.holder,
    ]);
  }
}
