import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { ApiHeader } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';

type HeaderOptions = Parameters<typeof ApiHeader>[0];

/** A header as a parameter, read and documented by the same line; undefined when it was not sent. */
function header(name: string, options: Omit<HeaderOptions, 'name'>): ParameterDecorator {
  const read = createParamDecorator((_: unknown, context: ExecutionContext): string | undefined => {
    const value = context.switchToHttp().getRequest<FastifyRequest>().headers[name.toLowerCase()];
    return typeof value === 'string' ? value : undefined;
  })();
  return (target, method, index) => {
    read(target, method, index);
    ApiHeader({ name, ...options })(target, method!, Object.getOwnPropertyDescriptor(target, method!)!);
  };
}

/** The version a change is based on (RFC 9110 §13.1.1); see `versionFrom`. */
export const IfMatch = ({ required = true } = {}): ParameterDecorator =>
  header('If-Match', {
    required,
    description: 'The version that was read, as in `ETag`.',
    schema: { type: 'string', pattern: '^(W/)?"\\d{1,9}"$', example: '"1"' },
  });

/** The tag of what the client has already (RFC 9110 §13.1.2). */
export const IfNoneMatch = (): ParameterDecorator =>
  header('If-None-Match', { required: false, description: 'The `ETag` of what you have already.' });
