import type { IncomingMessage } from 'node:http';
import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyInstance } from 'fastify';
import type { Clock } from '#lib/kernel';
import { networkOf, RequestLimits } from '#lib/identity';
import { CLOCK, LOGGER, Metrics, type Logger } from '#lib/platform';
import { AmlKeys } from './aml-keys.js';
import { amlMessageFrom, type AmlFault } from './aml-message.js';
import { AmlPositions } from './aml-positions.js';

/** What came of a message: counted, and never told to whoever sent it. */
type Outcome = 'matched' | 'waiting' | AmlFault | 'too_large' | 'too_often' | 'wrong_address' | 'failed';

/** A message has about thirty short values. */
const mostBytes = 8_192;
/** One gateway may send for a whole country. */
const mostPerMinute = 3_000;

/**
 * `POST /aml/<secret>`: where phones tell their position by themselves. Outside the API, because its sender is no
 * client of ours: whatever comes, in whatever form, is answered with 204 (the specification asks for a 2xx even for
 * what is thrown away) and tells nothing, also not whether the address is right.
 */
@Injectable()
export class AmlDoor implements OnModuleInit {
  private readonly outcomes;

  constructor(
    private readonly adapterHost: HttpAdapterHost,
    private readonly keys: AmlKeys,
    private readonly positions: AmlPositions,
    private readonly limits: RequestLimits,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(LOGGER) private readonly logger: Logger,
    metrics: Metrics,
  ) {
    this.outcomes = metrics.counter(
      'layad_aml_messages_received_total',
      'Positions that phones told by themselves, by what came of them.',
      ['outcome'],
    );
  }

  onModuleInit(): void {
    // Absent where the application has no doors: on the command line and in tests.
    const server = this.adapterHost.httpAdapter?.getInstance<FastifyInstance | undefined>();
    // Not waited for: waiting makes Fastify finish the routes it has, before Nest gives them its error handler.
    void server?.register((scope, _options, done) => {
      // Whatever the sender calls its message, it is read alike: an unknown type would be refused before any route.
      scope.addHook('onRequest', (request, _reply, next) => {
        request.headers['content-type'] = 'application/octet-stream';
        next();
      });
      scope.setErrorHandler((_error, _request, reply) => {
        this.outcomes.inc({ outcome: 'failed' });
        return reply.status(204).send();
      });
      scope.removeAllContentTypeParsers();
      scope.addContentTypeParser('*', (_request, payload, parsed) => {
        bounded(payload).then(
          (text) => parsed(null, text),
          () => parsed(null, undefined),
        );
      });
      scope.post<{ Params: { secret: string } }>('/aml/:secret', async (request, reply) => {
        const outcome = await this.receive(request.params.secret, request.body, request.ip);
        this.outcomes.inc({ outcome });
        return reply.status(204).send();
      });
      done();
    });
  }

  /** Never throws. */
  async receive(secret: string, body: unknown, address: string): Promise<Outcome> {
    if (!this.limits.allows(`aml:${networkOf(address)}`, mostPerMinute)) return 'too_often';
    try {
      const centerId = await this.keys.centerOf(secret);
      if (centerId === undefined) return 'wrong_address';
      if (typeof body !== 'string') return 'too_large';
      const message = amlMessageFrom(body, this.clock.now());
      return typeof message === 'string' ? message : await this.positions.receive(centerId, message);
    } catch (error) {
      this.logger.error({ err: error }, 'a phone’s position was lost');
      return 'failed';
    }
  }
}

/** The text of a body, or undefined for one that is too large: it is read to its end, because the answer comes after. */
async function bounded(payload: IncomingMessage): Promise<string | undefined> {
  const parts: Buffer[] = [];
  let bytes = 0;
  for await (const part of payload) {
    bytes += (part as Buffer).length;
    if (bytes <= mostBytes) parts.push(part as Buffer);
  }
  return bytes <= mostBytes ? Buffer.concat(parts).toString() : undefined;
}
