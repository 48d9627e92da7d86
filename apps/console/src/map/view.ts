export type Position = readonly [lon: number, lat: number];

/** CSS pixels from the upper left corner of the map. */
export interface Pixel {
  readonly x: number;
  readonly y: number;
}

/** What a map shows: north is up and the ground flat. */
export interface View {
  readonly center: Position;
  readonly zoom: number;
  /** CSS pixels. */
  readonly width: number;
  readonly height: number;
}

/** The side of the whole world at zoom 0, CSS pixels: MapLibre's tiles. */
export const worldPixels = 512;

/** Where a view shows a place. Web Mercator (EPSG:3857), the world a square from 0 to 1. */
export function projectionOf({ center, zoom, width, height }: View): (at: Position) => Pixel {
  const scale = worldPixels * 2 ** zoom;
  const left = worldX(center[0]) * scale - width / 2;
  const top = worldY(center[1]) * scale - height / 2;
  return ([lon, lat]) => ({ x: worldX(lon) * scale - left, y: worldY(lat) * scale - top });
}

const worldX = (lon: number): number => (lon + 180) / 360;

const worldY = (lat: number): number =>
  (1 - Math.log(Math.tan(Math.PI / 4 + (lat * Math.PI) / 360)) / Math.PI) / 2;
