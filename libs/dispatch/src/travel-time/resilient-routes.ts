/**
 * Ways by road, straight lines when the roads fail: in time, always, and saying why.
 *
 * With a circuit breaker of its own, beside that of travel times: a server that measures but draws no ways must not
 * make a dispatcher choose by straight line.
 */
import { CircuitBreaker, type CircuitBreakerSettings } from './circuit-breaker.js';
import { inTime } from './in-time.js';
import { RoadsFailure, type Roads, type RoadsFailureReason } from './roads.js';
import { drawnLine } from './route-line.js';
import { straightRoute } from './straight-line.js';
import type { RouteRequest, TravelRoute, TravelTimeLog } from './travel-time.js';

export class ResilientRoutes {
  readonly #breaker: CircuitBreaker;
  #lastFailure: RoadsFailureReason | undefined;

  /** @param now milliseconds of a clock that never goes back */
  constructor(
    private readonly roads: Roads,
    private readonly settings: CircuitBreakerSettings & { readonly timeoutMilliseconds: number },
    private readonly log: TravelTimeLog,
    now: () => number,
  ) {
    this.#breaker = new CircuitBreaker(settings, now);
  }

  /** @param knownTrouble why the roads are not asked anything just now */
  async route(request: RouteRequest, knownTrouble: RoadsFailureReason | undefined): Promise<TravelRoute> {
    const { origin, destination, signal: outer } = request;
    outer?.throwIfAborted();
    if (knownTrouble !== undefined) return straightRoute(request, knownTrouble);
    if (!this.#breaker.admits()) return straightRoute(request, this.#lastFailure ?? 'failed');
    try {
      const way = await inTime(this.settings.timeoutMilliseconds, outer, (signal) =>
        this.roads.route({ ...request, signal }),
      );
      this.#succeeded();
      if (way === undefined) return straightRoute(request, 'no_route');
      return { line: drawnLine([origin.position, ...way, destination]), source: 'valhalla' };
    } catch (error) {
      if (outer?.aborted) {
        this.#breaker.abandoned();
        throw outer.reason;
      }
      return straightRoute(request, this.#failed(error));
    }
  }

  #succeeded(): void {
    if (this.#lastFailure !== undefined) this.log.info('roads show ways again');
    this.#breaker.succeeded();
    this.#lastFailure = undefined;
  }

  #failed(error: unknown): RoadsFailureReason {
    const reason = error instanceof RoadsFailure ? error.reason : 'failed';
    this.#breaker.failed();
    if (this.#lastFailure !== reason) {
      const words = error instanceof Error ? error.message : String(error);
      this.log.warn(`no way by road, ${reason}: ${words}; straight lines are shown`);
    }
    this.#lastFailure = reason;
    return reason;
  }
}
