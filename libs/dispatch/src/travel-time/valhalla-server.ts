/** Valhalla on a server of its own, at `VALHALLA_URL`. */
import { RoadsFailure } from './roads.js';
import {
  ValhallaRefusal,
  type MatrixRequest,
  type ValhallaEngine,
  type ValhallaRouteRequest,
} from './valhalla-engine.js';

export interface ValhallaServerSettings {
  /** Where `/sources_to_targets`, `/route` and `/status` are; may have a path. */
  readonly url: string;
  /** The longest any single request may take, whoever waits for it. */
  readonly requestTimeoutMilliseconds?: number;
}

const DEFAULT_REQUEST_TIMEOUT_MILLISECONDS = 5000;

export class ValhallaServer implements ValhallaEngine {
  readonly #base: string;
  readonly #requestTimeoutMilliseconds: number;

  /** @throws RangeError when the URL cannot be used; the message does not repeat it. */
  constructor({
    url,
    requestTimeoutMilliseconds = DEFAULT_REQUEST_TIMEOUT_MILLISECONDS,
  }: ValhallaServerSettings) {
    const parsed = URL.canParse(url) ? new URL(url) : undefined;
    if (
      parsed === undefined ||
      !/^https?:$/.test(parsed.protocol) ||
      parsed.username !== '' ||
      parsed.search !== ''
    ) {
      throw new RangeError('VALHALLA_URL must be an http or https address without user name or query');
    }
    this.#base = parsed.href.replace(/\/+$/, '');
    this.#requestTimeoutMilliseconds = requestTimeoutMilliseconds;
  }

  async matrix(request: MatrixRequest, signal?: AbortSignal): Promise<unknown> {
    return this.#post('/sources_to_targets', request, signal);
  }

  async route(request: ValhallaRouteRequest, signal?: AbortSignal): Promise<unknown> {
    return this.#post('/route', request, signal);
  }

  async ready(signal?: AbortSignal): Promise<void> {
    const status = await this.#ask('/status', signal, {});
    if (typeof status !== 'object' || status === null || !('version' in status)) {
      throw new RoadsFailure('failed', 'the address answers, but not as Valhalla');
    }
  }

  async close(): Promise<void> {}

  #post(path: string, request: object, signal: AbortSignal | undefined): Promise<unknown> {
    return this.#ask(path, signal, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(request),
    });
  }

  async #ask(path: string, signal: AbortSignal | undefined, init: RequestInit): Promise<unknown> {
    const timeout = AbortSignal.timeout(this.#requestTimeoutMilliseconds);
    const either = signal === undefined ? timeout : AbortSignal.any([signal, timeout]);
    let response: Response;
    let text: string;
    try {
      response = await fetch(this.#base + path, { ...init, signal: either });
      text = await response.text();
    } catch (error) {
      if (signal?.aborted) throw signal.reason;
      if (timeout.aborted)
        throw new RoadsFailure('too_slow', `no answer in ${this.#requestTimeoutMilliseconds} ms`);
      throw new RoadsFailure('unreachable', 'the Valhalla server cannot be reached', { cause: error });
    }
    const body = parsed(text);
    if (response.ok && body !== undefined) return body;
    if (response.status < 500 && typeof body?.['error'] === 'string')
      throw new ValhallaRefusal(body['error']);
    if ([502, 503, 504].includes(response.status)) {
      throw new RoadsFailure('unreachable', `the Valhalla server answers ${response.status}`);
    }
    throw new RoadsFailure('failed', `the Valhalla server answers ${response.status} and no readable result`);
  }
}

function parsed(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}
