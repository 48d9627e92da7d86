/**
 * Many origins to one destination through Valhalla's time-distance matrix, whether the engine is a server or a child
 * process: https://valhalla.github.io/valhalla/api/matrix/api-reference/
 */
import { type TeamKind } from '#lib/contract';
import { haversineMetres, type LatLon } from '#lib/kernel';
import { RoadsFailure, type RoadLeg, type Roads } from './roads.js';
import type { TravelOrigin, TravelRequest } from './travel-time.js';

/** Whoever runs Valhalla. */
export interface ValhallaEngine {
  /**
   * The parsed JSON of an answer.
   * @throws ValhallaRefusal when Valhalla understood and said no; RoadsFailure when it did not answer.
   */
  matrix(request: MatrixRequest, signal?: AbortSignal): Promise<unknown>;
  ready(signal?: AbortSignal): Promise<void>;
  close(): Promise<void>;
}

/** Valhalla's own words for why it refuses a request. */
export class ValhallaRefusal extends Error {
  override readonly name = 'ValhallaRefusal';

  /** Whether a place is to blame (errors 154, 170 and 171) rather than the request: the other places can still be asked. */
  get blamesPlace(): boolean {
    return /no suitable edges near location|exceeds the max distance limit|unconnected regions/i.test(
      this.message,
    );
  }
}

type Costing = 'auto' | 'motor_scooter';

interface MatrixLocation extends LatLon {
  readonly search_cutoff: number;
}

export interface MatrixRequest {
  readonly sources: readonly MatrixLocation[];
  readonly targets: readonly MatrixLocation[];
  readonly costing: Costing;
  readonly costing_options?: { readonly motor_scooter: { readonly top_speed: number } };
  readonly units: 'kilometers';
  readonly verbose: false;
}

/**
 * A motor ambulance rides as Valhalla's motor scooter, which keeps off motorways: Indonesia's toll roads are closed to
 * motorcycles, and Valhalla's motorcycle would take them. The scooter's default top speed of 45 km/h is a moped's and
 * would make it the slowest team on the board, hence 80, the highest limit outside toll roads (Permenhub PM 111/2015).
 */
const COSTING: Readonly<Record<TeamKind, Costing>> = {
  als_ambulance: 'auto',
  bls_ambulance: 'auto',
  motor_ambulance: 'motor_scooter',
  patient_transport: 'auto',
  home_visit_team: 'auto',
  field_team: 'auto',
};
const SCOOTER_TOP_SPEED_KILOMETRES_PER_HOUR = 80;

/** Origins in one request; a server's default limit is 2,500 pairs, and small requests keep each one quick. */
const ORIGINS_PER_REQUEST = 100;

/**
 * Valhalla moves a place to the nearest road without counting the way there, up to 35 km by default, which would bring
 * a team on the wrong side of a bay next door. Beyond 2 km (an assumption: ten times the median distance from a random
 * point to a main road in Bandung) the roads are said not to reach it.
 */
const FARTHEST_ROAD_METRES = 2000;

/** Below the 200 km that Valhalla allows a motor scooter's matrix by default; one origin beyond would fail them all. */
const FARTHEST_ORIGIN_METRES = 150_000;

export class ValhallaRoads implements Roads {
  constructor(private readonly engine: ValhallaEngine) {}

  async measure({ destination, origins, signal }: TravelRequest): Promise<ReadonlyMap<string, RoadLeg>> {
    const legs = new Map<string, RoadLeg>();
    await Promise.all(
      requestsFor(origins, destination).map(async (chunk) => {
        for (const [id, leg] of await this.#measureChunk(chunk, destination, signal)) legs.set(id, leg);
      }),
    );
    return legs;
  }

  async ready(signal?: AbortSignal): Promise<void> {
    await this.engine.ready(signal);
  }

  async close(): Promise<void> {
    await this.engine.close();
  }

  async #measureChunk(chunk: Chunk, destination: LatLon, signal?: AbortSignal): Promise<[string, RoadLeg][]> {
    try {
      return await this.#ask(chunk, destination, signal);
    } catch (error) {
      if (!blamesPlace(error)) throw error;
      return (await this.#isReachable(chunk.costing, destination, signal))
        ? await this.#measureHalves(chunk, destination, signal)
        : [];
    }
  }

  /** Valhalla refuses a whole matrix for one bad place (valhalla/valhalla#3596): halve until the bad ones stand alone. */
  async #measureHalves(
    chunk: Chunk,
    destination: LatLon,
    signal?: AbortSignal,
  ): Promise<[string, RoadLeg][]> {
    if (chunk.origins.length === 1) return [];
    const middle = Math.ceil(chunk.origins.length / 2);
    const halves = [chunk.origins.slice(0, middle), chunk.origins.slice(middle)];
    const answers = await Promise.all(
      halves.map(async (origins) => {
        const half = { costing: chunk.costing, origins };
        try {
          return await this.#ask(half, destination, signal);
        } catch (error) {
          if (!blamesPlace(error)) throw error;
          return this.#measureHalves(half, destination, signal);
        }
      }),
    );
    return answers.flat();
  }

  async #isReachable(costing: Costing, destination: LatLon, signal?: AbortSignal): Promise<boolean> {
    try {
      await this.engine.matrix(matrixRequest(costing, [destination], destination), signal);
      return true;
    } catch (error) {
      if (blamesPlace(error)) return false;
      throw asFailure(error);
    }
  }

  async #ask(
    { costing, origins }: Chunk,
    destination: LatLon,
    signal?: AbortSignal,
  ): Promise<[string, RoadLeg][]> {
    let answer: unknown;
    try {
      const positions = origins.map((origin) => origin.position);
      answer = await this.engine.matrix(matrixRequest(costing, positions, destination), signal);
    } catch (error) {
      throw blamesPlace(error) ? error : asFailure(error);
    }
    const found: [string, RoadLeg][] = [];
    legsFrom(answer, origins.length).forEach((leg, index) => {
      const origin = origins[index];
      if (leg !== undefined && origin !== undefined) found.push([origin.id, leg]);
    });
    return found;
  }
}

interface Chunk {
  readonly costing: Costing;
  readonly origins: readonly TravelOrigin[];
}

function requestsFor(origins: readonly TravelOrigin[], destination: LatLon): Chunk[] {
  const near = origins.filter(
    (origin) => haversineMetres(origin.position, destination) <= FARTHEST_ORIGIN_METRES,
  );
  const chunks: Chunk[] = [];
  for (const costing of ['auto', 'motor_scooter'] as const) {
    const group = near.filter((origin) => COSTING[origin.teamKind] === costing);
    for (let start = 0; start < group.length; start += ORIGINS_PER_REQUEST) {
      chunks.push({ costing, origins: group.slice(start, start + ORIGINS_PER_REQUEST) });
    }
  }
  return chunks;
}

function matrixRequest(costing: Costing, sources: readonly LatLon[], target: LatLon): MatrixRequest {
  return {
    sources: sources.map(asLocation),
    targets: [asLocation(target)],
    costing,
    ...(costing === 'motor_scooter' && {
      costing_options: { motor_scooter: { top_speed: SCOOTER_TOP_SPEED_KILOMETRES_PER_HOUR } },
    }),
    units: 'kilometers',
    verbose: false,
  };
}

function asLocation({ lat, lon }: LatLon): MatrixLocation {
  return { lat, lon, search_cutoff: FARTHEST_ROAD_METRES };
}

function blamesPlace(error: unknown): boolean {
  return error instanceof ValhallaRefusal && error.blamesPlace;
}

function asFailure(error: unknown): unknown {
  return error instanceof ValhallaRefusal
    ? new RoadsFailure('failed', `Valhalla: ${error.message}`, { cause: error })
    : error;
}

/**
 * Reads `{ sources_to_targets: { durations: [[seconds | null]], distances: [[kilometres | null]] } }`, one row per
 * origin. An origin with a null is `undefined`. @throws RoadsFailure for anything else.
 */
function legsFrom(answer: unknown, originCount: number): (RoadLeg | undefined)[] {
  const root = asRecord(answer);
  const matrix = asRecord(root?.['sources_to_targets']);
  const durations = matrix?.['durations'];
  const distances = matrix?.['distances'];
  if (!Array.isArray(durations) || !Array.isArray(distances))
    throw nonsense('no durations and distances in it');
  if (durations.length !== originCount || distances.length !== originCount) {
    throw nonsense(`${durations.length} rows for ${originCount} origins`);
  }
  if (root?.['units'] !== undefined && root['units'] !== 'kilometers')
    throw nonsense('distances are not in kilometres');
  return durations.map((row, index) => {
    const seconds = firstCell(row);
    const kilometres = firstCell(distances[index]);
    if (seconds === null || kilometres === null) return undefined;
    return { freeFlowSeconds: seconds, distanceMetres: kilometres * 1000 };
  });
}

function firstCell(row: unknown): number | null {
  const cell: unknown = Array.isArray(row) && row.length === 1 ? row[0] : undefined;
  if (cell === null) return null;
  if (typeof cell === 'number' && Number.isFinite(cell) && cell >= 0) return cell;
  throw nonsense('a cell is neither a number nor null');
}

function asRecord(value: unknown): Record<string, unknown> | undefined {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined;
}

function nonsense(what: string): RoadsFailure {
  return new RoadsFailure('failed', `Valhalla's matrix cannot be read: ${what}`);
}
