import { accept, refuse, type Result } from '#lib/kernel';
import type { Refusal } from '../problem/refusal.js';

/** The entity tag of a version (RFC 9110 §8.8.3). */
export const etagOf = (version: number): string => `"${version}"`;

/** The version in an `If-Match` header. */
export function versionFrom(ifMatch: string | undefined): Result<number, Refusal> {
  if (ifMatch === undefined) return refuse({ code: 'if_match_required' });
  const version = /^(?:W\/)?"(\d{1,9})"$/.exec(ifMatch.trim())?.[1];
  return version === undefined
    ? refuse({ code: 'validation_failed', fields: [{ field: 'header.if-match', rule: 'version' }] })
    : accept(Number(version));
}
