import { z } from 'zod';
import type { AsteriskConfiguration } from '#lib/platform';
import { ariBridge, ariChannel, type AriBridge, type AriChannel } from './ari-event.js';

/** An exchange that takes longer than this does not answer, milliseconds. */
const patienceMilliseconds = 5_000;

/** Asterisk said no, or nothing. The message names what was asked for, never a number or a password. */
export class AriError extends Error {}

export interface Originate {
  channelId: string;
  endpoint: string;
  appArgs: string;
  callerId?: string;
  /** How long the other telephone may ring. */
  timeoutSeconds: number;
}

/**
 * Commands to Asterisk over its REST Interface. Parameters go in the body, because numbers have no place in an address.
 * To hang up what is gone, or to ring a telephone that rings already, is no error: commands may be sent twice.
 */
export class AriClient {
  private readonly authorization: string;

  constructor(private readonly configuration: AsteriskConfiguration) {
    const { user, password } = configuration;
    this.authorization = `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
  }

  /** Where events come from, and with which header. */
  get events(): { url: string; authorization: string } {
    const { url, application } = this.configuration;
    return {
      url: `${url.replace(/^http/, 'ws')}/ari/events?app=${encodeURIComponent(application)}`,
      authorization: this.authorization,
    };
  }

  async channels(): Promise<AriChannel[]> {
    return read(z.array(ariChannel), await this.send('GET', 'channels'));
  }

  async bridges(): Promise<AriBridge[]> {
    return read(z.array(ariBridge), await this.send('GET', 'bridges'));
  }

  /** Rings a telephone; its channel comes into the application when it is picked up. */
  async originate({ channelId, endpoint, appArgs, callerId, timeoutSeconds }: Originate): Promise<void> {
    await this.send('POST', `channels/${encodeURIComponent(channelId)}`, {
      endpoint,
      app: this.configuration.application,
      appArgs,
      timeout: timeoutSeconds,
      ...(callerId === undefined ? {} : { callerId }),
    });
  }

  /** Lets the caller hear that it rings. */
  async ring(channelId: string): Promise<void> {
    await this.send('POST', `channels/${encodeURIComponent(channelId)}/ring`);
  }

  async answer(channelId: string): Promise<void> {
    await this.send('POST', `channels/${encodeURIComponent(channelId)}/answer`);
  }

  async hangUp(channelId: string): Promise<void> {
    await this.send('DELETE', `channels/${encodeURIComponent(channelId)}`);
  }

  /** Lets the channels talk with each other. */
  async bridge(bridgeId: string, channelIds: readonly string[]): Promise<void> {
    const path = `bridges/${encodeURIComponent(bridgeId)}`;
    await this.send('POST', path, { type: 'mixing' });
    await this.send('POST', `${path}/addChannel`, { channel: channelIds.join(',') });
  }

  async destroyBridge(bridgeId: string): Promise<void> {
    await this.send('DELETE', `bridges/${encodeURIComponent(bridgeId)}`);
  }

  /** @throws AriError */
  private async send(method: 'GET' | 'POST' | 'DELETE', path: string, body?: object): Promise<unknown> {
    const what = `${method} ${path.split('/')[0]}`;
    let status: number;
    let text: string;
    try {
      const response = await fetch(`${this.configuration.url}/ari/${path}`, {
        method,
        headers: {
          authorization: this.authorization,
          ...(body ? { 'content-type': 'application/json' } : {}),
        },
        ...(body ? { body: JSON.stringify(body) } : {}),
        signal: AbortSignal.timeout(patienceMilliseconds),
      });
      ({ status } = response);
      text = await response.text();
    } catch {
      throw new AriError(`${what}: no answer`);
    }
    if (status >= 200 && status < 300) return text === '' ? undefined : parsed(text);
    const settled =
      (method === 'DELETE' && status === 404) || (body !== undefined && 'endpoint' in body && status === 409);
    if (settled) return undefined;
    throw new AriError(`${what}: status ${status}`);
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new AriError('an answer that cannot be read');
  }
}

function read<T>(schema: z.ZodType<T>, answer: unknown): T {
  const checked = schema.safeParse(answer);
  if (!checked.success) throw new AriError('an answer that cannot be read');
  return checked.data;
}
