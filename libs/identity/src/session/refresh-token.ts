import { timingSafeEqual } from 'node:crypto';
import type { DerivedKeys } from '../keys/derived-keys.js';

/** What a refresh token says: the how manieth token of which session it is. */
export interface RefreshToken {
  sessionId: string;
  generation: number;
}

const pattern = /^([0-9a-f-]{36})\.(\d{1,9})\.([\w-]{43})$/;

/**
 * `<session>.<generation>.<signature>`. Signed instead of random, so that nothing usable lies in the database, an
 * answer lost on the way can be given again, and any token of an earlier generation is known for what it is: used.
 */
export function writeRefreshToken(keys: DerivedKeys, { sessionId, generation }: RefreshToken): string {
  const text = `${sessionId}.${generation}`;
  return `${text}.${keys.refreshTokenSignature(text)}`;
}

/** What the token says, or undefined when we never wrote it. */
export function readRefreshToken(keys: DerivedKeys, token: string): RefreshToken | undefined {
  const [, sessionId, generation, signature] = pattern.exec(token) ?? [];
  if (!sessionId || !generation || !signature) return undefined;
  const right = keys.refreshTokenSignature(`${sessionId}.${generation}`);
  if (!timingSafeEqual(Buffer.from(signature), Buffer.from(right))) return undefined;
  return { sessionId, generation: Number(generation) };
}
