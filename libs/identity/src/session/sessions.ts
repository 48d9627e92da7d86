import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { accept, refuse, type Clock, type Result } from '#lib/kernel';
import type { EventPayload } from '#lib/contract';
import {
  Commands,
  Housekeeping,
  systemCaller,
  type Caller,
  type Refusal,
  type Transaction,
} from '#lib/platform';
import { identitySettings } from '../identity-settings.js';
import { DerivedKeys } from '../keys/derived-keys.js';
import { SECURITY_CLOCK } from '../security-clock.js';
import { LiveSessions } from './live-sessions.js';
import { readRefreshToken, writeRefreshToken } from './refresh-token.js';
import { SessionRepository, type OwnSession, type Session } from './session.repository.js';

const dayMilliseconds = 86_400_000;

export type RevocationReason = EventPayload<'session.revoked'>['reason'];

/** A session that goes on, with the token for its next renewal. */
export interface RenewedSession {
  session: Session;
  refreshToken: string;
}

/** Sign-ins: opened, renewed with rotating tokens, ended. */
@Injectable()
export class Sessions implements OnModuleInit {
  constructor(
    private readonly repository: SessionRepository,
    private readonly live: LiveSessions,
    private readonly commands: Commands,
    private readonly keys: DerivedKeys,
    private readonly housekeeping: Housekeeping,
    @Inject(SECURITY_CLOCK) private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    const keptDays = identitySettings.sessionDays + identitySettings.endedSessionsKeptDays;
    this.housekeeping.add('sessions', () => this.repository.deleteExpiredBefore(this.daysAgo(keptDays)));
  }

  /** Opens a session for a user whose password was right. */
  async open(
    tx: Transaction,
    userId: string,
    userAgent: string | undefined,
  ): Promise<{ id: string; refreshToken: string }> {
    const now = this.clock.now();
    const id = tx.newIdentifier();
    const expiresAt = new Date(now.getTime() + identitySettings.sessionDays * dayMilliseconds);
    await this.repository.insert(tx.manager, {
      id,
      centerId: tx.centerId,
      userId,
      createdAt: now,
      expiresAt,
      userAgent,
    });
    tx.record({ type: 'session.opened', subjectId: id, subjectVersion: 1, payload: { userId } });
    return { id, refreshToken: writeRefreshToken(this.keys, { sessionId: id, generation: 1 }) };
  }

  /**
   * Exchanges a refresh token for the next one. A token used a second time was stolen, or its thief was first: the
   * session ends for both (RFC 9700 §4.14). Only within the grace after a renewal is it given the same answer again.
   */
  async renew(token: string, requestId: string): Promise<Result<RenewedSession, Refusal>> {
    const presented = readRefreshToken(this.keys, token);
    if (!presented) return refuse({ code: 'unauthenticated' });
    const found = await this.repository.find(presented.sessionId);
    if (!found) return refuse({ code: 'session_expired' });
    const caller = { ...systemCaller(found.centerId), actor: `user:${found.userId}`, requestId };
    const renewed = await this.commands.run(caller, (tx) => this.renewIn(tx, presented));
    if (!renewed.accepted) return renewed;
    return renewed.value === 'reused' ? refuse({ code: 'session_revoked' }) : accept(renewed.value);
  }

  private async renewIn(
    tx: Transaction,
    presented: { sessionId: string; generation: number },
  ): Promise<Result<RenewedSession | 'reused', Refusal>> {
    const now = this.clock.now();
    const session = await this.repository.lock(tx.manager, presented.sessionId);
    if (!session) return refuse({ code: 'session_expired' });
    if (session.ended) return refuse({ code: 'session_revoked' });
    if (session.expiresAt <= now || session.rotatedAt <= this.daysAgo(identitySettings.sessionIdleDays)) {
      return refuse({ code: 'session_expired' });
    }
    const sinceRotation = now.getTime() - session.rotatedAt.getTime();
    const current = presented.generation === session.generation;
    const repeated =
      presented.generation === session.generation - 1 &&
      sinceRotation <= identitySettings.refreshGraceSeconds * 1000;
    if (!current && !repeated) {
      await this.end(tx, session.userId, { only: session.id }, 'reuse_detected');
      return accept('reused');
    }
    const generation = current
      ? await this.repository.rotate(tx.manager, session.id, now)
      : session.generation;
    const refreshToken = writeRefreshToken(this.keys, { sessionId: session.id, generation });
    return accept({ session, refreshToken });
  }

  /** Ends sessions of a user; their tokens are refused in this process at once and elsewhere within two seconds. */
  async end(
    tx: Transaction,
    userId: string,
    which: { only?: string; except?: string },
    reason: RevocationReason,
  ): Promise<number> {
    const ended = await this.repository.revoke(tx.manager, userId, which, this.clock.now());
    for (const { id, generation } of ended) {
      tx.record({
        type: 'session.revoked',
        subjectId: id,
        subjectVersion: generation,
        payload: { userId, reason },
      });
      tx.afterCommit.push(() => this.live.forget(id));
    }
    return ended.length;
  }

  /** Signs out. Signing out twice is no error. */
  async signOut(caller: Caller): Promise<Result<void, Refusal>> {
    const { userId, sessionId } = caller;
    if (!userId || !sessionId) return refuse({ code: 'forbidden' });
    return this.commands.run(caller, async (tx) => {
      await this.end(tx, userId, { only: sessionId }, 'signed_out');
      return accept(undefined);
    });
  }

  async endOwn(caller: Caller, sessionId: string): Promise<Result<void, Refusal>> {
    const { userId } = caller;
    if (!userId) return refuse({ code: 'forbidden' });
    return this.commands.run(caller, async (tx) => {
      const ended = await this.end(tx, userId, { only: sessionId }, 'revoked');
      return ended > 0 ? accept(undefined) : refuse({ code: 'not_found' });
    });
  }

  async listOwn(caller: Caller): Promise<Result<OwnSession[], Refusal>> {
    if (!caller.userId) return refuse({ code: 'forbidden' });
    const usedSince = this.daysAgo(identitySettings.sessionIdleDays);
    return accept(await this.repository.listRunning(caller.userId, this.clock.now(), usedSince));
  }

  private daysAgo(days: number): Date {
    return new Date(this.clock.now().getTime() - days * dayMilliseconds);
  }
}
