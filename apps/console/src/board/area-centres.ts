/** Where an area is named on a map, and from where ways to it are judged. */
export interface AreaCentre {
  readonly id: string;
  readonly name: string;
  readonly lat: number;
  readonly lon: number;
}

/** The middle of each area's largest ring. */
export function areaCentres({ features }: GeoJSON.FeatureCollection): AreaCentre[] {
  return features.flatMap(({ id, geometry, properties }, index) => {
    const rings =
      geometry.type === 'Polygon'
        ? [geometry.coordinates[0]]
        : geometry.type === 'MultiPolygon'
          ? geometry.coordinates.map(([outer]) => outer)
          : [];
    const largest = rings
      .flatMap((ring) => (ring ? [middleOf(ring)] : []))
      .reduce<Middle | undefined>((a, b) => (a && a.area >= b.area ? a : b), undefined);
    if (!largest) return [];
    const { lat, lon } = largest;
    return [{ id: String(id ?? index), name: String(properties?.['name'] ?? ''), lat, lon }];
  });
}

interface Middle {
  readonly lat: number;
  readonly lon: number;
  readonly area: number;
}

/** The centroid of a ring and its area in square degrees (shoelace formula). */
function middleOf(ring: readonly (readonly number[])[]): Middle {
  let twiceArea = 0;
  let lon = 0;
  let lat = 0;
  for (let index = 0; index + 1 < ring.length; index += 1) {
    const [x0 = 0, y0 = 0] = ring[index] ?? [];
    const [x1 = 0, y1 = 0] = ring[index + 1] ?? [];
    const cross = x0 * y1 - x1 * y0;
    twiceArea += cross;
    lon += (x0 + x1) * cross;
    lat += (y0 + y1) * cross;
  }
  const first = ring[0] ?? [0, 0];
  if (twiceArea === 0) return { lat: first[1] ?? 0, lon: first[0] ?? 0, area: 0 };
  return { lat: lat / (3 * twiceArea), lon: lon / (3 * twiceArea), area: Math.abs(twiceArea / 2) };
}
