import { simplifiedLine, type LatLon } from '#lib/kernel';
import type { Road, RoadPiece } from './road.js';

type Line = readonly LatLon[];

/** No drawn line is further than this from the road, metres: two pixels on the closest map of a street. Assumption. */
const toleranceMetres = 5;
/** Five decimals of a degree are about a metre. */
const decimals = 5;

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
      .map((line) => written(simplifiedLine(line, toleranceMetres)))
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

/** Without points that became the same one. */
function written(line: Line): [number, number][] {
  const positions = line.map(({ lat, lon }): [number, number] => [rounded(lon), rounded(lat)]);
  return positions.filter(
    (position, index) => index === 0 || String(position) !== String(positions[index - 1]),
  );
}

const placeOf = ({ lat, lon }: LatLon): string => `${rounded(lat)} ${rounded(lon)}`;

const rounded = (degrees: number): number => Number(degrees.toFixed(decimals));
