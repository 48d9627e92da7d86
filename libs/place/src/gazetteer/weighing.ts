import type { NamedPlaceKind } from '#lib/contract';
import { haversineMetres } from '#lib/kernel';
import type { Candidate } from './gazetteer.repository.js';
import { isOfKind, kindBegunBy } from './named-kinds.js';

/**
 * What counts how much beside the likeness of the name (0 to 1). Assumptions: together less than the difference
 * between a name spelled right and one with a letter wrong, so that they only order what is about equally alike. A
 * crossing has both of the names asked for, each of its streets only one.
 */
const weights = {
  kindNamed: 0.08,
  areaNamed: 0.25,
  nearNamed: 0.25,
  crossing: 0.4,
  near: 0.1,
  alreadyHere: 0.02,
};
/** Where nearness has lost half of its weight. */
export const halfNearMetres = 5_000;
/** Where nearness to the other of two names has lost half of its weight. */
const halfBesideMetres = 400;

/** A place that was found, and how well it fits what was asked. */
export interface Weighed {
  readonly candidate: Candidate;
  readonly score: number;
  /** How near it lies to what the other of two names means, 0 to 1. */
  readonly beside: number;
  /** The kind of place that the name begins with by which it was found. */
  readonly kindAsked: NamedPlaceKind | undefined;
}

/** @param named the kind of place that somewhere in all that was asked is named */
export function weigh(candidate: Candidate, name: string, named: NamedPlaceKind | undefined): Weighed {
  const { likeness, kind, distanceMetres } = candidate;
  const near = distanceMetres === null ? 0 : weights.near / (1 + distanceMetres / halfNearMetres);
  const score =
    likeness +
    near +
    (isOfKind(candidate, named) ? weights.kindNamed : 0) +
    (kind === 'past_place' ? 0 : weights.alreadyHere);
  return { candidate, score, beside: 0, kindAsked: kindBegunBy(name) };
}

/** @param surely how alike the less alike of its streets is to what was asked, 0 to 1 */
export const weighedAsCrossing = (weighed: Weighed, surely: number): Weighed => ({
  ...weighed,
  score: weighed.score + weights.crossing * surely,
  beside: 1,
});

/** With how near it is to a place that the other name may mean, and how surely it means that. */
export function weighedBeside(weighed: Weighed, others: readonly Candidate[]): Weighed {
  const { candidate, score } = weighed;
  const beside = Math.max(
    0,
    ...others
      .filter(({ subjectId }) => subjectId !== candidate.subjectId)
      .map((other) => other.likeness / (1 + haversineMetres(candidate, other) / halfBesideMetres)),
  );
  return { ...weighed, score: score + weights.nearNamed * beside, beside };
}

/** @param areaLikeness of the area it lies in to the one asked for, 0 to 1 */
export const scoreInArea = ({ score }: Weighed, areaLikeness: number): number =>
  score + weights.areaNamed * areaLikeness;

export const byScore = (a: Weighed, b: Weighed): number => b.score - a.score;
