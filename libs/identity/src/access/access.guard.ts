import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Permission } from '#lib/contract';
import {
  anyRole,
  callerMay,
  idempotencyOf,
  localeFrom,
  permissionKey,
  publicKey,
  RefusalException,
  type Caller,
} from '#lib/platform';
import { DerivedKeys } from '../keys/derived-keys.js';
import { RequestLimits } from '../limits/request-limits.js';
import { Authenticator, type Identity } from './authenticator.js';

/**
 * The door of every HTTP route: who is it, do they ask too often, may they do this? A route that names neither a
 * permission nor the reason why it is public stays shut. Sockets are let in by their gateway, with the same
 * {@link Authenticator}. Nest runs guards after Fastify has read the body, so the body is there to be hashed.
 */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly authenticator: Authenticator,
    private readonly limits: RequestLimits,
    private readonly keys: DerivedKeys,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    if (context.getType() !== 'http') return true;
    if (this.markOf(publicKey, context) !== undefined) {
      this.limits.check(context);
      return true;
    }
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const identity = await this.authenticator.identify(bearerOf(request));
    if (identity.accepted) request.caller = this.callerOf(request, identity.value.caller);
    this.limits.check(context);
    if (!identity.accepted) {
      void context.switchToHttp().getResponse<FastifyReply>().header('www-authenticate', 'Bearer');
      throw new RefusalException(identity.refusal);
    }
    this.checkPermission(identity.value, this.markOf<Permission | typeof anyRole>(permissionKey, context));
    return true;
  }

  private checkPermission(
    { caller, mustChangePassword }: Identity,
    permission: Permission | typeof anyRole | undefined,
  ): void {
    if (permission === anyRole) return;
    if (mustChangePassword) throw new RefusalException({ code: 'password_change_required' });
    if (permission === undefined || !callerMay(caller, permission)) {
      throw new RefusalException({ code: 'forbidden' });
    }
  }

  private callerOf(request: FastifyRequest, caller: Caller): Caller {
    const idempotency = idempotencyOf(request);
    return {
      ...caller,
      locale: localeFrom(request.headers['accept-language'], caller.locale),
      requestId: request.id,
      ...(idempotency && {
        idempotency: { ...idempotency, requestHash: this.keys.requestDigest(idempotency.requestHash) },
      }),
    };
  }

  private markOf<T>(key: string, context: ExecutionContext): T | undefined {
    return this.reflector.getAllAndOverride<T | undefined>(key, [context.getHandler(), context.getClass()]);
  }
}

/** The token of `Authorization: Bearer …` (RFC 6750 §2.1). */
function bearerOf(request: FastifyRequest): string | undefined {
  return /^Bearer +(\S+)$/i.exec(request.headers.authorization ?? '')?.[1];
}
