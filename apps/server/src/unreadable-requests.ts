import type { Socket } from 'node:net';
import { STATUS_CODES } from 'node:http';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { localeFrom, problemFrom } from '#lib/platform';

const refusal = { code: 'malformed_request' } as const;
const contentType = 'application/problem+json; charset=utf-8';

/**
 * Requests that never reach a route, because their address or their headers cannot be read: Fastify and Node would
 * answer them in their own words, and a client that reads problem documents would not know what happened.
 */
export const unreadableRequests = {
  /** An address that cannot be decoded, such as `/%zz`. */
  frameworkErrors(_error: Error, request: FastifyRequest, reply: FastifyReply): void {
    const problem = problemFrom(refusal, localeFrom(request.headers['accept-language'], 'id'), request.id);
    void reply.status(problem.status).header('content-type', contentType).send(JSON.stringify(problem));
  },

  /** Bytes that are no HTTP, or headers beyond measure. Nothing after them on this connection can be trusted. */
  clientErrorHandler(_error: Error, socket: Socket): void {
    if (!socket.writable) {
      socket.destroy();
      return;
    }
    const problem = problemFrom(refusal, 'id');
    const body = JSON.stringify(problem);
    const head = [
      `HTTP/1.1 ${problem.status} ${STATUS_CODES[problem.status]}`,
      `content-type: ${contentType}`,
      `content-length: ${Buffer.byteLength(body)}`,
      'connection: close',
    ];
    socket.end(`${head.join('\r\n')}\r\n\r\n${body}`, () => socket.destroy());
  },
};
