import type { LatLon } from '#lib/kernel';
import type { Road, RoadPiece } from './road.js';

type Line = readonly LatLon[];

/** No drawn line is further than this from the road, metres: two pixels on the closest map of a street. Assumption. */
const toleranceMetres = 5;
/** Five decimals of a degree are about a metre. */
const decimals = 5;
/** A longer line is simplified in parts, whose ends stay: time grows with the length then, not with its square. */
const mostPointsAtOnce = 1_000;
const metresInDegree = 111_195;

/** The roads of a map: pieces of one name and class together, joined, and with no more points than drawing needs. */
export function roadsFrom(pieces: readonly RoadPiece[]): Road[] {
  const groups = new Map<string, RoadPiece[]>();
  for (const piece of pieces) {
    const key = `${piece.class} ${piece.name ?? ''}`;
    const same = groups.get(key);
    if (same) same.push(piece);
    else groups.set(key, [piece]);
  }
  return [...groups.values()].flatMap((same) => {
    const lines = joined(same.flatMap((piece) => piece.lines))
      .map((line) => written(simplified(line, toleranceMetres)))
      .filter((line) => line.length > 1);
    return lines.length === 0 ? [] : [{ class: same[0]!.class, name: same[0]!.name, lines }];
  });
}

/** Lines that go on in one another, as one; where three meet, each ends. */
export function joined(lines: readonly Line[]): LatLon[][] {
  const meeting = new Map<string, Line[]>();
  for (const line of lines) {
    for (const end of [line[0]!, line.at(-1)!]) {
      const others = meeting.get(placeOf(end));
      if (others) others.push(line);
      else meeting.set(placeOf(end), [line]);
    }
  }
  const used = new Set<Line>();
  const goOn = (road: LatLon[]): LatLon[] => {
    for (;;) {
      const here = placeOf(road.at(-1)!);
      const ends = meeting.get(here)!;
      const next = ends.length === 2 ? ends.find((line) => !used.has(line)) : undefined;
      if (!next) return road;
      used.add(next);
      const onward = placeOf(next[0]!) === here ? next : next.toReversed();
      for (const point of onward.slice(1)) road.push(point);
    }
  };
  return lines.flatMap((line) => {
    if (used.has(line)) return [];
    used.add(line);
    return [goOn(goOn(line.toReversed()).reverse())];
  });
}

/**
 * The fewest of a line's points that stay within so many metres of all of it (Douglas and Peucker, 1973); on a plane,
 * which is exact enough within a city.
 */
export function simplified(line: Line, withinMetres: number): LatLon[] {
  const squeeze = Math.cos((line[0]!.lat * Math.PI) / 180);
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

/** Without points that became the same one. */
function written(line: Line): [number, number][] {
  const positions = line.map(({ lat, lon }): [number, number] => [rounded(lon), rounded(lat)]);
  return positions.filter(
    (position, index) => index === 0 || String(position) !== String(positions[index - 1]),
  );
}

const placeOf = ({ lat, lon }: LatLon): string => `${rounded(lat)} ${rounded(lon)}`;

const rounded = (degrees: number): number => Number(degrees.toFixed(decimals));
