import { UnsecuredJWT } from 'jose';
import { accept, refuse, type Result } from '#lib/kernel';
import { uuidv7, type Caller, type Refusal } from '#lib/platform';

/** Stands where identity's `Authenticator` stands, with tokens that end when a test says so. */
export class TokenBook {
  private readonly entries = new Map<string, { caller: Caller; endsAt: number; revoked: boolean }>();
  /** How often somebody asked. */
  asked = 0;

  issue(caller: Caller, lifeSeconds = 900): string {
    const endsAt = Date.now() + lifeSeconds * 1000;
    const token = new UnsecuredJWT({ jti: uuidv7(), exp: endsAt / 1000 }).encode();
    this.entries.set(token, { caller, endsAt, revoked: false });
    return token;
  }

  revoke(token: string): void {
    this.entries.get(token)!.revoked = true;
  }

  /** The same token stands for somebody else from now on: another role, another team. */
  change(token: string, caller: Caller): void {
    this.entries.get(token)!.caller = caller;
  }

  authenticate(token: string | undefined): Promise<Result<Caller, Refusal>> {
    this.asked += 1;
    const entry = this.entries.get(token ?? '');
    if (!entry) return Promise.resolve(refuse({ code: 'unauthenticated' }));
    if (entry.revoked) return Promise.resolve(refuse({ code: 'session_revoked' }));
    if (entry.endsAt <= Date.now()) return Promise.resolve(refuse({ code: 'session_expired' }));
    return Promise.resolve(accept(entry.caller));
  }
}
