import { Catch, HttpException, Inject, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { transientError } from '../database/database-errors.js';
import { LOGGER, type Logger } from '../observation/logger.js';
import { localeFrom, problemFrom } from '../problem/messages.js';
import { RefusalException, type Refusal } from '../problem/refusal.js';

const refusalByStatus: Readonly<Record<number, Refusal>> = {
  400: { code: 'malformed_request' },
  401: { code: 'unauthenticated' },
  403: { code: 'forbidden' },
  404: { code: 'route_not_found' },
  405: { code: 'method_not_allowed' },
  413: { code: 'body_too_large' },
  414: { code: 'malformed_request' },
  415: { code: 'unsupported_media_type' },
  429: { code: 'rate_limited', parameters: { seconds: 60 }, retryAfterSeconds: 60 },
  431: { code: 'malformed_request' },
  503: { code: 'shutting_down', retryAfterSeconds: 2 },
};

/** The last stop of every failed request: an RFC 9457 problem document, never a stack trace. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(@Inject(LOGGER) private readonly logger: Logger) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const request = http.getRequest<FastifyRequest>();
    const reply = http.getResponse<FastifyReply>();
    const refusal = this.refusalFor(error, request);
    const locale = localeFrom(request.headers['accept-language'], request.caller?.locale ?? 'id');
    const problem = problemFrom(refusal, locale, request.id);
    if (refusal.retryAfterSeconds !== undefined) void reply.header('retry-after', refusal.retryAfterSeconds);
    void reply
      .status(problem.status)
      .header('content-type', 'application/problem+json; charset=utf-8')
      .header('content-language', locale)
      .send(JSON.stringify(problem));
  }

  private refusalFor(error: unknown, request: FastifyRequest): Refusal {
    if (error instanceof RefusalException) return error.refusal;
    if (transientError(error)) {
      this.logger.warn({ err: error, requestId: request.id }, 'the database did not answer');
      return { code: 'temporarily_unavailable', retryAfterSeconds: 1 };
    }
    const status =
      error instanceof HttpException
        ? error.getStatus()
        : (error as { statusCode?: number } | null)?.statusCode;
    const known = status === undefined ? undefined : refusalByStatus[status];
    if (known) return known;
    this.logger.error(
      { err: error, requestId: request.id, route: request.routeOptions?.url },
      'unexpected error',
    );
    return { code: 'internal_error' };
  }
}
