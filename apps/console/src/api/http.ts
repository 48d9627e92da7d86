import type { Problem } from '#lib/contract';
import { createClient, createConfig, type Client } from './generated/client/index.js';
import { obstacleFrom, obstacleOf, type Outcome } from './outcome.js';

/** A request that takes longer than this counts as unanswered. */
const patienceMilliseconds = 15_000;
/** A file of 32 MB over a slow line, and the reading of it. */
export const filePatienceMilliseconds = 600_000;

/** The token to ask with, and how to get a fresh one when it has run out (null: there is none). */
export interface Credentials {
  readonly token: () => string | null;
  readonly renewed: () => Promise<string | null>;
}

/** A client of the API. With credentials it asks in the user's name, and renews a token that has run out once. */
export function apiClient(credentials?: Credentials, patience = patienceMilliseconds): Client {
  const once = (request: Request, token: string | null): Promise<Response> => {
    request.headers.set('accept-language', document.documentElement.lang);
    if (token !== null) request.headers.set('authorization', `Bearer ${token}`);
    return fetch(request, { signal: AbortSignal.timeout(patience) });
  };
  const ask = async (input: RequestInfo | URL): Promise<Response> => {
    const request = new Request(input, { credentials: 'same-origin' });
    const again = request.clone();
    const response = await once(request, credentials?.token() ?? null);
    if (response.status !== 401 || !credentials) return response;
    const token = await credentials.renewed();
    return token === null ? response : once(again, token);
  };
  return createClient(createConfig({ baseUrl: '', fetch: ask, parseAs: 'json' }));
}

interface Answer<T> {
  readonly data?: T;
  readonly error?: unknown;
  readonly response?: Response;
}

/** Reads what a request was answered. Never throws: no answer is an outcome too. */
export async function outcomeOf<T>(answer: Promise<Answer<T>>): Promise<Outcome<T>> {
  const { data, error, response } = await answer.catch((): Answer<T> => ({}));
  if (response?.ok && error === undefined) return { ok: true, value: data as T };
  if (isProblem(error)) return { ok: false, obstacle: obstacleFrom(error) };
  const unreachable = response === undefined || response.status >= 502;
  return { ok: false, obstacle: obstacleOf(unreachable ? 'unreachable' : 'unreadable') };
}

const isProblem = (answer: unknown): answer is Problem =>
  typeof answer === 'object' && answer !== null && 'code' in answer && 'title' in answer;
