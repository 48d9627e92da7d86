import * as sdk from '../api/generated/sdk.gen.js';
import type { OwnAccountAnswer, SignedInAnswer } from '../api/generated/types.gen.js';
import { kept } from '../call/kept.js';
import { apiClient, filePatienceMilliseconds, outcomeOf, type Credentials } from '../api/http.js';
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
  /** Who was signed in last, so that the console opens for them when the server cannot be asked. */
  private readonly known = kept<Account>('layad.account');
  /** Whether somebody signed out and the server did not hear it. */
  private readonly leaving = kept<true>('layad.leaving');
  private ending: Promise<void> = Promise.resolve();
  private token: string | null = null;
  private renewal: ReturnType<typeof setTimeout> | undefined;
  private renewing: Promise<Outcome<SignedInAnswer>> | null = null;
  /** Asks in nobody's name. */
  private readonly entrance = apiClient();
  /** Asks in the user's name. An access token that has run out is renewed once. */
  readonly client = apiClient(this.credentials());
  /** The same for files, which take longer. */
  readonly fileClient = apiClient(this.credentials(), filePatienceMilliseconds);
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

  /**
   * Opens the session of the cookie, if there is one. When the server cannot be reached, the console opens for whom it
   * was open last, and the server is asked until it answers: without it there is nothing to see but what is typed here.
   */
  async restore(): Promise<void> {
    if (this.leaving.read() !== null) {
      this.leave(false);
      this.endLater();
      return;
    }
    const renewed = await this.renew();
    if (renewed.ok) return this.enter();
    if (renewed.obstacle.code !== 'unreachable') {
      if (this.state.get().kind === 'restoring') this.leave(false);
      return;
    }
    const account = this.known.read();
    if (account && this.state.get().kind === 'restoring') this.state.set({ kind: 'signed_in', account });
    this.restoreLater();
  }

  private credentials(): Credentials {
    return {
      token: () => this.token,
      renewed: async () => {
        const renewed = await this.renew();
        return renewed.ok ? renewed.value.accessToken : null;
      },
    };
  }

  /** @returns what stood in the way; null when the user is signed in. */
  async signIn(username: string, password: string): Promise<Obstacle | null> {
    await this.ending;
    const answer = await outcomeOf(
      sdk.authenticationSignIn({ client: this.entrance, body: { username, password } }),
    );
    if (!answer.ok) return answer.obstacle;
    this.leaving.write(null);
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

  /** Signs out here at once; a server that does not hear it is told when it does. */
  async signOut(): Promise<void> {
    this.leaving.write(true);
    const answer = await outcomeOf(sdk.authenticationSignOut({ client: this.client }));
    this.leave(false);
    if (!answer.ok && answer.obstacle.code === 'unreachable') this.endLater();
    else this.leaving.write(null);
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
    const answer = await outcomeOf(sdk.authenticationMe({ client: this.client }));
    if (!answer.ok) {
      if (answer.obstacle.code === 'unreachable') this.restoreLater();
      else this.leave(false);
      return;
    }
    const account = answer.value;
    this.known.write(account);
    // Who is at work already is not disturbed by an answer that says the same.
    if (!sameAccount(this.state.get(), account)) this.state.set({ kind: 'signed_in', account });
  }

  private restoreLater(): void {
    setTimeout(() => {
      if (this.state.get().kind !== 'signed_out') void this.restore();
    }, retryMilliseconds);
  }

  private endLater(): void {
    setTimeout(() => {
      if (this.leaving.read() !== null) this.ending = this.endAsSaid();
    }, retryMilliseconds);
  }

  /** Ends on the server what was ended here while it did not hear. */
  private async endAsSaid(): Promise<void> {
    const renewed = await this.renew();
    const ended = renewed.ok ? await outcomeOf(sdk.authenticationSignOut({ client: this.client })) : renewed;
    clearTimeout(this.renewal);
    this.token = null;
    if (!ended.ok && ended.obstacle.code === 'unreachable') this.endLater();
    else this.leaving.write(null);
  }

  private leave(ended: boolean): void {
    clearTimeout(this.renewal);
    this.known.write(null);
    this.token = null;
    this.state.set({ kind: 'signed_out', ended });
  }
}

const sameAccount = (state: SessionState, account: Account): boolean =>
  state.kind === 'signed_in' && JSON.stringify(state.account) === JSON.stringify(account);
