/** The way of one team to one place through Valhalla's turn-by-turn route, of which only the line is wanted. */
import { haversineMetres } from '#lib/kernel';
import { RoadsFailure, type RoadLine } from './roads.js';
import type { RouteRequest } from './travel-time.js';
import {
  asFailure,
  asLocation,
  asRecord,
  blamesPlace,
  costingChoice,
  costingOf,
  FARTHEST_ORIGIN_METRES,
  type ValhallaEngine,
} from './valhalla-engine.js';

/** @throws RoadsFailure; the signal's reason when aborted */
export async function routeOver(
  engine: ValhallaEngine,
  { origin, destination, signal }: RouteRequest,
): Promise<RoadLine | undefined> {
  if (haversineMetres(origin.position, destination) > FARTHEST_ORIGIN_METRES) return undefined;
  try {
    const answer = await engine.route(
      {
        locations: [asLocation(origin.position), asLocation(destination)],
        ...costingChoice(costingOf(origin.teamKind)),
        units: 'kilometers',
        directions_type: 'none',
      },
      signal,
    );
    return lineFrom(answer);
  } catch (error) {
    if (blamesPlace(error)) return undefined;
    throw asFailure(error);
  }
}

/** Reads `{ trip: { legs: [{ shape }] } }`: one leg, because nothing lies between. @throws RoadsFailure for anything else. */
function lineFrom(answer: unknown): RoadLine {
  const legs = asRecord(asRecord(answer)?.['trip'])?.['legs'];
  const shape = Array.isArray(legs) && legs.length === 1 ? asRecord(legs[0])?.['shape'] : undefined;
  const line = typeof shape === 'string' ? decodePolyline(shape) : undefined;
  if (line === undefined || line.length === 0)
    throw new RoadsFailure('failed', 'Valhalla’s route cannot be read: no line in it');
  return line;
}

/** Valhalla encodes with six decimals, where Google's original has five. */
const UNITS_PER_DEGREE = 1_000_000;

/**
 * Valhalla's own answers have no other form: `shape_format` is for the OSRM one (tried on 3.6.1).
 * https://valhalla.github.io/valhalla/decoding/
 * @returns undefined when it ends in the middle, has a sign that is none, or leaves the globe
 */
export function decodePolyline(encoded: string): RoadLine | undefined {
  const line: { lat: number; lon: number }[] = [];
  const steps = stepsOf(encoded);
  if (steps === undefined || steps.length % 2 !== 0) return undefined;
  let lat = 0;
  let lon = 0;
  for (let index = 0; index < steps.length; index += 2) {
    lat += steps[index] ?? 0;
    lon += steps[index + 1] ?? 0;
    if (Math.abs(lat) > 90 * UNITS_PER_DEGREE || Math.abs(lon) > 180 * UNITS_PER_DEGREE) return undefined;
    line.push({ lat: lat / UNITS_PER_DEGREE, lon: lon / UNITS_PER_DEGREE });
  }
  return line;
}

/** Signed steps: five bits a character, the lowest first, 32 while more follow, the sign in the lowest bit. */
function stepsOf(encoded: string): number[] | undefined {
  const steps: number[] = [];
  let bits = 0;
  let shift = 0;
  for (let index = 0; index < encoded.length; index += 1) {
    const value = encoded.charCodeAt(index) - 63;
    if (value < 0 || value > 63 || shift > 25) return undefined;
    bits |= (value & 31) << shift;
    shift += 5;
    if (value >= 32) continue;
    steps.push(bits & 1 ? ~(bits >>> 1) : bits >>> 1);
    bits = 0;
    shift = 0;
  }
  return shift === 0 ? steps : undefined;
}
