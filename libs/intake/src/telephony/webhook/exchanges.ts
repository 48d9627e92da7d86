import { randomBytes } from 'node:crypto';
import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { accept, refuse, type Clock, type Result } from '#lib/kernel';
import { Centers } from '#lib/center';
import { DerivedKeys, SECURITY_CLOCK } from '#lib/identity';
import {
  CLOCK,
  Commands,
  cursorPart,
  decodeCursor,
  defaultPageSize,
  encodeCursor,
  Housekeeping,
  LOGGER,
  type Caller,
  type Logger,
  type Refusal,
} from '#lib/platform';
import { isTooLongAgo } from '../../contact/told-time.js';
import { ExchangeCalls } from '../exchange-calls.js';
import { isSigned, type SignedMessage } from './event-signature.js';
import type {
  CreatedExchange,
  ExchangePage,
  ExchangeQuery,
  ExchangeView,
  NewExchange,
  TelephonyEvent,
  TelephonyEventsAnswer,
} from './exchange.dto.js';
import { ExchangeRepository } from './exchange.repository.js';

/** Event names are kept for so long: longer than any exchange repeats itself, and far longer than a signature lasts. */
const eventsKeptHours = 48;

/** Compared with when there is no such exchange, so that an answer takes as long. */
const nobodysSecret = randomBytes(32).toString('base64url');

/** Exchanges that tell of their calls by a signed webhook: made, revoked, believed. */
@Injectable()
export class Exchanges implements OnModuleInit {
  constructor(
    private readonly dataSource: DataSource,
    private readonly commands: Commands,
    private readonly centers: Centers,
    private readonly exchanges: ExchangeRepository,
    private readonly calls: ExchangeCalls,
    private readonly keys: DerivedKeys,
    private readonly housekeeping: Housekeeping,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(SECURITY_CLOCK) private readonly securityClock: Clock,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  onModuleInit(): void {
    this.housekeeping.add('telephony events', () =>
      this.exchanges.forgetEvents(
        this.dataSource,
        new Date(this.clock.now().getTime() - eventsKeptHours * 3_600_000),
      ),
    );
  }

  /** Makes an exchange. Its secret must be read again to check signatures, so it is kept sealed, not hashed. */
  async create(caller: Caller, { name }: NewExchange): Promise<Result<CreatedExchange, Refusal>> {
    const made = await this.commands.run(caller, async (tx) => {
      const sealedSecret = this.keys.seal(randomBytes(32).toString('base64url'));
      const view = await this.exchanges.insert(tx.manager, tx.centerId, {
        id: tx.newIdentifier(),
        name,
        sealedSecret,
        createdBy: caller.userId ?? null,
        createdAt: tx.now,
      });
      tx.record({
        type: 'exchange.created',
        subjectId: view.id,
        subjectVersion: view.version,
        payload: {},
      });
      return accept({ view, sealedSecret });
    });
    if (!made.accepted) return made;
    return accept({ ...made.value.view, secret: this.keys.unseal(made.value.sealedSecret) });
  }

  /** Revoking twice is no error. */
  revoke(caller: Caller, id: string): Promise<Result<ExchangeView, Refusal>> {
    return this.commands.run(caller, async (tx) => {
      const revoked = await this.exchanges.revoke(tx.manager, tx.centerId, id, tx.now);
      if (!revoked) {
        const known = await this.exchanges.find(tx.manager, tx.centerId, id);
        return known ? accept(known) : refuse({ code: 'not_found' });
      }
      tx.record({
        type: 'exchange.revoked',
        subjectId: id,
        subjectVersion: revoked.version,
        payload: {},
      });
      return accept(revoked);
    });
  }

  async list(caller: Caller, query: ExchangeQuery): Promise<Result<ExchangePage, Refusal>> {
    const before = query.cursor === undefined ? undefined : decodeCursor(query.cursor, [cursorPart.id]);
    if (before && !before.accepted) return before;
    const limit = query.limit ?? defaultPageSize;
    const found = await this.exchanges.list(
      this.dataSource,
      caller.centerId,
      before?.value[0] ?? null,
      limit + 1,
    );
    const items = found.slice(0, limit);
    return accept({ items, nextCursor: found.length > limit ? encodeCursor([items.at(-1)!.id]) : null });
  }

  /** Who signed the message; undefined when nobody did whom we know, or too long ago. It never says which. */
  async callerOf(
    exchangeId: string | undefined,
    message: SignedMessage,
    signature: string,
  ): Promise<Caller | undefined> {
    const exchange = exchangeId && (await this.exchanges.findSealed(this.dataSource, exchangeId));
    const signed = isSigned(
      exchange ? this.unsealed(exchange.sealedSecret) : nobodysSecret,
      message,
      signature,
      this.securityClock.now(),
    );
    if (!exchange || !signed) return undefined;
    return {
      actor: `integration:${exchange.id}`,
      name: exchange.name,
      role: 'integration',
      permissions: ['contact.write'],
      centerId: exchange.centerId,
      locale: 'id',
    };
  }

  /**
   * Stores what a signed exchange told. Each event is a transaction of its own, and one told before changes nothing. One
   * from too long ago is left out and counted: refusing it would keep those told with it from being heard.
   */
  async hear(caller: Caller, events: readonly TelephonyEvent[]): Promise<TelephonyEventsAnswer> {
    const exchangeId = caller.actor.slice('integration:'.length);
    const { settings } = await this.centers.get(caller.centerId);
    const now = this.clock.now();
    const recent = events.filter(({ at }) => !isTooLongAgo(at, now, settings));
    let stored = 0;
    for (const { id, ...event } of recent) {
      await this.commands.run(caller, async (tx) => {
        if (!(await this.exchanges.isFirst(tx.manager, exchangeId, id, tx.now))) return accept(null);
        tx.afterCommit.push(() => (stored += 1));
        const report = { ...event, exchange: exchangeId };
        return this.calls.store(tx, report, makesContact(event), settings);
      });
    }
    await this.exchanges.noteHeard(this.dataSource, exchangeId, this.clock.now());
    return { stored, repeated: recent.length - stored, tooLongAgo: events.length - recent.length };
  }

  /** A secret sealed by another installation opens nothing: whoever moved the database must make the exchange anew. */
  private unsealed(sealedSecret: string): string {
    try {
      return this.keys.unseal(sealedSecret);
    } catch {
      this.logger.warn('an exchange’s secret was sealed by another LAYAD_SECRET; make the exchange anew');
      return nobodysSecret;
    }
  }
}

/**
 * Whether the event says that somebody reached the center: it rang, or somebody talks. The end of a call that nobody
 * heard of is somebody only where it names a number.
 */
const makesContact = ({ kind, callerNumber }: Pick<TelephonyEvent, 'kind' | 'callerNumber'>): boolean =>
  kind === 'ringing' || kind === 'answered' || kind === 'bridged' || Boolean(callerNumber);
