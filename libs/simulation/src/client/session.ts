import type { Role } from '#lib/contract';
import { type Http, type Answer, type Request } from './http.js';
import { ProblemError } from './problem-error.js';

export interface Credentials {
  readonly username: string;
  readonly password: string;
}

/** A program's key, which needs no signing in and does not end. */
export interface ApiKey {
  readonly key: string;
}

export interface SignedIn {
  accessToken: string;
  expiresInSeconds: number;
  user: { id: string; role: Role; teamId?: string | null };
}

/** Renewed when less than this share of its life is left. */
const renewAtShare = 0.25;

/** One user or program: keeps an access token fresh, and signs in again when the session is gone. */
export class Session {
  private token: { text: string; renewAt: number } | undefined;
  private cookie: string | undefined;
  private renewing: Promise<string> | undefined;

  constructor(
    private readonly http: Http,
    private readonly credentials: Credentials | ApiKey,
  ) {}

  /** A token that is valid for a while yet. */
  async accessToken(): Promise<string> {
    if ('key' in this.credentials) return this.credentials.key;
    if (this.token && performance.now() < this.token.renewAt) return this.token.text;
    return this.renew();
  }

  /** How long the present token stays usable, real milliseconds. */
  get freshForMilliseconds(): number {
    return this.token ? Math.max(0, this.token.renewAt - performance.now()) : 0;
  }

  /** Sends a request in the user's name; a token that ended meanwhile is renewed once. */
  async send<T>(request: Request): Promise<Answer<T>> {
    try {
      return await this.http.send<T>(await this.authorised(request));
    } catch (error) {
      if (!(error instanceof ProblemError) || error.status !== 401 || 'key' in this.credentials) throw error;
      this.token = undefined;
      return this.http.send<T>(await this.authorised(request));
    }
  }

  private async authorised(request: Request): Promise<Request> {
    const token = await this.accessToken();
    return { ...request, headers: { ...request.headers, authorization: `Bearer ${token}` } };
  }

  private async renew(): Promise<string> {
    this.renewing ??= this.refreshOrSignIn().finally(() => {
      this.renewing = undefined;
    });
    return this.renewing;
  }

  private async refreshOrSignIn(): Promise<string> {
    if (this.cookie) {
      try {
        return this.keep(
          await this.http.send<SignedIn>({
            method: 'POST',
            path: '/api/v1/auth/refresh',
            headers: { cookie: this.cookie },
          }),
        );
      } catch (error) {
        if (!(error instanceof ProblemError) || error.status !== 401) throw error;
        this.cookie = undefined;
      }
    }
    return this.keep(
      await this.http.send<SignedIn>({
        method: 'POST',
        path: '/api/v1/auth/login',
        body: this.credentials,
      }),
    );
  }

  private keep({ body, headers }: Answer<SignedIn>): string {
    const [cookie] = headers.getSetCookie();
    if (cookie) this.cookie = cookie.split(';')[0];
    const usableMilliseconds = body.expiresInSeconds * 1000 * (1 - renewAtShare);
    this.token = { text: body.accessToken, renewAt: performance.now() + usableMilliseconds };
    return body.accessToken;
  }
}
