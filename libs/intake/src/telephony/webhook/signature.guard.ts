import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { RequestLimits } from '#lib/identity';
import { RefusalException } from '#lib/platform';
import { Exchanges } from './exchanges.js';

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/**
 * Lets in whoever signed the body. It runs before the body is looked at, so a forger learns neither which exchanges
 * there are, nor what a message looks like: every failure is the same 401, and too many are 429.
 */
@Injectable()
export class SignatureGuard implements CanActivate {
  constructor(
    private readonly exchanges: Exchanges,
    private readonly limits: RequestLimits,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<FastifyRequest & { rawBody?: Buffer }>();
    const exchangeId = headerOf(request, 'layad-exchange').toLowerCase();
    const caller = await this.exchanges.callerOf(
      uuid.test(exchangeId) ? exchangeId : undefined,
      { timestamp: headerOf(request, 'layad-timestamp'), body: request.rawBody ?? Buffer.alloc(0) },
      headerOf(request, 'layad-signature'),
    );
    if (!caller) {
      this.limits.countForgery(request);
      throw new RefusalException({ code: 'unauthenticated' });
    }
    request.caller = { ...caller, requestId: request.id };
    return true;
  }
}

function headerOf({ headers }: FastifyRequest, name: string): string {
  const value = headers[name];
  return typeof value === 'string' ? value : '';
}
