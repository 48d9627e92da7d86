import { haversineMetres, pointBetween, type LatLon } from '#lib/kernel';
import type { TeamKind } from '#lib/contract';

/**
 * How fast a team gets through a dense Indonesian city, and how much longer the road is than the straight line: the
 * same assumptions as a center's default settings.
 */
const kilometresPerHour: Readonly<Record<TeamKind, number>> = {
  als_ambulance: 32,
  bls_ambulance: 32,
  motor_ambulance: 38,
  patient_transport: 26,
  home_visit_team: 26,
  field_team: 26,
};
const detourFactor = 1.35;
/** Out of the garage, and the last steps to the door. */
const leastTravelSeconds = 60;

/** How long a team of this kind drives between two points. */
export const travelSecondsBetween = (kind: TeamKind, from: LatLon, to: LatLon): number =>
  Math.max(leastTravelSeconds, (haversineMetres(from, to) * detourFactor) / (kilometresPerHour[kind] / 3.6));

export interface Motion {
  readonly position: LatLon;
  readonly speedMetresPerSecond: number;
  readonly headingDegrees: number | undefined;
}

/** Where a vehicle is at any moment: it stands, or drives one straight leg after another. */
export class Route {
  private leg: { from: LatLon; to: LatLon; departs: number; arrives: number };

  constructor(start: LatLon) {
    this.leg = { from: start, to: start, departs: 0, arrives: 0 };
  }

  /** Drives from where it is at `departs`, and is there at `arrives`. */
  driveTo(to: LatLon, departs: Date, arrives: Date): void {
    const from = this.at(departs).position;
    this.leg = { from, to, departs: departs.getTime(), arrives: arrives.getTime() };
  }

  at(moment: Date): Motion {
    const { from, to, departs, arrives } = this.leg;
    const time = moment.getTime();
    if (time >= arrives) return { position: to, speedMetresPerSecond: 0, headingDegrees: undefined };
    if (time <= departs) return { position: from, speedMetresPerSecond: 0, headingDegrees: undefined };
    return {
      position: pointBetween(from, to, (time - departs) / (arrives - departs)),
      speedMetresPerSecond: haversineMetres(from, to) / ((arrives - departs) / 1000),
      headingDegrees: headingBetween(from, to),
    };
  }

  isMovingAt(moment: Date): boolean {
    return this.at(moment).headingDegrees !== undefined;
  }
}

/** Degrees from north, clockwise, on the flat: good enough within a city. */
function headingBetween(from: LatLon, to: LatLon): number {
  const east = (to.lon - from.lon) * Math.cos((from.lat * Math.PI) / 180);
  return ((Math.atan2(east, to.lat - from.lat) * 180) / Math.PI + 360) % 360;
}
