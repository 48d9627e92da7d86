import type { EntityManager } from 'typeorm';
import type { DeadlineKind, EventPayload, EventType } from '#lib/contract';
import type { Caller } from '../caller.js';

/** A journal entry waiting for the end of its transaction. */
export interface PendingEntry {
  type: EventType;
  subjectId: string;
  subjectVersion: number;
  incidentId: string | null;
  teamId: string | null;
  payload: unknown;
}

export interface EntryTo<T extends EventType> {
  type: T;
  subjectId: string;
  subjectVersion: number;
  incidentId?: string | null;
  teamId?: string | null;
  payload: EventPayload<T>;
}

/**
 * What a command works with: one database transaction, one moment, one caller.
 * Row locks are taken in the order incident → assignment → team; the journal's counter comes last by itself.
 */
export class Transaction {
  readonly entries: PendingEntry[] = [];
  readonly afterCommit: (() => void)[] = [];

  constructor(
    /** Use this and never the pool: the embedded database has one connection, and it is taken by this transaction. */
    readonly manager: EntityManager,
    readonly caller: Caller,
    /** The moment of the command; the `occurredAt` of its entries. */
    readonly now: Date,
    private readonly newId: () => string,
  ) {}

  get centerId(): string {
    return this.caller.centerId;
  }

  newIdentifier(): string {
    return this.newId();
  }

  /** Appends to the journal when the transaction commits, in the order of the calls. */
  record<T extends EventType>(entry: EntryTo<T>): void {
    this.entries.push({ incidentId: null, teamId: null, ...entry });
  }

  /** Sets a durable timer that fires once, not before `dueAt`. A running one of the same kind and subject is moved. */
  async setDeadline(kind: DeadlineKind, subjectId: string, dueAt: Date): Promise<void> {
    await this.manager.query(
      `insert into deadline (id, center_id, kind, subject_id, due_at) values ($1, $2, $3, $4, $5)
       on conflict (subject_id, kind) where finished_at is null
       do update set due_at = excluded.due_at, claimed_until = null, attempts = 0`,
      [this.newId(), this.centerId, kind, subjectId, dueAt],
    );
  }

  /** Ends running timers of a subject, because what they wait for has happened. */
  async clearDeadlines(subjectId: string, ...kinds: DeadlineKind[]): Promise<void> {
    await this.manager.query(
      `update deadline set finished_at = $3 where subject_id = $1 and kind = any($2) and finished_at is null`,
      [subjectId, kinds, this.now],
    );
  }
}
