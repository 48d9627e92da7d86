import {
  createParamDecorator,
  SetMetadata,
  type CustomDecorator,
  type ExecutionContext,
} from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { Permission } from '#lib/contract';
import type { Caller } from '../caller.js';

declare module 'fastify' {
  interface FastifyRequest {
    /** Set by the access guard; absent on public routes. */
    caller?: Caller;
  }
}

export const permissionKey = 'layad:permission';
export const publicKey = 'layad:public';

/** The permission a route needs. Every route has this or {@link Public}; a test walks them all. */
export const Allow = (permission: Permission): CustomDecorator => SetMetadata(permissionKey, permission);

/** A route anybody may call, with the reason why. */
export const Public = (reason: string): CustomDecorator => SetMetadata(publicKey, reason);

/** Any signed-in caller, whatever the role: one's own account. */
export const anyRole = 'any' as const;
export const AllowAnyRole = (): CustomDecorator => SetMetadata(permissionKey, anyRole);

export const unlimitedKey = 'layad:unlimited';

/** A route that is never limited: whoever watches the process must not take it for dead because others ask too much. */
export const Unlimited = (): CustomDecorator => SetMetadata(unlimitedKey, true);

/** The caller of this request. */
export const CurrentCaller = createParamDecorator((_: unknown, context: ExecutionContext): Caller => {
  const { caller } = context.switchToHttp().getRequest<FastifyRequest>();
  if (!caller) throw new Error('the route is public: it has no caller');
  return caller;
});
