import { haversineMetres, type LatLon } from '#lib/kernel';

/** Where a phone was, as it told it. */
export interface PhoneFix extends LatLon {
  /** Metres; null where the phone did not say. */
  accuracyMetres: number | null;
  positionedAt: Date;
}

/**
 * What a further fix of the same phone means. `refine`: show it; `confirm`: the phone is still there, only the time
 * moves on; `ignore`: it is worse than what is known, or older.
 */
export type FixProgress = 'refine' | 'confirm' | 'ignore';

/** A fix older than this is replaced by a worse one: whoever walks is no longer where the good fix was. */
const staleSeconds = 30;
/** What counts as better: smaller jitter would only make screens flicker. */
const betterShare = 0.8;
const leastMoveMetres = 10;

/** Judges a fix against the one that is known. */
export function progressOf(known: PhoneFix, next: PhoneFix): FixProgress {
  const ageSeconds = (next.positionedAt.getTime() - known.positionedAt.getTime()) / 1000;
  if (ageSeconds < 0) return 'ignore';
  const before = known.accuracyMetres ?? Infinity;
  const after = next.accuracyMetres ?? Infinity;
  if (after < before * betterShare) return 'refine';
  const moved = haversineMetres(known, next);
  const hasLeft = moved > Math.max(leastMoveMetres, Number.isFinite(before) ? before : leastMoveMetres);
  if (after <= before || ageSeconds > staleSeconds) return hasLeft ? 'refine' : 'confirm';
  return 'ignore';
}
