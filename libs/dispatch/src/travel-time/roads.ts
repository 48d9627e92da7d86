/**
 * What a road network must answer, and how it may fail. Turning that into estimates that never fail is the work of
 * `ResilientTravelTimes`.
 */
import { type EtaFallbackReason } from '#lib/contract';
import type { LatLon } from '#lib/kernel';
import type { RouteRequest, TravelRequest } from './travel-time.js';

/** The way one origin would drive, with nobody else on the road. */
export interface RoadLeg {
  readonly distanceMetres: number;
  readonly freeFlowSeconds: number;
}

/** Places along roads, from the one nearest to the origin to the one nearest to the destination. */
export type RoadLine = readonly LatLon[];

export interface Roads {
  /**
   * Legs by the origin's id; an origin without an entry has no route.
   * @throws RoadsFailure when nothing can be said about any origin; the signal's reason when aborted.
   */
  measure(request: TravelRequest): Promise<ReadonlyMap<string, RoadLeg>>;

  /** The way of one origin; undefined when there is none. @throws as `measure` does. */
  route(request: RouteRequest): Promise<RoadLine | undefined>;

  /** Resolves when the roads can be asked. @throws RoadsFailure */
  ready(signal?: AbortSignal): Promise<void>;

  close(): Promise<void>;
}

export type RoadsFailureReason = Exclude<EtaFallbackReason, 'not_configured' | 'no_route'>;

/** The roads did not answer. The message is for the log, not for the screen. */
export class RoadsFailure extends Error {
  override readonly name = 'RoadsFailure';

  constructor(
    readonly reason: RoadsFailureReason,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}
