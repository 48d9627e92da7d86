/** A point on the ground, WGS 84, in degrees. */
export interface LatLon {
  lat: number;
  lon: number;
}

/** Mean Earth radius in metres (IUGG, R₁ = 6,371,008.8 m). */
const earthRadiusMetres = 6_371_008.8;

const toRadians = (degrees: number) => (degrees * Math.PI) / 180;
const toDegrees = (radians: number) => (radians * 180) / Math.PI;

/** Whether both numbers are finite and inside the world: lat −90…90, lon −180…180. */
export function isLatLon(value: LatLon): boolean {
  return (
    Number.isFinite(value.lat) &&
    Number.isFinite(value.lon) &&
    Math.abs(value.lat) <= 90 &&
    Math.abs(value.lon) <= 180
  );
}

/** Great-circle distance in metres (haversine formula; within 0.5 % of the ellipsoid). */
export function haversineMetres(from: LatLon, to: LatLon): number {
  const dLat = toRadians(to.lat - from.lat);
  const dLon = toRadians(to.lon - from.lon);
  const a =
    Math.sin(dLat / 2) ** 2 +
    Math.cos(toRadians(from.lat)) * Math.cos(toRadians(to.lat)) * Math.sin(dLon / 2) ** 2;
  return 2 * earthRadiusMetres * Math.asin(Math.min(1, Math.sqrt(a)));
}

/** The point reached from `from` after `metres` in direction `bearingDegrees` (0 = north, clockwise). */
export function destinationPoint(from: LatLon, bearingDegrees: number, metres: number): LatLon {
  const angular = metres / earthRadiusMetres;
  const bearing = toRadians(bearingDegrees);
  const lat1 = toRadians(from.lat);
  const lat = Math.asin(
    Math.sin(lat1) * Math.cos(angular) + Math.cos(lat1) * Math.sin(angular) * Math.cos(bearing),
  );
  const lon =
    toRadians(from.lon) +
    Math.atan2(
      Math.sin(bearing) * Math.sin(angular) * Math.cos(lat1),
      Math.cos(angular) - Math.sin(lat1) * Math.sin(lat),
    );
  return { lat: toDegrees(lat), lon: ((toDegrees(lon) + 540) % 360) - 180 };
}

/** The point a `share` (0…1) of the way along the straight line between two near points. */
export function pointBetween(from: LatLon, to: LatLon, share: number): LatLon {
  return {
    lat: from.lat + (to.lat - from.lat) * share,
    lon: from.lon + (to.lon - from.lon) * share,
  };
}
