import { Inject, Injectable } from '@nestjs/common';
import { accept, refuse, type Clock, type Result } from '#lib/kernel';
import type { Caller, Refusal } from '#lib/platform';
import { isApiKey } from '../api-key/api-key-secret.js';
import { LiveApiKeys } from '../api-key/live-api-keys.js';
import { SECURITY_CLOCK } from '../security-clock.js';
import { AccessTokens } from '../session/access-tokens.js';
import { LiveSessions } from '../session/live-sessions.js';
import { Revocations } from './revocations.js';

/** Who presented a token or key, and what they must do before anything else. */
export interface Identity {
  caller: Caller;
  mustChangePassword: boolean;
}

/**
 * Tells who holds an access token or an API key: for HTTP and sockets alike. Asks the database at most once in two
 * seconds for the same session or key; a revoked one is refused at once in the process that revoked it, as soon as
 * the journal tells the others, and in any case within those two seconds.
 */
@Injectable()
export class Authenticator {
  constructor(
    private readonly tokens: AccessTokens,
    private readonly sessions: LiveSessions,
    private readonly apiKeys: LiveApiKeys,
    private readonly revocations: Revocations,
    @Inject(SECURITY_CLOCK) private readonly clock: Clock,
  ) {}

  /**
   * The caller, allowed to act. Cheap enough to be asked again and again for a connection that stays open.
   * Refuses with `unauthenticated`, `session_expired`, `session_revoked` or `password_change_required`.
   */
  async authenticate(bearer: string | undefined): Promise<Result<Caller, Refusal>> {
    const identity = await this.identify(bearer);
    if (!identity.accepted) return identity;
    if (identity.value.mustChangePassword) return refuse({ code: 'password_change_required' });
    return accept(identity.value.caller);
  }

  /** Who it is, even when they may do nothing yet but change their password. */
  async identify(bearer: string | undefined): Promise<Result<Identity, Refusal>> {
    if (!bearer) return refuse({ code: 'unauthenticated' });
    const identity = isApiKey(bearer) ? await this.keyHolder(bearer) : await this.tokenHolder(bearer);
    if (identity.accepted) this.revocations.follow(identity.value.caller.centerId);
    return identity;
  }

  private async tokenHolder(token: string): Promise<Result<Identity, Refusal>> {
    const sessionId = await this.tokens.sessionIdOf(token);
    if (!sessionId.accepted) return sessionId;
    const session = await this.sessions.find(sessionId.value);
    if (!session || session.expiresAt <= this.clock.now()) return refuse({ code: 'session_expired' });
    if (session.ended) return refuse({ code: 'session_revoked' });
    const caller: Caller = {
      actor: `user:${session.userId}`,
      userId: session.userId,
      name: session.displayName,
      role: session.role,
      centerId: session.centerId,
      ...(session.teamId === null ? {} : { teamId: session.teamId }),
      sessionId: session.id,
      locale: session.locale,
    };
    return accept({ caller, mustChangePassword: session.mustChangePassword });
  }

  private async keyHolder(bearer: string): Promise<Result<Identity, Refusal>> {
    const key = await this.apiKeys.find(bearer);
    if (!key.accepted) return key;
    const { id, name, centerId, permissions } = key.value;
    const caller: Caller = {
      actor: `integration:${id}`,
      name,
      role: 'integration',
      permissions,
      centerId,
      locale: 'id',
    };
    return accept({ caller, mustChangePassword: false });
  }
}
