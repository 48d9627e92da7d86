import { Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { map, type Observable } from 'rxjs';
import { Accepted, Refused } from '#lib/kernel';
import { RefusalException, type Refusal } from '../problem/refusal.js';
import { etagOf } from './versions.js';

/** Opens a command's {@link Result}: its value becomes the answer, its refusal a problem; versions become ETags. */
@Injectable()
export class ResultInterceptor implements NestInterceptor {
  intercept(context: ExecutionContext, next: CallHandler<unknown>): Observable<unknown> {
    if (context.getType() !== 'http') return next.handle();
    const reply = context.switchToHttp().getResponse<FastifyReply>();
    return next.handle().pipe(
      map((answer) => {
        if (answer instanceof Refused) throw new RefusalException(answer.refusal as Refusal);
        const value: unknown = answer instanceof Accepted ? answer.value : answer;
        if (
          typeof value === 'object' &&
          value !== null &&
          'version' in value &&
          typeof value.version === 'number'
        ) {
          void reply.header('etag', etagOf(value.version));
        }
        return value;
      }),
    );
  }
}
