/**
 * Many origins to one destination through Valhalla's time-distance matrix, whether the engine is a server or a child
 * process, and the way of one of them.
 */
import { haversineMetres, type LatLon } from '#lib/kernel';
import { RoadsFailure, type RoadLeg, type RoadLine, type Roads } from './roads.js';
import type { RouteRequest, TravelOrigin, TravelRequest } from './travel-time.js';
import {
  asFailure,
  asLocation,
  asRecord,
  blamesPlace,
  costingChoice,
  costingOf,
  FARTHEST_ORIGIN_METRES,
  type Costing,
  type MatrixRequest,
  type ValhallaEngine,
} from './valhalla-engine.js';
import { routeOver } from './valhalla-route.js';

/** Origins in one request; a server's default limit is 2,500 pairs, and small requests keep each one quick. */
const ORIGINS_PER_REQUEST = 100;

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

  route(request: RouteRequest): Promise<RoadLine | undefined> {
    return routeOver(this.engine, request);
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
    const group = near.filter((origin) => costingOf(origin.teamKind) === costing);
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
    ...costingChoice(costing),
    units: 'kilometers',
    verbose: false,
  };
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

function nonsense(what: string): RoadsFailure {
  return new RoadsFailure('failed', `Valhalla's matrix cannot be read: ${what}`);
}
