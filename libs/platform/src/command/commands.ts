import { Inject, Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { accept, refuse, Refused, type Clock, type IdSource, type Result } from '#lib/kernel';
import type { Caller } from '../caller.js';
import { transactionConflict } from '../database/database-errors.js';
import { JournalWriter } from '../journal/journal-writer.js';
import type { Refusal } from '../problem/refusal.js';
import { CLOCK, ID_SOURCE } from '../sources.js';
import { Transaction } from './transaction.js';

/** How often a command that lost to another transaction (deadlock, serialisation) is tried before it is given up. */
const attempts = 4;

/** Carries a refusal out of TypeORM's transaction so that everything is rolled back. */
class RolledBack extends Error {
  constructor(readonly refused: Refused<Refusal>) {
    super('refused');
  }
}

/**
 * The one road by which anything changes: a transaction that writes rows and journal together, once per
 * idempotency key. The answer is given after commit; a refusal leaves no trace.
 */
@Injectable()
export class Commands {
  constructor(
    private readonly dataSource: DataSource,
    private readonly journal: JournalWriter,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(ID_SOURCE) private readonly ids: IdSource,
  ) {}

  /** Runs `work` in a transaction. It may run more than once, so it must touch nothing but the transaction. */
  async run<T>(
    caller: Caller,
    work: (transaction: Transaction) => Promise<Result<T, Refusal>>,
  ): Promise<Result<T, Refusal>> {
    return this.untilItPasses(() => this.once(caller, work));
  }

  /**
   * Runs `work` that is one statement and tells the journal nothing. Such a statement is a transaction by itself: it
   * is spared the round trips that begin and end one, except where an idempotency key has to be kept with it.
   */
  async runStatement<T>(
    caller: Caller,
    work: (transaction: Transaction) => Promise<Result<T, Refusal>>,
  ): Promise<Result<T, Refusal>> {
    return caller.idempotency
      ? this.run(caller, work)
      : this.untilItPasses(() => this.statement(caller, work));
  }

  private async untilItPasses<T>(once: () => Promise<Result<T, Refusal>>): Promise<Result<T, Refusal>> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await once();
      } catch (error) {
        if (error instanceof RolledBack) return error.refused;
        if (attempt === attempts || !transactionConflict(error)) throw error;
      }
    }
  }

  private async statement<T>(
    caller: Caller,
    work: (transaction: Transaction) => Promise<Result<T, Refusal>>,
  ): Promise<Result<T, Refusal>> {
    const transaction = this.begin(this.dataSource.manager, caller);
    const result = await work(transaction);
    if (transaction.entries.length > 0)
      throw new Error('A statement by itself cannot be told to the journal.');
    if (result.accepted) for (const act of transaction.afterCommit) act();
    return result;
  }

  private async once<T>(
    caller: Caller,
    work: (transaction: Transaction) => Promise<Result<T, Refusal>>,
  ): Promise<Result<T, Refusal>> {
    let afterCommit: (() => void)[] = [];
    const result = await this.dataSource.transaction(async (manager) => {
      const earlier = await this.answerGivenBefore<T>(manager, caller);
      if (earlier) {
        if (!earlier.accepted) throw new RolledBack(earlier);
        return earlier;
      }
      const transaction = this.begin(manager, caller);
      const result = await work(transaction);
      if (!result.accepted) throw new RolledBack(result);
      await this.keepAnswer(manager, caller, result.value);
      await this.journal.append(transaction);
      afterCommit = transaction.afterCommit;
      return result;
    });
    for (const act of afterCommit) act();
    return result;
  }

  private begin(manager: EntityManager, caller: Caller): Transaction {
    return new Transaction(manager, caller, this.clock.now(), () => this.ids.next());
  }

  /** Claims the idempotency key. A concurrent request with the same key waits here for the first one's commit. */
  private async answerGivenBefore<T>(
    manager: EntityManager,
    caller: Caller,
  ): Promise<Result<T, Refusal> | undefined> {
    if (!caller.idempotency) return undefined;
    const { key, requestHash } = caller.idempotency;
    const claimed: unknown[] = await manager.query(
      `insert into idempotency_key (center_id, actor, key, request_hash, created_at)
       values ($1, $2, $3, $4, $5) on conflict do nothing returning 1`,
      [caller.centerId, caller.actor, key, requestHash, this.clock.now()],
    );
    if (claimed.length > 0) return undefined;
    const [kept]: { request_hash: string; response: { value: T } }[] = await manager.query(
      `select request_hash, response from idempotency_key where center_id = $1 and actor = $2 and key = $3`,
      [caller.centerId, caller.actor, key],
    );
    if (!kept) return refuse({ code: 'idempotency_key_in_use' });
    return kept.request_hash === requestHash
      ? accept(kept.response.value)
      : refuse({ code: 'idempotency_key_reused' });
  }

  private async keepAnswer(manager: EntityManager, caller: Caller, value: unknown): Promise<void> {
    if (!caller.idempotency) return;
    await manager.query(
      `update idempotency_key set response = $4 where center_id = $1 and actor = $2 and key = $3`,
      [caller.centerId, caller.actor, caller.idempotency.key, JSON.stringify({ value })],
    );
  }
}
