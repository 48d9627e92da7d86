import * as sdk from '../api/generated/sdk.gen.js';
import type { OwnAccountAnswer, SignedInAnswer } from '../api/generated/types.gen.js';
import { apiClient, outcomeOf } from '../api/http.js';
import type { Obstacle, Outcome } from '../api/outcome.js';
import { createStore } from '../live/store.js';

/** Who is signed in, what they may do, and in which center. */
export type Account = OwnAccountAnswer;

export type SessionState =
  | { readonly kind: 'restoring' }
  | { readonly kind: 'signed_out'; readonly ended: boolean }
  | { readonly kind: 'signed_in'; readonly account: Account };

/** The share of a token's life after which it is renewed. */
const renewAfterShare = 0.75;
/** How long to wait before asking again when the server could not be reached. */
const retryMilliseconds = 3_000;

/**
 * The user's session. The access token lives in memory only; the refresh token is a cookie that scripts cannot read.
 * Renewals of several tabs wait for each other: a refresh token that is used twice would end the session.
 */
export class Session {
  readonly state = createStore<SessionState>({ kind: 'restoring' });
  private token: string | null = null;
  private renewal: ReturnType<typeof setTimeout> | undefined;
  private renewing: Promise<Outcome<SignedInAnswer>> | null = null;
  /** Asks in nobody's name. */
  private readonly entrance = apiClient();
  /** Asks in the user's name. An access token that has run out is renewed once. */
  readonly client = apiClient({
    token: () => this.token,
    renewed: async () => {
      const renewed = await this.renew();
      return renewed.ok ? renewed.value.accessToken : null;
    },
  });
  private readonly renewalListeners = new Set<(token: string) => void>();

  /** The present access token; null when nobody is signed in. */
  get accessToken(): string | null {
    return this.token;
  }

  /** Calls `listener` with each new access token, so that a running connection can be kept beyond the old one. */
  onRenewed(listener: (token: string) => void): () => void {
    this.renewalListeners.add(listener);
    return () => this.renewalListeners.delete(listener);
  }

  /** Opens the session of the cookie, if there is one. Waits for the server when it cannot be reached. */
  async restore(): Promise<void> {
    const renewed = await this.renew();
    if (renewed.ok) return this.enter();
    if (renewed.obstacle.code === 'unreachable') {
      setTimeout(() => void this.restore(), retryMilliseconds);
    } else {
      this.state.set({ kind: 'signed_out', ended: false });
    }
  }

  /** @returns what stood in the way; null when the user is signed in. */
  async signIn(username: string, password: string): Promise<Obstacle | null> {
    const answer = await outcomeOf(
      sdk.authenticationSignIn({ client: this.entrance, body: { username, password } }),
    );
    if (!answer.ok) return answer.obstacle;
    this.take(answer.value);
    await this.enter();
    return null;
  }

  async changePassword(currentPassword: string, newPassword: string): Promise<Obstacle | null> {
    const body = { currentPassword, newPassword };
    const answer = await outcomeOf(sdk.authenticationChangePassword({ client: this.client, body }));
    if (!answer.ok) return answer.obstacle;
    await this.enter();
    return null;
  }

  async signOut(): Promise<void> {
    await outcomeOf(sdk.authenticationSignOut({ client: this.client }));
    this.leave(false);
  }

  /** Exchanges the cookie for a fresh access token. One at a time, in all tabs. */
  renew(): Promise<Outcome<SignedInAnswer>> {
    this.renewing ??= navigator.locks
      .request('layad-session', () => outcomeOf(sdk.authenticationRenew({ client: this.entrance, body: {} })))
      .then((answer) => {
        if (answer.ok) this.take(answer.value);
        else if (answer.obstacle.code !== 'unreachable' && this.state.get().kind === 'signed_in') {
          this.leave(true);
        }
        return answer;
      })
      .finally(() => (this.renewing = null));
    return this.renewing;
  }

  private take({ accessToken, expiresInSeconds }: SignedInAnswer): void {
    this.token = accessToken;
    for (const listener of this.renewalListeners) listener(accessToken);
    this.renewIn(expiresInSeconds * renewAfterShare * 1_000);
  }

  private renewIn(milliseconds: number): void {
    clearTimeout(this.renewal);
    this.renewal = setTimeout(() => {
      void this.renew().then((answer) => {
        if (!answer.ok && answer.obstacle.code === 'unreachable') this.renewIn(retryMilliseconds);
      });
    }, milliseconds);
  }

  private async enter(): Promise<void> {
    const account = await outcomeOf(sdk.authenticationMe({ client: this.client }));
    if (account.ok) this.state.set({ kind: 'signed_in', account: account.value });
    else this.leave(false);
  }

  private leave(ended: boolean): void {
    clearTimeout(this.renewal);
    this.token = null;
    this.state.set({ kind: 'signed_out', ended });
  }
}
