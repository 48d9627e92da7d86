import { hkdfSync } from 'node:crypto';
import { SignJWT } from 'jose';

/** What an access token says, as anybody can read it. */
export function claimsOf(token: string): Record<string, unknown> {
  return JSON.parse(Buffer.from(token.split('.')[1]!, 'base64url').toString()) as Record<string, unknown>;
}

/** The same claims, signed by the server itself, whose time has passed. */
export function expiredToken(token: string, secret: string): Promise<string> {
  const anHourAgo = Math.floor(Date.now() / 1000) - 3_600;
  return signed({ ...claimsOf(token), iat: anHourAgo - 900, exp: anHourAgo }, keyOf(secret));
}

/** The same claims, signed with a key that is not the server's. */
export const tokenOfAnotherKey = (token: string): Promise<string> =>
  signed(claimsOf(token), keyOf('a secret of somebody else, long enough too'));

/** The same claims, signed by nobody (RFC 7519 §6). */
export function unsignedToken(token: string): string {
  const header = Buffer.from(JSON.stringify({ alg: 'none', typ: 'at+jwt' })).toString('base64url');
  return `${header}.${token.split('.')[1]}.`;
}

/** Claims changed after they were signed: another center, and an administrator's role. */
export function alteredToken(token: string, centerId: string): string {
  const [header, , signature] = token.split('.');
  const claims = { ...claimsOf(token), center: centerId, role: 'admin' };
  return `${header}.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.${signature}`;
}

/** As the server derives it from its secret. */
const keyOf = (secret: string): Uint8Array =>
  new Uint8Array(hkdfSync('sha256', secret, new Uint8Array(), 'layad 1 access token', 32));

const signed = (claims: Record<string, unknown>, key: Uint8Array): Promise<string> =>
  new SignJWT(claims).setProtectedHeader({ alg: 'HS256', typ: 'at+jwt' }).sign(key);
