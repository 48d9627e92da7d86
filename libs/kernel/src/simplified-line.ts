import type { LatLon } from './geo.js';

/** A longer line is simplified in parts, whose ends stay: time grows with the length then, not with its square. */
const mostPointsAtOnce = 1_000;
const metresInDegree = 111_195;

/**
 * The fewest of a line's points that stay within so many metres of all of it, its ends among them (Douglas and Peucker
 * (1973), The Canadian Cartographer 10(2)); on a plane, which is exact enough within a city.
 */
export function simplifiedLine(line: readonly LatLon[], withinMetres: number): LatLon[] {
  const squeeze = Math.cos(((line[0]?.lat ?? 0) * Math.PI) / 180);
  const plane = line.map(({ lat, lon }) => [lon * squeeze * metresInDegree, lat * metresInDegree] as const);
  const kept = new Set<number>([0, line.length - 1]);
  const parts: [first: number, last: number][] = [];
  for (let first = 0; first < line.length - 1; first += mostPointsAtOnce) {
    const last = Math.min(first + mostPointsAtOnce, line.length - 1);
    kept.add(last);
    parts.push([first, last]);
  }
  for (let part = parts.pop(); part; part = parts.pop()) {
    const [first, last] = part;
    let farthest = first;
    let most = withinMetres;
    for (let index = first + 1; index < last; index++) {
      const away = distanceToLine(plane[index]!, plane[first]!, plane[last]!);
      if (away > most) [farthest, most] = [index, away];
    }
    if (farthest === first) continue;
    kept.add(farthest);
    parts.push([first, farthest], [farthest, last]);
  }
  return line.filter((_, index) => kept.has(index));
}

type Flat = readonly [east: number, north: number];

/** Metres between a point and the straight line from one point to another. */
function distanceToLine(point: Flat, from: Flat, to: Flat): number {
  const [east, north] = [to[0] - from[0], to[1] - from[1]];
  const [pointEast, pointNorth] = [point[0] - from[0], point[1] - from[1]];
  const length = east ** 2 + north ** 2;
  const along = length === 0 ? 0 : (pointEast * east + pointNorth * north) / length;
  const share = Math.min(1, Math.max(0, along));
  return Math.hypot(pointEast - share * east, pointNorth - share * north);
}
