import { createHmac, timingSafeEqual } from 'node:crypto';

/**
 * A signed message may be this old, or this far ahead, seconds: what clocks differ by and a retry takes. Five minutes
 * as in Standard Webhooks and Stripe's scheme.
 */
export const signatureToleranceSeconds = 300;

export interface SignedMessage {
  /** Seconds since 1970, as sent. */
  timestamp: string;
  /** The body's bytes as sent. */
  body: Uint8Array;
}

/** `v1=` and the HMAC-SHA256 of `<timestamp>.<body>` with the exchange's secret, hexadecimal. */
export const signatureOf = (secret: string, { timestamp, body }: SignedMessage): string =>
  `v1=${createHmac('sha256', secret).update(`${timestamp}.`).update(body).digest('hex')}`;

/** Whether the signature is right and the message fresh. Takes the same time whatever is wrong. */
export function isSigned(secret: string, message: SignedMessage, signature: string, now: Date): boolean {
  const expected = Buffer.from(signatureOf(secret, message));
  const given = Buffer.from(signature);
  const matches = timingSafeEqual(
    expected,
    given.length === expected.length ? given : Buffer.alloc(expected.length),
  );
  const ageSeconds = /^\d{1,12}$/.test(message.timestamp)
    ? now.getTime() / 1000 - Number(message.timestamp)
    : Infinity;
  return matches && Math.abs(ageSeconds) <= signatureToleranceSeconds;
}
