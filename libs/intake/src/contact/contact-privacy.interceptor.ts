import { Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { map, type Observable } from 'rxjs';
import { accept, Accepted, refuse, Refused } from '#lib/kernel';
import { callerMay, type Refusal } from '#lib/platform';
import type { ContactView } from './contact.view.js';

/**
 * A program that may write contacts but not read them learns nothing from their answers about who called: neither
 * from a contact it repeated the external id of, nor from the present state in a refusal.
 */
@Injectable()
export class ContactPrivacy implements NestInterceptor {
  intercept(context: ExecutionContext, next: CallHandler<unknown>): Observable<unknown> {
    const { caller } = context.switchToHttp().getRequest<FastifyRequest>();
    if (caller && callerMay(caller, 'contact.read')) return next.handle();
    return next.handle().pipe(
      map((answer) => {
        if (answer instanceof Accepted) return accept(withoutPerson(answer.value));
        if (!(answer instanceof Refused)) return answer;
        const refusal = answer.refusal as Refusal;
        return 'current' in refusal
          ? refuse({ ...refusal, current: withoutPerson(refusal.current) })
          : answer;
      }),
    );
  }
}

const isContact = (value: unknown): value is ContactView =>
  typeof value === 'object' && value !== null && 'callerNumberReceived' in value;

const withoutPerson = (value: unknown): unknown =>
  isContact(value)
    ? { ...value, callerNumber: null, callerNumberReceived: null, callerName: null, note: null }
    : value;
