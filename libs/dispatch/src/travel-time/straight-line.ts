/**
 * Travel time without any road data: straight line × detour factor ÷ speed of the team kind.
 * The default of every center, and what answers when roads do not.
 */
import { teamKinds, type EtaFallbackReason, type TeamKind } from '#lib/contract';
import { haversineMetres, type LatLon } from '#lib/kernel';
import { drawnLine } from './route-line.js';
import {
  type RouteRequest,
  type TravelEstimate,
  type TravelEstimates,
  type TravelOrigin,
  type TravelRequest,
  type TravelRoute,
  type TravelTimes,
  type TravelTimesHealth,
} from './travel-time.js';

/** Center settings; see `DEFAULT_STRAIGHT_LINE_SETTINGS` for what to start from. */
export interface StraightLineSettings {
  /** Road distance ÷ straight-line distance, at least 1. */
  readonly detourFactor: number;
  /** Average speed door to door, stops included, above 0. */
  readonly speedKilometresPerHour: Readonly<Record<TeamKind, number>>;
}

/**
 * Detour factor 1.4: Boscoe, Henry, Zdeb (2012), "A nationwide comparison of driving distance versus straight-line
 * distance to hospitals", Prof. Geogr. 64(2), found 1.417 over 66,000 trips. On Bandung's main roads, 30 bases to
 * 15 hospitals, Valhalla's median is 1.45 (p10 1.15, p90 2.05), high because small streets are missing there.
 *
 * Speeds start from ordinary traffic in Bandung, 10 km in 32 min 37 s = 18.4 km/h (TomTom Traffic Index 2024):
 * - no lights and siren (patient transport, home visits, field teams): 18 km/h, ordinary traffic.
 * - ambulance with lights and siren: 30 km/h. Ho, Casey (1998), Ann. Emerg. Med. 32(5):585–588, measured 38.5 %
 *   less time in a city than without them: 18.4 ÷ 0.615 = 29.9.
 * - motor ambulance: 37 km/h. Lin et al. (1998), Am. J. Emerg. Med. 16(7):711–713, Taipei: 4.9 against 6.3 min in
 *   the rush hour, 4.2 against 5.1 min outside it, so 1.21 to 1.29 times an ambulance's speed.
 *
 * No such measurement was found for an Indonesian ambulance service. A center replaces these by its own medians of
 * travel time (t7 − t6) as soon as it has some.
 */
export const DEFAULT_STRAIGHT_LINE_SETTINGS: StraightLineSettings = {
  detourFactor: 1.4,
  speedKilometresPerHour: {
    als_ambulance: 30,
    bls_ambulance: 30,
    motor_ambulance: 37,
    patient_transport: 18,
    home_visit_team: 18,
    field_team: 18,
  },
};

const SECONDS_PER_HOUR = 3600;
const METRES_PER_KILOMETRE = 1000;

export class StraightLineTravelTimes implements TravelTimes {
  /** @throws RangeError when a setting would make times negative, zero or infinite. */
  constructor(private readonly settings: StraightLineSettings = DEFAULT_STRAIGHT_LINE_SETTINGS) {
    if (!(settings.detourFactor >= 1 && settings.detourFactor < Infinity)) {
      throw new RangeError('detourFactor must be a number of at least 1');
    }
    for (const teamKind of teamKinds) {
      const speed = settings.speedKilometresPerHour[teamKind];
      if (!(speed > 0 && speed < Infinity))
        throw new RangeError(`speedKilometresPerHour.${teamKind} must be above 0`);
    }
  }

  async estimate(request: TravelRequest): Promise<TravelEstimates> {
    request.signal?.throwIfAborted();
    return this.estimateAll(request, 'not_configured');
  }

  /** The same, telling why the straight line was used. */
  estimateAll(request: TravelRequest, fallbackReason: EtaFallbackReason): TravelEstimates {
    const estimates = new Map<string, TravelEstimate>();
    for (const origin of request.origins) {
      estimates.set(origin.id, this.estimateOne(origin, request.destination, fallbackReason));
    }
    return { source: 'straight_line', fallbackReason, estimates };
  }

  estimateOne(origin: TravelOrigin, destination: LatLon, fallbackReason: EtaFallbackReason): TravelEstimate {
    const straightLineMetres = haversineMetres(origin.position, destination);
    return {
      distanceMetres: Math.round(straightLineMetres * this.settings.detourFactor),
      etaSeconds: Math.ceil(this.lowerBoundSeconds(straightLineMetres, origin.teamKind)),
      source: 'straight_line',
      fallbackReason,
    };
  }

  async route(request: RouteRequest): Promise<TravelRoute> {
    request.signal?.throwIfAborted();
    return straightRoute(request, 'not_configured');
  }

  /** The exact formula, before rounding up. */
  lowerBoundSeconds(straightLineMetres: number, teamKind?: TeamKind): number {
    const speeds = this.settings.speedKilometresPerHour;
    const speed =
      teamKind === undefined ? Math.max(...teamKinds.map((kind) => speeds[kind])) : speeds[teamKind];
    return (
      (straightLineMetres * this.settings.detourFactor) / ((speed * METRES_PER_KILOMETRE) / SECONDS_PER_HOUR)
    );
  }

  health(): TravelTimesHealth {
    return { degraded: false };
  }

  async check(): Promise<TravelTimesHealth> {
    return this.health();
  }

  async close(): Promise<void> {}
}

/** As the crow flies, telling why. */
export const straightRoute = (
  { origin, destination }: RouteRequest,
  fallbackReason: EtaFallbackReason,
): TravelRoute => ({
  line: drawnLine([origin.position, destination]),
  source: 'straight_line',
  fallbackReason,
});
