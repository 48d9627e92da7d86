/**
 * Roads first, the straight line when they fail: in time, always, and saying why.
 */
import { teamKinds, type TeamKind } from '#lib/contract';
import { haversineMetres } from '#lib/kernel';
import { CircuitBreaker, type CircuitBreakerSettings } from './circuit-breaker.js';
import { inTime } from './in-time.js';
import { ResilientRoutes } from './resilient-routes.js';
import { RoadsFailure, type RoadLeg, type Roads, type RoadsFailureReason } from './roads.js';
import type { StraightLineTravelTimes } from './straight-line.js';
import {
  type RouteRequest,
  type TravelEstimate,
  type TravelEstimates,
  type TravelOrigin,
  type TravelRequest,
  type TravelRoute,
  type TravelTimeLog,
  type TravelTimes,
  type TravelTimesHealth,
} from './travel-time.js';

export interface RoadSettings extends CircuitBreakerSettings {
  /** How long a dispatcher waits for roads before the straight line answers. */
  readonly timeoutMilliseconds: number;
  /** Real driving time ÷ the road engine's free-flow time. */
  readonly timeFactor: Readonly<Record<TeamKind, number>>;
  /** No team gets nearer faster than this, on average; faster answers are slowed down to it. */
  readonly maximumSpeedKilometresPerHour: number;
}

/**
 * - Timeout 1.5 s, three failures, 30 s: assumptions. Call processing is targeted at 60 s (NFPA 1225), so 1.5 s is a
 *   small part of it, while a healthy matrix takes some tens of milliseconds.
 * - Time factors: Valhalla knows road classes, not traffic. On Bandung's main roads (30 bases to 15 hospitals) its
 *   median is 70 km/h, and 68 km/h for a motor scooter of at most 80, where the sources in `straight-line.ts` give 30, 37 and 18 km/h.
 *   The factors bring the two together (70 ÷ 30, 68 ÷ 37, 70 ÷ 18), so that falling back does not change what a
 *   dispatcher sees. With a denser extract, whose streets Valhalla takes for urban and slower, they are too careful:
 *   set them from the center's own travel times, measured median ÷ free-flow median.
 * - 100 km/h: the highest speed limit in Indonesia, on toll roads (Permenhub PM 111/2015).
 */
export const DEFAULT_ROAD_SETTINGS: RoadSettings = {
  timeoutMilliseconds: 1500,
  failuresToOpen: 3,
  retryAfterMilliseconds: 30_000,
  timeFactor: {
    als_ambulance: 2.3,
    bls_ambulance: 2.3,
    motor_ambulance: 1.8,
    patient_transport: 3.9,
    home_visit_team: 3.9,
    field_team: 3.9,
  },
  maximumSpeedKilometresPerHour: 100,
};

const KILOMETRES_PER_HOUR_TO_METRES_PER_SECOND = 1000 / 3600;

export class ResilientTravelTimes implements TravelTimes {
  readonly #breaker: CircuitBreaker;
  readonly #routes: ResilientRoutes;
  #lastFailure: RoadsFailureReason | undefined;
  /** What was asked when the roads last failed: the fairest question for finding out whether they are back. */
  #lastFailedRequest: TravelRequest | undefined;

  /** @param now milliseconds of a clock that never goes back */
  constructor(
    private readonly roads: Roads,
    private readonly straightLine: StraightLineTravelTimes,
    private readonly settings: RoadSettings = DEFAULT_ROAD_SETTINGS,
    private readonly log: TravelTimeLog = { info: () => {}, warn: () => {} },
    now: () => number = () => performance.now(),
  ) {
    this.#breaker = new CircuitBreaker(settings, now);
    this.#routes = new ResilientRoutes(roads, settings, log, now);
    for (const teamKind of teamKinds) {
      const factor = settings.timeFactor[teamKind];
      if (!(factor > 0 && factor < Infinity)) throw new RangeError(`timeFactor.${teamKind} must be above 0`);
    }
    if (!(settings.maximumSpeedKilometresPerHour > 0))
      throw new RangeError('maximumSpeedKilometresPerHour must be above 0');
  }

  async estimate(request: TravelRequest): Promise<TravelEstimates> {
    request.signal?.throwIfAborted();
    if (request.origins.length === 0) return { source: 'valhalla', estimates: new Map() };
    if (!this.#breaker.admits()) return this.straightLine.estimateAll(request, this.#lastFailure ?? 'failed');
    try {
      const legs = await this.#inTime(request.signal, (signal) => this.roads.measure({ ...request, signal }));
      const estimates = this.#estimatesFrom(legs, request);
      this.#recovered();
      return estimates;
    } catch (error) {
      if (request.signal?.aborted) {
        this.#breaker.abandoned();
        throw request.signal.reason;
      }
      return this.straightLine.estimateAll(request, this.#failed(error, request));
    }
  }

  async route(request: RouteRequest): Promise<TravelRoute> {
    return this.#routes.route(request, this.#breaker.isOpen ? this.#lastFailure : undefined);
  }

  /**
   * Either source may answer, so the bound is the lower of the two: the straight line's formula, and the straight
   * line driven at `maximumSpeedKilometresPerHour`. Road answers below it are raised to it: they come from a road
   * engine that moves both ends to the nearest road without counting the way there.
   */
  lowerBoundSeconds(straightLineMetres: number, teamKind?: TeamKind): number {
    return Math.min(
      this.straightLine.lowerBoundSeconds(straightLineMetres, teamKind),
      straightLineMetres /
        (this.settings.maximumSpeedKilometresPerHour * KILOMETRES_PER_HOUR_TO_METRES_PER_SECOND),
    );
  }

  /** Degraded from the first failure until the first success. */
  health(): TravelTimesHealth {
    return this.#lastFailure === undefined
      ? { degraded: false }
      : { degraded: true, reason: this.#lastFailure };
  }

  /** Asks again what failed last, or else whether the roads are ready. Call it every half minute or so. */
  async check(): Promise<TravelTimesHealth> {
    if (!this.#breaker.admits()) return this.health();
    const failedRequest = this.#lastFailedRequest;
    try {
      await this.#inTime(undefined, async (signal) => {
        if (failedRequest === undefined) await this.roads.ready(signal);
        else await this.roads.measure({ ...failedRequest, signal });
      });
      this.#recovered();
    } catch (error) {
      this.#failed(error, failedRequest);
    }
    return this.health();
  }

  async close(): Promise<void> {
    await this.roads.close();
  }

  #estimatesFrom(legs: ReadonlyMap<string, RoadLeg>, request: TravelRequest): TravelEstimates {
    if (legs.size === 0) return this.straightLine.estimateAll(request, 'no_route');
    const estimates = new Map<string, TravelEstimate>();
    for (const origin of request.origins) {
      const leg = legs.get(origin.id);
      estimates.set(
        origin.id,
        leg === undefined
          ? this.straightLine.estimateOne(origin, request.destination, 'no_route')
          : this.#estimateFromLeg(leg, origin, request),
      );
    }
    return { source: 'valhalla', estimates };
  }

  #estimateFromLeg(leg: RoadLeg, origin: TravelOrigin, request: TravelRequest): TravelEstimate {
    const straightLineMetres = haversineMetres(origin.position, request.destination);
    const seconds = leg.freeFlowSeconds * this.settings.timeFactor[origin.teamKind];
    return {
      distanceMetres: Math.round(Math.max(leg.distanceMetres, straightLineMetres)),
      etaSeconds: Math.ceil(Math.max(seconds, this.lowerBoundSeconds(straightLineMetres, origin.teamKind))),
      source: 'valhalla',
    };
  }

  #inTime<T>(outer: AbortSignal | undefined, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
    return inTime(this.settings.timeoutMilliseconds, outer, work);
  }

  #recovered(): void {
    if (this.#lastFailure !== undefined) this.log.info('roads answer again');
    this.#breaker.succeeded();
    this.#lastFailure = undefined;
    this.#lastFailedRequest = undefined;
  }

  #failed(error: unknown, request: TravelRequest | undefined): RoadsFailureReason {
    const reason = error instanceof RoadsFailure ? error.reason : 'failed';
    this.#breaker.failed();
    if (this.#lastFailure !== reason) {
      this.log.warn(
        `roads ${reason}: ${error instanceof Error ? error.message : String(error)}; the straight line answers`,
      );
    }
    this.#lastFailure = reason;
    // Keep a sample only: the check needs one honest question, not a board of positions.
    if (request !== undefined) {
      this.#lastFailedRequest = { destination: request.destination, origins: request.origins.slice(0, 1) };
    }
    return reason;
  }
}
