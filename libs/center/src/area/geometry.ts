import { accept, refuse, type Result } from '#lib/kernel';

/** A longitude and a latitude, in GeoJSON's order. */
export type Position = [lon: number, lat: number];

/** An area's shape: as in GeoJSON (RFC 7946 §3.1.6, §3.1.7), with nothing in it but what was checked. */
export type AreaGeometry =
  { type: 'Polygon'; coordinates: Position[][] } | { type: 'MultiPolygon'; coordinates: Position[][][] };

/** What is wrong with a shape: the name of the rule it breaks, and where. */
export interface GeometryFault {
  rule: GeometryRule;
  detail?: string;
}

export type GeometryRule =
  | 'geometryMissing'
  | 'geometryType'
  | 'geometryShape'
  | 'ringTooShort'
  | 'ringOpen'
  | 'outsideWorld'
  | 'latLonSwapped'
  | 'geometryInvalid';

/**
 * Checks everything about a shape that must hold before PostGIS may read it: its parser answers some of these faults
 * with a C++ exception, which the embedded database loses. Whether the rings cross is left to `ST_IsValid`, which
 * answers instead of throwing for every shape that passes here.
 */
export function checkGeometry(value: unknown): Result<AreaGeometry, GeometryFault> {
  if (value === null || value === undefined) return refuse({ rule: 'geometryMissing' });
  const { type, coordinates } = value as { type?: unknown; coordinates?: unknown };
  try {
    if (type === 'Polygon') return accept({ type, coordinates: polygonFrom(coordinates) });
    if (type === 'MultiPolygon') {
      return accept({ type, coordinates: listFrom(coordinates).map(polygonFrom) });
    }
  } catch (error) {
    if (error instanceof Faulty) return refuse(error.fault);
    throw error;
  }
  return refuse({ rule: 'geometryType', detail: typeof type === 'string' ? type.slice(0, 40) : '' });
}

/** Carries a fault out of the nested lists it was found in. */
class Faulty extends Error {
  constructor(readonly fault: GeometryFault) {
    super(fault.rule);
  }
}

const fault = (rule: GeometryRule, detail?: string) => new Faulty({ rule, detail });

/** A list with something in it. */
function listFrom(value: unknown): unknown[] {
  if (!Array.isArray(value) || value.length === 0) throw fault('geometryShape');
  return value;
}

const polygonFrom = (value: unknown): Position[][] => listFrom(value).map(ringFrom);

function ringFrom(value: unknown): Position[] {
  const ring = listFrom(value).map(positionFrom);
  const first = ring[0]!;
  const last = ring.at(-1)!;
  if (ring.length < 4) throw fault('ringTooShort', textOf(first));
  if (first[0] !== last[0] || first[1] !== last[1]) throw fault('ringOpen', textOf(first));
  return ring;
}

/** Drops a height, which the shape of an area does not have. */
function positionFrom(value: unknown): Position {
  if (!Array.isArray(value) || value.length < 2) throw fault('geometryShape');
  const [lon, lat] = value as unknown[];
  if (typeof lon !== 'number' || typeof lat !== 'number') throw fault('geometryShape');
  if (Math.abs(lon) <= 180 && Math.abs(lat) <= 90) return [lon, lat];
  // All of Indonesia lies east of 95°: there, a longitude in the latitude's place is always out of range.
  const swapped = Math.abs(lat) <= 180 && Math.abs(lon) <= 90;
  throw fault(swapped ? 'latLonSwapped' : 'outsideWorld', textOf([lon, lat]));
}

const textOf = ([lon, lat]: Position): string => `[${lon}, ${lat}]`;
