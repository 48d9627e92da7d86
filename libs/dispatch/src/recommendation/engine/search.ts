import type { PassedOverReason } from '#lib/contract';
import type { Candidate, Need } from './candidate.js';
import { rejectionOf, type Suitable } from './filters.js';
import { rank, type Estimate, type Measured, type Ranked } from './rank.js';

/** A look at the teams around the place. */
export interface Look {
  /** Nearest first by straight line. Teams of an earlier look may come again. */
  readonly candidates: readonly Candidate[];
  /** No suitable team that was not seen yet is nearer than this; infinite when there is none at all. */
  readonly reachMetres: number;
}

/** One look after the other, each reaching further, as far as anybody is willing to look. */
export type Surroundings = AsyncIterable<Look>;

/** What the engine asks of travel times. */
export interface TravelTimeEstimator {
  /** One estimate for every team, by its id. */
  estimate(teams: readonly Suitable[]): Promise<ReadonlyMap<string, Estimate>>;
  /** Seconds that no estimate undercuts for a team this far away by straight line; grows with the distance. */
  lowerBoundSeconds(straightLineMetres: number): number;
}

export interface PassedOver {
  readonly team: Candidate;
  readonly reason: PassedOverReason;
}

export interface Found {
  /** Best first, at most as many as wanted. */
  readonly ranked: readonly Ranked[];
  /** The nearest teams of the first look that were rejected, nearest first. */
  readonly passedOver: readonly PassedOver[];
  /** How many teams of the first look were rejected. */
  readonly passedOverCount: number;
  /**
   * Whether these are provably the same teams, in the same order, that measuring every team would have found.
   * False when the looks ended before that was certain.
   */
  readonly complete: boolean;
}

/** Teams passed over are told up to this many: what a dispatcher can take in, and a reviewer needs. */
const mostPassedOver = 20;

/**
 * The distances of whoever looks may be this much shorter than the engine's, which are on the sphere. PostGIS sorts
 * geography on the sphere too, within 0.00001 %; the ellipsoid would differ by 0.6 %.
 */
const distanceMargin = 0.99;

/**
 * The best teams by travel time, found without measuring all of them: the search ends once no team further out could
 * get ahead of those already measured.
 *
 * The rank of a team depends on teams up to `tieSeconds` behind it, so the end is where the lower bound lies beyond
 * the last wanted travel time plus that.
 */
export async function search(
  need: Need,
  wanted: number,
  surroundings: Surroundings,
  travelTimes: TravelTimeEstimator,
): Promise<Found> {
  const seen = new Set<string>();
  const measured: Measured[] = [];
  let passedOver: PassedOver[] | undefined;
  let complete = false;
  for await (const { candidates, reachMetres } of surroundings) {
    const { suitable, rejected } = sift(
      candidates.filter(({ teamId }) => !seen.has(teamId)),
      need,
    );
    for (const { teamId } of candidates) seen.add(teamId);
    passedOver ??= rejected;
    measured.push(...(await measure(suitable, travelTimes)));
    complete = nothingBetterBeyond(reachMetres * distanceMargin, need, wanted, measured, travelTimes);
    if (complete) break;
  }
  return {
    ranked: rank(measured, need.tieSeconds).slice(0, wanted),
    passedOver: (passedOver ?? []).slice(0, mostPassedOver),
    passedOverCount: passedOver?.length ?? 0,
    complete,
  };
}

function sift(
  candidates: readonly Candidate[],
  need: Need,
): { suitable: Suitable[]; rejected: PassedOver[] } {
  const suitable: Suitable[] = [];
  const rejected: PassedOver[] = [];
  for (const team of candidates) {
    const reason = rejectionOf(team, need);
    if (reason === undefined) suitable.push(team as Suitable);
    else rejected.push({ team, reason });
  }
  return { suitable, rejected };
}

async function measure(teams: readonly Suitable[], travelTimes: TravelTimeEstimator): Promise<Measured[]> {
  if (teams.length === 0) return [];
  const estimates = await travelTimes.estimate(teams);
  return teams.map((team) => ({ team, estimate: estimates.get(team.teamId)! }));
}

function nothingBetterBeyond(
  horizonMetres: number,
  need: Need,
  wanted: number,
  measured: readonly Measured[],
  travelTimes: TravelTimeEstimator,
): boolean {
  if (horizonMetres > need.maximumDistanceMetres) return true;
  const times = measured.map(({ estimate }) => estimate.etaSeconds).sort((a, b) => a - b);
  const lastWanted = times[wanted - 1];
  return (
    lastWanted !== undefined && travelTimes.lowerBoundSeconds(horizonMetres) > lastWanted + need.tieSeconds
  );
}
