import { haversineMetres, type LatLon } from '#lib/kernel';
import type { Landmark, ReadLandmark } from './landmark-file.js';

type Lines = readonly (readonly LatLon[])[];

/** Maps draw a road about as exactly as this, metres. Assumption. */
const drawnWithinMetres = 10;
/** Pieces of one name further apart than this are two roads: crossings and bridges are shorter. Assumption. */
const mostGapMetres = 500;
const mostAliases = 10;
const metresInDegree = 111_195;

/**
 * One road for the pieces of the same name in the same area, as a caller thinks of it; a map cuts it at every crossing.
 * Pieces far from each other stay apart, so that the Jalan Mawar of two housing estates are two.
 *
 * @param areas the area that each piece lies in, in their order
 */
export function roadsOf(pieces: readonly ReadLandmark[], areas: readonly (string | null)[]): Landmark[] {
  const byName = new Map<string, ReadLandmark[]>();
  pieces.forEach((piece, index) => {
    const key = `${areas[index] ?? ''} ${piece.name.toLowerCase()}`;
    const same = byName.get(key);
    if (same) same.push(piece);
    else byName.set(key, [piece]);
  });
  return [...byName.values()].flatMap((same) => nearTogether(same).map(roadOf));
}

/**
 * The point of the lines that is nearest to the middle of their extent, and how far they reach from it: whoever is told
 * no more than the name of a road is within this.
 */
export function middleOf(lines: Lines): LatLon & { accuracyMetres: number } {
  const { south, north, west, east } = extentOf(lines);
  const center = { lat: (south + north) / 2, lon: (west + east) / 2 };
  let middle = lines[0]![0]!;
  for (const line of lines) {
    for (let index = 1; index < line.length; index++) {
      const point = nearestOn(line[index - 1]!, line[index]!, center);
      if (haversineMetres(point, center) < haversineMetres(middle, center)) middle = point;
    }
  }
  const reach = lines.reduce((metres, line) => Math.max(metres, farthest(line, middle)), 0);
  return { ...middle, accuracyMetres: Math.max(drawnWithinMetres, Math.ceil(reach)) };
}

function roadOf(pieces: readonly ReadLandmark[]): Landmark {
  const { kind, category, name } = pieces[0]!;
  const aliases = [...new Set(pieces.flatMap((piece) => piece.aliases))].slice(0, mostAliases);
  return { kind, category, name, aliases, ...middleOf(pieces.flatMap(({ lines }) => lines)) };
}

/** Groups of pieces that can be walked through with no gap longer than {@link mostGapMetres}. */
function nearTogether(pieces: readonly ReadLandmark[]): ReadLandmark[][] {
  const left = new Set(pieces.map((piece) => ({ piece, extent: extentOf(piece.lines) })));
  const groups: ReadLandmark[][] = [];
  for (const first of left) {
    left.delete(first);
    const group = [first];
    for (const { extent } of group) {
      for (const other of left) {
        if (!areNear(extent, other.extent)) continue;
        left.delete(other);
        group.push(other);
      }
    }
    groups.push(group.map(({ piece }) => piece));
  }
  return groups;
}

interface Extent {
  south: number;
  north: number;
  west: number;
  east: number;
}

function extentOf(lines: Lines): Extent {
  const extent: Extent = { south: Infinity, north: -Infinity, west: Infinity, east: -Infinity };
  for (const { lat, lon } of lines.flat()) {
    extent.south = Math.min(extent.south, lat);
    extent.north = Math.max(extent.north, lat);
    extent.west = Math.min(extent.west, lon);
    extent.east = Math.max(extent.east, lon);
  }
  return extent;
}

function areNear(one: Extent, other: Extent): boolean {
  const latitudes = Math.max(0, one.south - other.north, other.south - one.north);
  const longitudes = Math.max(0, one.west - other.east, other.west - one.east) * squeeze(one.south);
  return Math.hypot(latitudes, longitudes) * metresInDegree <= mostGapMetres;
}

/** The point nearest to `here` on the straight line between two; flat, which is exact enough within a road. */
function nearestOn(from: LatLon, to: LatLon, here: LatLon): LatLon {
  const squeezed = squeeze(here.lat);
  const [north, east] = [to.lat - from.lat, (to.lon - from.lon) * squeezed];
  const length = north ** 2 + east ** 2;
  if (length === 0) return from;
  const along = ((here.lat - from.lat) * north + (here.lon - from.lon) * squeezed * east) / length;
  const share = Math.min(1, Math.max(0, along));
  return {
    lat: rounded(from.lat + share * north),
    lon: rounded(from.lon + share * (to.lon - from.lon)),
  };
}

const farthest = (line: readonly LatLon[], from: LatLon): number =>
  line.reduce((metres, point) => Math.max(metres, haversineMetres(point, from)), 0);

/** How much shorter a degree of longitude is than one of latitude. */
const squeeze = (lat: number): number => Math.cos((lat * Math.PI) / 180);

/** To a centimetre. */
const rounded = (degrees: number): number => Math.round(degrees * 1e7) / 1e7;
