import type { TeamKind } from '#lib/contract';
import type { LatLon } from '#lib/kernel';
import type { RecordedCall } from './recorded-call.js';

/** A place from which calls were near, and how many were nearest to it. */
export interface Cluster {
  readonly center: LatLon;
  readonly calls: number;
}

/** Rounds after which the centers hardly move any more. */
const mostRounds = 30;
/** About a metre, squared, in the unit of {@link squaredDistance}. */
const settledDistance = 1e-10;

/**
 * The busiest places of a log: k-means (Lloyd 1982), begun with k-means++ (Arthur & Vassilvitskii 2007), the busiest
 * first. The same points and random numbers give the same places.
 */
export function busiestPlaces(points: readonly LatLon[], count: number, random: () => number): Cluster[] {
  let centers = spreadOut(points, count, random);
  for (let round = 0; round < mostRounds; round++) {
    const groups = groupedByNearest(points, centers);
    const moved = centers.map((center, index) => middleOf(groups[index]!) ?? center);
    const settled = moved.every(
      (center, index) => squaredDistance(center, centers[index]!) < settledDistance,
    );
    centers = moved;
    if (settled) break;
  }
  const groups = groupedByNearest(points, centers);
  return centers
    .map((center, index) => ({ center, calls: groups[index]!.length }))
    .sort((a, b) => b.calls - a.calls);
}

/** Squared degrees of latitude on the flat: enough to compare distances within a city, and quick. */
function squaredDistance(from: LatLon, to: LatLon): number {
  const north = to.lat - from.lat;
  const east = (to.lon - from.lon) * Math.cos((from.lat * Math.PI) / 180);
  return north * north + east * east;
}

/** First centers, far from each other: each next one is drawn with the square of its distance to those before. */
function spreadOut(points: readonly LatLon[], count: number, random: () => number): LatLon[] {
  const centers = [points[Math.floor(random() * points.length)]!];
  while (centers.length < count) {
    const weights = points.map((point) =>
      Math.min(...centers.map((center) => squaredDistance(point, center))),
    );
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    if (total === 0) break; // fewer different points than centers
    let left = random() * total;
    centers.push(points[weights.findIndex((weight) => (left -= weight) < 0)] ?? points.at(-1)!);
  }
  return centers;
}

function groupedByNearest(points: readonly LatLon[], centers: readonly LatLon[]): LatLon[][] {
  const groups: LatLon[][] = centers.map(() => []);
  for (const point of points) groups[nearestIndex(point, centers)]!.push(point);
  return groups;
}

function nearestIndex(point: LatLon, centers: readonly LatLon[]): number {
  let nearest = 0;
  let nearestDistance = Infinity;
  for (let index = 0; index < centers.length; index++) {
    const distance = squaredDistance(point, centers[index]!);
    if (distance < nearestDistance) {
      nearest = index;
      nearestDistance = distance;
    }
  }
  return nearest;
}

const middleOf = (points: readonly LatLon[]): LatLon | undefined =>
  points.length === 0
    ? undefined
    : {
        lat: points.reduce((sum, { lat }) => sum + lat, 0) / points.length,
        lon: points.reduce((sum, { lon }) => sum + lon, 0) / points.length,
      };

/** The most calls that were under way at the same moment: so many teams the city had at work. */
export function mostAtOnce(spans: readonly { from: number; to: number }[]): number {
  const changes = spans
    .flatMap(({ from, to }) => [
      { at: from, by: 1 },
      { at: to, by: -1 },
    ])
    .sort((a, b) => a.at - b.at || a.by - b.by);
  let now = 0;
  let most = 0;
  for (const { by } of changes) most = Math.max(most, (now += by));
  return most;
}

export interface StationedTeam {
  readonly callSign: string;
  readonly kind: TeamKind;
  readonly base: LatLon;
}

const prefixes: Readonly<Record<TeamKind, string>> = {
  als_ambulance: 'ALS',
  bls_ambulance: 'BLS',
  motor_ambulance: 'MTR',
  patient_transport: 'TRP',
  home_visit_team: 'HVT',
  field_team: 'FLD',
};

/** Teams at the busiest places, more of them where more calls came from; kinds as often as they did the work. */
export function stationTeams(
  calls: readonly RecordedCall[],
  count: number,
  places: readonly Cluster[],
): StationedTeam[] {
  const kinds = shared(count, countBy(calls.map(({ teamKind }) => teamKind)));
  const bases = shared(count, new Map(places.map((place) => [place.center, place.calls])));
  // Bases are gone through by turns, so that each gets a mixture of kinds.
  const turns = [...bases].flatMap(([base, teams]) =>
    Array.from({ length: teams }, (_, turn) => ({ base, turn })),
  );
  turns.sort((a, b) => a.turn - b.turn);
  const numbers = new Map<TeamKind, number>();
  return [...kinds]
    .flatMap(([kind, teams]) => Array.from({ length: teams }, () => kind))
    .map((kind, index) => {
      const number = (numbers.get(kind) ?? 0) + 1;
      numbers.set(kind, number);
      return {
        callSign: `${prefixes[kind]}-${String(number).padStart(2, '0')}`,
        kind,
        base: turns[index]!.base,
      };
    });
}

function countBy<K>(keys: readonly K[]): Map<K, number> {
  const counts = new Map<K, number>();
  for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1);
  return counts;
}

/** Shares `count` among keys by weight (largest remainder), so that the shares add up to `count`. */
function shared<K>(count: number, weights: ReadonlyMap<K, number>): Map<K, number> {
  const total = [...weights.values()].reduce((sum, weight) => sum + weight, 0);
  const exact = [...weights].map(([key, weight]) => ({ key, share: (count * weight) / total }));
  const given = new Map(exact.map(({ key, share }) => [key, Math.floor(share)]));
  const rest = count - [...given.values()].reduce((sum, number) => sum + number, 0);
  const byRemainder = [...exact].sort((a, b) => (b.share % 1) - (a.share % 1));
  for (const { key } of byRemainder.slice(0, rest)) given.set(key, given.get(key)! + 1);
  return given;
}
