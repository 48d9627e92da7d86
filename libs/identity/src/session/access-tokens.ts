import { Inject, Injectable } from '@nestjs/common';
import { errors, jwtVerify, SignJWT, type CryptoKey } from 'jose';
import { accept, refuse, type Clock, type Result } from '#lib/kernel';
import type { Role } from '#lib/contract';
import type { Refusal } from '#lib/platform';
import { identitySettings } from '../identity-settings.js';
import { DerivedKeys } from '../keys/derived-keys.js';
import { SECURITY_CLOCK } from '../security-clock.js';

/** Whom a token is for. What it allows is always read from the session, so a change of role needs no new token. */
export interface TokenHolder {
  sessionId: string;
  userId: string;
  centerId: string;
  role: Role;
  teamId: string | null;
}

const algorithm = 'HS256';
const issuer = 'layad';
const type = 'at+jwt';
const mostKnown = 20_000;

/** Short-lived JSON web tokens (RFC 9068): the signature and the time are checked without asking the database. */
@Injectable()
export class AccessTokens {
  private readonly key: Promise<CryptoKey>;
  /**
   * Tokens whose signature was found right. Checking it again would take a turn on the threads that also hash
   * passwords: at the change of shifts every request would wait for those who sign in.
   */
  private readonly known = new Map<string, { sessionId: string; expiresAt: number }>();

  constructor(
    keys: DerivedKeys,
    @Inject(SECURITY_CLOCK) private readonly clock: Clock,
  ) {
    // Imported once: importing it for each token takes longer than checking the token.
    this.key = crypto.subtle.importKey(
      'raw',
      new Uint8Array(keys.accessToken),
      { name: 'HMAC', hash: 'SHA-256' },
      false,
      ['sign', 'verify'],
    );
  }

  async issue({ sessionId, userId, centerId, role, teamId }: TokenHolder): Promise<string> {
    const issuedAt = Math.floor(this.clock.now().getTime() / 1000);
    return new SignJWT({ sid: sessionId, center: centerId, role, ...(teamId ? { team: teamId } : {}) })
      .setProtectedHeader({ alg: algorithm, typ: type })
      .setSubject(userId)
      .setIssuer(issuer)
      .setIssuedAt(issuedAt)
      .setExpirationTime(issuedAt + identitySettings.accessTokenSeconds)
      .sign(await this.key);
  }

  /** The session that a token of ours belongs to. */
  async sessionIdOf(token: string): Promise<Result<string, Refusal>> {
    const known = this.known.get(token);
    if (known) {
      return known.expiresAt > this.clock.now().getTime()
        ? accept(known.sessionId)
        : refuse({ code: 'session_expired' });
    }
    try {
      const { payload } = await jwtVerify(token, await this.key, {
        algorithms: [algorithm],
        issuer,
        typ: type,
        requiredClaims: ['sid', 'exp'],
        currentDate: this.clock.now(),
      });
      const sessionId = payload['sid'] as string;
      this.know(token, { sessionId, expiresAt: payload.exp! * 1000 });
      return accept(sessionId);
    } catch (error) {
      return refuse({ code: error instanceof errors.JWTExpired ? 'session_expired' : 'unauthenticated' });
    }
  }

  private know(token: string, holder: { sessionId: string; expiresAt: number }): void {
    this.known.set(token, holder);
    if (this.known.size > mostKnown) this.known.delete(this.known.keys().next().value!);
  }
}
