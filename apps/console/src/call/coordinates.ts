export interface Point {
  readonly lat: number;
  readonly lon: number;
}

/**
 * Coordinates as people type and paste them: `-6.9147, 107.6098`, `-6,9147 107,6098`, or a map link with `@lat,lon`
 * or `q=lat,lon`. Latitude comes first. Undefined when no point on earth can be read.
 */
export function readCoordinates(typed: string): Point | undefined {
  const linked = /(?:@|[?&](?:q|query|ll)=)(-?\d+(?:\.\d+)?),(?:\+|%20)?(-?\d+(?:\.\d+)?)/.exec(typed);
  if (linked) return pointOf(linked[1]!, linked[2]!);
  const text = typed.trim();
  const spaced = /^(-?\d+(?:[.,]\d+)?)\s*[,;\s]\s*(-?\d+(?:[.,]\d+)?)$/.exec(text);
  return spaced ? pointOf(spaced[1]!, spaced[2]!) : undefined;
}

function pointOf(latText: string, lonText: string): Point | undefined {
  const lat = Number(latText.replace(',', '.'));
  const lon = Number(lonText.replace(',', '.'));
  const onEarth = Math.abs(lat) <= 90 && Math.abs(lon) <= 180;
  return onEarth ? { lat, lon } : undefined;
}

/** A point as the field shows it: five decimals are about a metre. */
export const writeCoordinates = ({ lat, lon }: Point): string => `${lat.toFixed(5)}, ${lon.toFixed(5)}`;
