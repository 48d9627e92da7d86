import { timingSafeEqual } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Clock } from '#lib/kernel';
import { uuidv7 } from '#lib/platform';
import { identitySettings } from '../identity-settings.js';
import { DerivedKeys } from '../keys/derived-keys.js';
import { networkOf } from '../limits/request-limits.js';
import { SECURITY_CLOCK } from '../security-clock.js';
import type { SignInOrigin } from './sign-in-failures.js';

/** Scripts cannot read it, other sites cannot send it, and no route but these receives it. */
const attributes = { path: '/api/v1/auth', httpOnly: true, sameSite: 'strict' } as const;

/**
 * Devices on which a name has signed in, by a cookie that says so (OWASP, "Slow Down Online Guessing Attacks with Device
 * Cookies"). It opens nothing: it only lets wrong passwords typed elsewhere not lock out whoever works at this device.
 * One cookie a name, because operators share desks: `<device>.<seconds since 1970>.<signature>`.
 */
@Injectable()
export class KnownDevices {
  constructor(
    private readonly keys: DerivedKeys,
    @Inject(SECURITY_CLOCK) private readonly clock: Clock,
  ) {}

  originOf(request: FastifyRequest, username: string): SignInOrigin {
    return { network: networkOf(request.ip), device: this.deviceOf(request, username) };
  }

  /** The name has signed in here: the device is known for it from now on. */
  remember(request: FastifyRequest, reply: FastifyReply, username: string): void {
    const device = this.deviceOf(request, username) ?? uuidv7();
    const said = `${device}.${this.nowSeconds()}`;
    void reply.setCookie(this.cookieOf(username), `${said}.${this.signature(username, said)}`, {
      ...attributes,
      secure: request.protocol === 'https',
      maxAge: identitySettings.knownDeviceDays * 86_400,
    });
  }

  private deviceOf(request: FastifyRequest, username: string): string | null {
    const [device, since, signature] = request.cookies[this.cookieOf(username)]?.split('.') ?? [];
    if (!device || !since || !signature) return null;
    if (!isEqual(signature, this.signature(username, `${device}.${since}`))) return null;
    return this.nowSeconds() - Number(since) <= identitySettings.knownDeviceDays * 86_400 ? device : null;
  }

  private cookieOf(username: string): string {
    return `layad_device_${this.keys.nameDigest(username).slice(0, 16)}`;
  }

  private signature(username: string, said: string): string {
    return this.keys.deviceSignature(`${username} ${said}`);
  }

  private nowSeconds(): number {
    return Math.floor(this.clock.now().getTime() / 1000);
  }
}

function isEqual(one: string, other: string): boolean {
  const [left, right] = [Buffer.from(one), Buffer.from(other)];
  return left.length === right.length && timingSafeEqual(left, right);
}
