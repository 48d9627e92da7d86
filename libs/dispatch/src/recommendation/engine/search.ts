import { haversineMetres } from '#lib/kernel';
import type { Candidate, Need } from './candidate.js';
import { isSuitable, type Suitable } from './filters.js';
import { rank, type Estimate, type Measured, type Ranked } from './rank.js';

/** Where candidates come from. */
export interface Surroundings {
  /**
   * The `limit` nearest candidates by straight line, nearest first; fewer when there are no more. It may leave out
   * teams that the filters would reject anyway, and no others.
   */
  nearest(limit: number): Promise<Candidate[]>;
}

/** What the engine asks of travel times. */
export interface TravelTimeEstimator {
  /** One estimate for every team, by its id. */
  estimate(teams: readonly Suitable[]): Promise<ReadonlyMap<string, Estimate>>;
  /** Seconds that no estimate undercuts for a team this far away by straight line; grows with the distance. */
  lowerBoundSeconds(straightLineMetres: number): number;
}

export interface Found {
  /** Best first, at most as many as wanted. */
  readonly ranked: readonly Ranked[];
  /**
   * Whether these are provably the same teams, in the same order, that a look at every team would have found.
   * False when the search was cut off at its last batch.
   */
  readonly complete: boolean;
}

/**
 * How many candidates are asked for, round by round. The first round is enough in an ordinary city; the last bounds
 * the work of one recommendation whatever the city.
 */
export const batchSizes: readonly number[] = [64, 256, 512];

/**
 * Distances of the database are taken to be this much longer than ours at most. Both use the same sphere
 * (PostGIS: "geography KNN is based on sphere rather than spheroid"); the ellipsoid would differ by 0.6 %.
 */
const distanceMargin = 0.99;

/**
 * The best teams by travel time, found without measuring all of them: candidates come nearest first by straight line,
 * and the search stops once no team further out could get ahead of those already measured.
 *
 * The rank of a team depends on teams up to `tieSeconds` behind it, so the stop is at the first distance whose lower
 * bound lies beyond the last wanted travel time plus that.
 */
export async function search(
  need: Need,
  wanted: number,
  surroundings: Surroundings,
  travelTimes: TravelTimeEstimator,
  batches: readonly number[] = batchSizes,
): Promise<Found> {
  const seen = new Set<string>();
  const measured: Measured[] = [];
  let complete = false;
  for (const limit of batches) {
    const candidates = await surroundings.nearest(limit);
    const fresh = candidates.filter(({ teamId }) => !seen.has(teamId));
    for (const { teamId } of fresh) seen.add(teamId);
    measured.push(...(await measure(fresh, need, travelTimes)));
    complete =
      candidates.length < limit || nothingBetterBeyond(candidates, need, wanted, measured, travelTimes);
    if (complete) break;
  }
  return { ranked: rank(measured, need.tieSeconds).slice(0, wanted), complete };
}

async function measure(
  candidates: readonly Candidate[],
  need: Need,
  travelTimes: TravelTimeEstimator,
): Promise<Measured[]> {
  const suitable = candidates.filter((candidate) => isSuitable(candidate, need));
  if (suitable.length === 0) return [];
  const estimates = await travelTimes.estimate(suitable);
  return suitable.map((team) => ({ team, estimate: estimates.get(team.teamId)! }));
}

function nothingBetterBeyond(
  candidates: readonly Candidate[],
  need: Need,
  wanted: number,
  measured: readonly Measured[],
  travelTimes: TravelTimeEstimator,
): boolean {
  const horizonMetres = distanceMargin * furthestMetres(candidates, need);
  if (horizonMetres > need.maximumDistanceMetres) return true;
  const times = measured.map(({ estimate }) => estimate.etaSeconds).sort((a, b) => a - b);
  const lastWanted = times[wanted - 1];
  return (
    lastWanted !== undefined && travelTimes.lowerBoundSeconds(horizonMetres) > lastWanted + need.tieSeconds
  );
}

const furthestMetres = (candidates: readonly Candidate[], { place }: Need): number =>
  candidates.reduce(
    (furthest, { fix }) =>
      fix === null ? furthest : Math.max(furthest, haversineMetres(fix.position, place)),
    0,
  );
