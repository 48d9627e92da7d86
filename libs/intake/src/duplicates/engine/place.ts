import { haversineMetres, type LatLon } from '#lib/kernel';
import { model } from './model.js';
import { logSum } from './logarithms.js';
import type { ToldPlace } from './report.js';

const { deviationsInAccuracy, unstatedAccuracyMetres, callerOffsetMetres, strayShare, strayMetres } =
  model.place;

/** What comparing two told places gives. */
export interface PlaceComparison {
  distanceMetres: number;
  /** Radius within which 68 % of the distances between two reports of one event lie, metres. */
  toleranceMetres: number;
  /** Natural logarithm of the density of this distance among reports of one event, per square kilometre. */
  logDensity: number;
}

/**
 * Two reports of one event, each with a round normal error of its own accuracy and standing a little apart from it:
 * their difference is round normal with the sum of the variances. A share strays further, so that one wrong corner
 * costs points but does not rule out. Falls with the distance, and is the same the other way round.
 *
 * Where several callers told of an event, their mean, weighted by accuracy, stands for them.
 */
export function comparePlaces(one: ToldPlace, others: readonly [ToldPlace, ...ToldPlace[]]): PlaceComparison {
  const other = meanOf(others);
  const distanceMetres = haversineMetres(one, other);
  const variance = varianceOf(one) + other.variance;
  const straying = variance + strayMetres ** 2;
  return {
    distanceMetres,
    toleranceMetres: deviationsInAccuracy * Math.sqrt(variance),
    logDensity: logSum([
      Math.log(1 - strayShare) + logRoundNormal(distanceMetres, variance),
      Math.log(strayShare) + logRoundNormal(distanceMetres, straying),
    ]),
  };
}

function meanOf(places: readonly [ToldPlace, ...ToldPlace[]]): LatLon & { variance: number } {
  const [first] = places;
  let weights = 0;
  let north = 0;
  let east = 0;
  for (const place of places) {
    const weight = 1 / varianceOf(place);
    weights += weight;
    north += weight * (place.lat - first.lat);
    east += weight * (place.lon - first.lon);
  }
  return { lat: first.lat + north / weights, lon: first.lon + east / weights, variance: 1 / weights };
}

function varianceOf({ accuracyMetres }: ToldPlace): number {
  const deviation = (accuracyMetres ?? unstatedAccuracyMetres) / deviationsInAccuracy;
  return deviation ** 2 + callerOffsetMetres ** 2;
}

/** Density per square kilometre. */
const logRoundNormal = (distanceMetres: number, variance: number): number =>
  Math.log(1e6 / (2 * Math.PI * variance)) - distanceMetres ** 2 / (2 * variance);
