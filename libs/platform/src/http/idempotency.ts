import { createHash } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import type { Caller } from '../caller.js';
import { RefusalException } from '../problem/refusal.js';

/** The idempotency of a POST, from its `Idempotency-Key` header; none without the header. */
export function idempotencyOf(request: FastifyRequest): Caller['idempotency'] {
  const key = request.headers['idempotency-key'];
  if (request.method !== 'POST' || key === undefined) return undefined;
  if (typeof key !== 'string' || !/^[\x21-\x7e]{1,200}$/.test(key)) {
    throw new RefusalException({
      code: 'validation_failed',
      fields: [{ field: 'header.idempotency-key', rule: 'idempotencyKey' }],
    });
  }
  const requestHash = createHash('sha256')
    .update(`${request.url.split('?')[0]}\n${JSON.stringify(request.body ?? null)}`)
    .digest('base64url');
  return { key, requestHash };
}
