import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

const pattern = /^layad_([0-9a-f]{32})_([\w-]{43})$/;

export const isApiKey = (bearer: string): boolean => bearer.startsWith('layad_');

/** 256 random bits. */
export const newApiKeySecret = (): string => randomBytes(32).toString('base64url');

/** `layad_<id>_<secret>`: the beginning makes a leaked key easy to find, the identifier makes looking it up cheap. */
export const writeApiKey = (id: string, secret: string): string =>
  `layad_${id.replaceAll('-', '')}_${secret}`;

export function readApiKey(key: string): { id: string; secret: string } | undefined {
  const [, digits, secret] = pattern.exec(key) ?? [];
  if (!digits || !secret) return undefined;
  return { id: digits.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5'), secret };
}

/**
 * What is stored of a secret. A plain fast hash is right here: 256 random bits cannot be guessed however fast the
 * guessing goes, and this is done for every request; a slow hash protects what people choose.
 */
export const hashApiKeySecret = (secret: string): string =>
  createHash('sha256').update(secret).digest('base64url');

export const apiKeySecretMatches = (secret: string, storedHash: string): boolean =>
  timingSafeEqual(Buffer.from(hashApiKeySecret(secret)), Buffer.from(storedHash));
