import type { LoggerService } from '@nestjs/common';
import { pino, type Logger } from 'pino';

export type { Logger } from 'pino';
export const LOGGER = Symbol('Logger');

/** Property names whose values never reach the log, wherever they stand in the first three levels of an entry. */
const secretNames = [
  'password',
  'token',
  'accessToken',
  'refreshToken',
  'authorization',
  'cookie',
  'secret',
  'callerNumber',
  'callerName',
  'phone',
  'complaint',
  'parameters',
  'query',
  'detail',
];

/**
 * Structured logs, one JSON object a line on standard output. What is logged is chosen, not dumped: routes by their
 * pattern, never by their URL; errors by their name, code and stack, never with the values of a query.
 */
export function createLogger(level: string): Logger {
  return pino({
    level,
    base: null,
    redact: { paths: secretNames.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]), censor: '…' },
    serializers: { err: describeError },
    timestamp: pino.stdTimeFunctions.isoTime,
  });
}

/** An error without the values it was about: a failed query's message may quote a row. */
function describeError(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { name: typeof error };
  const { code, constraint, table } = error as Error & { code?: string; constraint?: string; table?: string };
  const ownStack = error.stack
    ?.split('\n')
    .filter((line) => /^\s+at /.test(line))
    .slice(0, 12);
  const fromDatabase = constraint !== undefined || error.name === 'QueryFailedError';
  return {
    name: error.name,
    message: fromDatabase ? undefined : error.message,
    code,
    constraint,
    table,
    stack: ownStack,
  };
}

/** Lets Nest's own messages take the same road as ours. */
export class NestLogger implements LoggerService {
  constructor(private readonly logger: Logger) {}

  log(message: unknown, context?: string): void {
    this.logger.debug({ context }, String(message));
  }
  warn(message: unknown, context?: string): void {
    this.logger.warn({ context }, String(message));
  }
  error(message: unknown, ...rest: unknown[]): void {
    if (message instanceof Error) this.logger.error({ err: message }, 'unexpected error');
    else this.logger.error({ context: rest.at(-1) }, String(message));
  }
}
