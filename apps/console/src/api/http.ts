import type { Problem } from '#lib/contract';
import { obstacleFrom, obstacleOf, type Outcome } from './outcome.js';

/** A request that takes longer than this counts as unanswered. */
const patienceMilliseconds = 15_000;

export interface Request {
  readonly method: 'GET' | 'POST' | 'PATCH';
  /** Below `/api/v1`. */
  readonly path: string;
  readonly body?: unknown;
  readonly token?: string | undefined;
  /** The version that was read, for changes. */
  readonly ifMatch?: number | undefined;
  /** The same key and body are answered the same way again: a repeated press opens no second incident. */
  readonly idempotencyKey?: string | undefined;
}

/** Sends a request and reads its answer. Never throws: no answer is an outcome too. */
export async function send<T>(request: Request): Promise<Outcome<T>> {
  const headers = new Headers({ 'accept-language': document.documentElement.lang });
  if (request.token !== undefined) headers.set('authorization', `Bearer ${request.token}`);
  if (request.ifMatch !== undefined) headers.set('if-match', `"${request.ifMatch}"`);
  if (request.idempotencyKey !== undefined) headers.set('idempotency-key', request.idempotencyKey);
  if (request.body !== undefined) headers.set('content-type', 'application/json');
  let response: Response;
  let text: string;
  try {
    response = await fetch(`/api/v1${request.path}`, {
      method: request.method,
      headers,
      body: request.body === undefined ? null : JSON.stringify(request.body),
      credentials: 'same-origin',
      signal: AbortSignal.timeout(patienceMilliseconds),
    });
    text = await response.text();
  } catch {
    return { ok: false, obstacle: obstacleOf('unreachable') };
  }
  try {
    const answer: unknown = text === '' ? undefined : JSON.parse(text);
    if (response.ok) return { ok: true, value: answer as T };
    if (isProblem(answer)) return { ok: false, obstacle: obstacleFrom(answer) };
  } catch {
    // Falls through: what came was no JSON, for example a proxy's own page.
  }
  return { ok: false, obstacle: obstacleOf(response.status >= 502 ? 'unreachable' : 'unreadable') };
}

const isProblem = (answer: unknown): answer is Problem =>
  typeof answer === 'object' && answer !== null && 'code' in answer && 'title' in answer;
