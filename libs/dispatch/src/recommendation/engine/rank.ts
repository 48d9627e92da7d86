import type { EtaFallbackReason, EtaSource, RecommendationReason } from '#lib/contract';
import type { Suitable } from './filters.js';

/** How long a team needs, and who says so. */
export interface Estimate {
  /** Along the way. */
  readonly distanceMetres: number;
  readonly etaSeconds: number;
  readonly source: EtaSource;
  readonly fallbackReason?: EtaFallbackReason;
}

export interface Measured {
  readonly team: Suitable;
  readonly estimate: Estimate;
}

export interface Ranked extends Measured {
  readonly reasons: readonly RecommendationReason[];
}

const byCallSign = (a: Measured, b: Measured): number =>
  a.team.callSign < b.team.callSign ? -1 : a.team.callSign > b.team.callSign ? 1 : 0;

const byTravelTime = (a: Measured, b: Measured): number =>
  a.estimate.etaSeconds - b.estimate.etaSeconds || byBurden(a, b);

/** Fewer recent assignments, then longer since the last one (never is longest), then by call sign. */
const byBurden = (a: Measured, b: Measured): number =>
  a.team.burden.recentAssignments - b.team.burden.recentAssignments ||
  (a.team.burden.lastAssignedAt ?? 0) - (b.team.burden.lastAssignedAt ?? 0) ||
  byCallSign(a, b);

/**
 * By travel time; teams that are no more than `tieSeconds` behind the nearest one left count as equally near, and
 * among them the less burdened goes first. Then the same for those that remain.
 */
export function rank(measured: readonly Measured[], tieSeconds: number): Ranked[] {
  const byTime = [...measured].sort(byTravelTime);
  const ranked: Ranked[] = [];
  for (let begin = 0; begin < byTime.length;) {
    const mostSeconds = byTime[begin]!.estimate.etaSeconds + tieSeconds;
    let end = begin + 1;
    while (end < byTime.length && byTime[end]!.estimate.etaSeconds <= mostSeconds) end++;
    const tied = byTime.slice(begin, end).sort(byBurden);
    for (const [place, item] of tied.entries()) {
      const overtook = tied.slice(place + 1).some((later) => byTravelTime(later, item) < 0);
      ranked.push({ ...item, reasons: reasonsFor(item, item === byTime[0], overtook) });
    }
    begin = end;
  }
  return ranked;
}

function reasonsFor(
  { team, estimate }: Measured,
  nearest: boolean,
  overtook: boolean,
): RecommendationReason[] {
  const reasons: RecommendationReason[] = ['fits_plan'];
  if (nearest) reasons.unshift('nearest');
  if (overtook) reasons.push('less_burdened');
  if (team.fix.atBase) reasons.push('at_base');
  if (estimate.fallbackReason !== undefined && estimate.fallbackReason !== 'not_configured') {
    reasons.push('fallback_straight_line');
  }
  return reasons;
}
