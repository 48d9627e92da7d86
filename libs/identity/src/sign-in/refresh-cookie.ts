import type {} from '@fastify/cookie';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { identitySettings } from '../identity-settings.js';

const name = 'layad_refresh';

/** Scripts cannot read it, other sites cannot send it, and no route but these receives it. */
const attributes = { path: '/api/v1/auth', httpOnly: true, sameSite: 'strict' } as const;

export function setRefreshCookie(request: FastifyRequest, reply: FastifyReply, token: string): void {
  void reply.setCookie(name, token, {
    ...attributes,
    secure: request.protocol === 'https',
    maxAge: identitySettings.sessionIdleDays * 86_400,
  });
}

export const refreshCookieOf = (request: FastifyRequest): string | undefined => request.cookies[name];

export const clearRefreshCookie = (reply: FastifyReply): void => void reply.clearCookie(name, attributes);
