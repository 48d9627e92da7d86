import { isIPv6 } from 'node:net';
import {
  Inject,
  Injectable,
  SetMetadata,
  type CustomDecorator,
  type ExecutionContext,
  type OnApplicationShutdown,
  type OnModuleInit,
} from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyRequest } from 'fastify';
import {
  CONFIGURATION,
  LOGGER,
  RefusalException,
  unlimitedKey,
  type Configuration,
  type Logger,
} from '#lib/platform';
import { OwnCounts, type Window } from './own-counts.js';
import { SharedCounts } from './shared-counts.js';

const signInKey = 'layad:sign-in';
const windowMilliseconds = 60_000;

/** A route at which passwords can be tried: counted more narrowly than others. */
export const CountsAsSignIn = (): CustomDecorator => SetMetadata(signInKey, true);

/**
 * How often somebody may ask in a minute, over all routes: a user or key whoever they share an address with, everybody
 * else by address. The access guard asks once it knows who it is.
 *
 * Counted over all processes where there is a Redis, else in each. No request waits for Redis: what it answers
 * corrects the count for the next one, so the limit may be passed by as many requests as are under way.
 */
@Injectable()
export class RequestLimits implements OnModuleInit, OnApplicationShutdown {
  private readonly own = new OwnCounts();
  private readonly shared: SharedCounts | undefined;

  constructor(
    private readonly reflector: Reflector,
    @Inject(CONFIGURATION) private readonly configuration: Configuration,
    @Inject(LOGGER) logger: Logger,
  ) {
    const { redisUrl } = configuration;
    this.shared = redisUrl === undefined ? undefined : new SharedCounts(redisUrl, logger);
  }

  onModuleInit(): void {
    this.shared?.start();
  }

  onApplicationShutdown(): void {
    this.shared?.stop();
  }

  /** @throws RefusalException `rate_limited`, with the seconds until the next window */
  check(context: ExecutionContext): void {
    if (this.isMarked(unlimitedKey, context)) return;
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const who = request.caller?.actor ?? networkOf(request.ip);
    this.count(`all:${who}`, this.configuration.requestsPerMinute);
    if (this.isMarked(signInKey, context)) {
      this.count(`sign-in:${who}`, this.configuration.loginAttemptsPerMinute);
    }
  }

  /**
   * Counts a request that was not signed as it should be, by address, as narrowly as wrong passwords.
   * @throws RefusalException `rate_limited`
   */
  countForgery({ ip }: Pick<FastifyRequest, 'ip'>): void {
    this.count(`forgery:${networkOf(ip)}`, this.configuration.loginAttemptsPerMinute);
  }

  /**
   * Counts a hit of `key`, and says whether it is within `limit` a minute. For doors with a limit of their own that
   * answer in their own words when it is passed.
   */
  allows(key: string, limit: number): boolean {
    return this.hit(key).hits <= limit;
  }

  private hit(key: string): Window {
    const window = this.own.hit(key, windowMilliseconds);
    void this.shared
      ?.hit(`layad:limit:${key}`, windowMilliseconds)
      .then((overAll) => overAll && this.own.learn(key, overAll));
    return window;
  }

  private count(key: string, limit: number): void {
    const window = this.hit(key);
    if (window.hits <= limit) return;
    const seconds = Math.max(1, Math.ceil((window.endsAt - Date.now()) / 1000));
    throw new RefusalException({
      code: 'rate_limited',
      parameters: { seconds },
      retryAfterSeconds: seconds,
    });
  }

  private isMarked(key: string, context: ExecutionContext): boolean {
    return Boolean(this.reflector.getAllAndOverride(key, [context.getHandler(), context.getClass()]));
  }
}

/** One subscriber has a whole /64 of IPv6 addresses (RFC 6177) and would otherwise never reach a limit. */
export function networkOf(address: string): string {
  if (!isIPv6(address)) return address;
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  if (mapped) return mapped;
  const [before = '', after] = address.split('%')[0]!.split('::');
  const head = before === '' ? [] : before.split(':');
  const tail = after === undefined || after === '' ? [] : after.split(':');
  const groups = [...head, ...Array<string>(Math.max(0, 8 - head.length - tail.length)).fill('0'), ...tail];
  return `${groups
    .slice(0, 4)
    .map((group) => parseInt(group, 16).toString(16))
    .join(':')}::/64`;
}
