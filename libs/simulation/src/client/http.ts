import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { ConnectionLost, problemErrorFrom } from './problem-error.js';
import { isTemporary, patience as usualPatience, waitMilliseconds, type Patience } from './retries.js';

export interface Answer<T> {
  readonly body: T;
  readonly headers: Headers;
}

export interface Request {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'PUT';
  /** Below the server's address, with its query. */
  readonly path: string;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/**
 * Requests that survive a restarting server: what gets no answer, or "not now", is repeated with the same
 * idempotency key, so that it is done once however often it was sent.
 */
export class Http {
  /** How many attempts had to be repeated. */
  repeated = 0;

  constructor(
    readonly server: string,
    private readonly patience: Patience = usualPatience,
    private readonly random: () => number = Math.random,
  ) {}

  /**
   * @throws ProblemError when the server refuses.
   * @throws ConnectionLost when no answer came in all the time that patience allows.
   */
  async send<T>(request: Request): Promise<Answer<T>> {
    const name = `${request.method} ${request.path.split('?')[0]!}`;
    const key: Record<string, string> = request.method === 'POST' ? { 'idempotency-key': randomUUID() } : {};
    const until = Date.now() + this.patience.giveUpAfterMilliseconds;
    for (let attempt = 1; ; attempt++) {
      const outcome = await this.attempt<T>(request, key);
      if (outcome instanceof Error) {
        if (Date.now() > until) throw new ConnectionLost(name, attempt, { cause: outcome });
      } else {
        if (outcome.ok) return outcome;
        const refused = problemErrorFrom(name, outcome.status, outcome.body);
        const repeat = isTemporary(outcome.status) || refused.code === 'idempotency_key_in_use';
        if (!repeat || Date.now() > until) throw refused;
      }
      this.repeated += 1;
      const retryAfterSeconds =
        outcome instanceof Error ? 0 : Number(outcome.headers.get('retry-after') ?? 0);
      await sleep(waitMilliseconds(attempt, this.patience, this.random, retryAfterSeconds));
    }
  }

  /** One attempt: the whole answer, or why there was none. */
  private async attempt<T>(
    { method, path, body, headers }: Request,
    key: Record<string, string>,
  ): Promise<(Answer<T> & { ok: boolean; status: number }) | Error> {
    try {
      const response = await fetch(new URL(path, this.server), {
        method,
        headers: {
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
          ...key,
          ...headers,
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        signal: AbortSignal.timeout(this.patience.attemptMilliseconds),
      });
      const text = await response.text();
      return {
        ok: response.ok,
        status: response.status,
        headers: response.headers,
        body: parsed(text) as T,
      };
    } catch (error) {
      return error instanceof Error ? error : new Error(String(error));
    }
  }
}

function parsed(text: string): unknown {
  try {
    return text === '' ? undefined : JSON.parse(text);
  } catch {
    return undefined;
  }
}
