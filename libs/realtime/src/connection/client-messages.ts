import { Inject, Injectable } from '@nestjs/common';
import { renewMessage, viewMessage, type Acknowledgement } from '#lib/contract';
import { LOGGER, type Logger, type Refusal } from '#lib/platform';
import { Presence } from '../presence/presence.js';
import { realtimeSettings } from '../realtime-settings.js';
import { Connections } from './connections.js';
import type { Connection } from './connection.js';
import { Entrance } from './entrance.js';

type Acknowledge = (answer: Acknowledgement) => void;
type Outcome = Refusal | undefined;

/**
 * What clients may say: `view` and `renew`. Anything else, too much, or in another shape is refused where an
 * acknowledgement was asked for and otherwise dropped; it never reaches further.
 */
@Injectable()
export class ClientMessages {
  constructor(
    private readonly connections: Connections,
    private readonly entrance: Entrance,
    private readonly presence: Presence,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  listen(connection: Connection): void {
    const { socket } = connection;
    const handlers: Record<string, (said: unknown) => Promise<Outcome>> = {
      view: (said) => this.view(connection, said),
      renew: (said) => this.renew(connection, said),
    };
    // A message goes no further than this: what is known is handled here, the rest is not handed on.
    socket.use(([name, ...said]) => {
      const last: unknown = said.at(-1);
      const acknowledge = typeof last === 'function' ? (last as Acknowledge) : undefined;
      const handler = Object.hasOwn(handlers, name) ? handlers[name] : undefined;
      const outcome = !connection.allowance.take()
        ? Promise.resolve(this.tooMany(connection))
        : handler
          ? handler(acknowledge && said.length === 1 ? undefined : said[0])
          : Promise.resolve<Outcome>({ code: 'malformed_request' });
      outcome
        .catch((error: unknown): Outcome => {
          this.logger.warn({ err: error }, 'a message of a client failed');
          return { code: 'temporarily_unavailable' };
        })
        .then((refusal) => acknowledge?.(refusal ? connection.refusal(refusal) : { ok: true }))
        .catch((error: unknown) => this.logger.error({ err: error }, 'an answer could not be sent'));
    });
  }

  private tooMany(connection: Connection): Refusal {
    const refusal: Refusal = { code: 'rate_limited', parameters: { seconds: 1 } };
    if (connection.allowance.refused > realtimeSettings.mostRefusedMessages) {
      void this.connections.end(connection, { ...refusal, reconnect: false });
    }
    return refusal;
  }

  private async view(connection: Connection, said: unknown): Promise<Outcome> {
    const message = viewMessage.safeParse(said);
    if (!message.success) return { code: 'validation_failed' };
    return this.presence.view(connection, message.data.incidentId);
  }

  /** A fresh token of the same person, in the same role: anything else is a new connection. */
  private async renew(connection: Connection, said: unknown): Promise<Outcome> {
    const message = renewMessage.safeParse(said);
    if (!message.success) return { code: 'validation_failed' };
    const { token } = message.data;
    const answer = await this.entrance.identify(token);
    if (!answer.accepted) return answer.refusal;
    if (!connection.isSameAs(answer.value)) return { code: 'forbidden' };
    connection.renew(answer.value, token);
    return undefined;
  }
}
