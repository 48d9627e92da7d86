/** A way as it is drawn: no more of it than an eye can see on a map of a city. */
import { simplifiedLine, type LatLon } from '#lib/kernel';
import type { LineCoordinates } from './travel-time.js';

/** A point may be left out when it lies no further than this from the line without it, metres: a pixel at zoom 15. */
const SEEN_METRES = 5;
/** A metre is 0.000009 degrees: five decimals. */
const DECIMALS = 5;

/** At least two points: the first and the last always stay, as they are. */
export function drawnLine(points: readonly LatLon[]): LineCoordinates {
  return simplifiedLine(points, SEEN_METRES)
    .map(({ lat, lon }) => [rounded(lon), rounded(lat)] as const)
    .filter((point, index, line) => {
      const before = line[index - 1];
      return index === line.length - 1 || before?.[0] !== point[0] || before[1] !== point[1];
    });
}

const rounded = (degrees: number): number => Number(degrees.toFixed(DECIMALS));
