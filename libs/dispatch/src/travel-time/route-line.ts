/** A way as it is drawn: no more of it than an eye can see on a map of a city. */
import type { LatLon } from '#lib/kernel';
import type { LineCoordinates } from './travel-time.js';

/** A point may be left out when it lies no further than this from the line without it, metres: a pixel at zoom 15. */
const SEEN_METRES = 5;
/** A metre is 0.000009 degrees: five decimals. */
const DECIMALS = 5;
const METRES_PER_DEGREE = 111_195;

/** At least two points: the first and the last always stay, as they are. */
export function drawnLine(points: readonly LatLon[]): LineCoordinates {
  const kept = keptOf(points);
  return points
    .filter((_, index) => kept.has(index))
    .map(({ lat, lon }) => [rounded(lon), rounded(lat)] as const)
    .filter((point, index, line) => {
      const before = line[index - 1];
      return index === line.length - 1 || before?.[0] !== point[0] || before[1] !== point[1];
    });
}

const rounded = (degrees: number): number => Number(degrees.toFixed(DECIMALS));

/** Douglas and Peucker (1973), The Canadian Cartographer 10(2): keep what sticks out furthest, and look at both sides of it. */
function keptOf(points: readonly LatLon[]): ReadonlySet<number> {
  const kept = new Set([0, points.length - 1]);
  const parts: [from: number, to: number][] = [[0, points.length - 1]];
  for (let part = parts.pop(); part !== undefined; part = parts.pop()) {
    const [from, to] = part;
    let furthest = from;
    let furthestMetres = SEEN_METRES;
    for (let index = from + 1; index < to; index += 1) {
      const metres = metresFromLine(points[index]!, points[from]!, points[to]!);
      if (metres <= furthestMetres) continue;
      furthest = index;
      furthestMetres = metres;
    }
    if (furthest === from) continue;
    kept.add(furthest);
    parts.push([from, furthest], [furthest, to]);
  }
  return kept;
}

/** On a plane that touches the globe at `from`: exact enough for a city. */
function metresFromLine(point: LatLon, from: LatLon, to: LatLon): number {
  const metresPerLon = METRES_PER_DEGREE * Math.cos((from.lat * Math.PI) / 180);
  const x = (point.lon - from.lon) * metresPerLon;
  const y = (point.lat - from.lat) * METRES_PER_DEGREE;
  const toX = (to.lon - from.lon) * metresPerLon;
  const toY = (to.lat - from.lat) * METRES_PER_DEGREE;
  const lengthSquared = toX ** 2 + toY ** 2;
  const share = lengthSquared === 0 ? 0 : Math.min(1, Math.max(0, (x * toX + y * toY) / lengthSquared));
  return Math.hypot(x - share * toX, y - share * toY);
}
