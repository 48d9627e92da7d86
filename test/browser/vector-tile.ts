import { fromGeojsonVt } from '@maplibre/vt-pbf';

type Position = [x: number, y: number];

const side = 4_096;
const box = (west: number, north: number, east: number, south: number): Position[] => [
  [west, north],
  [east, north],
  [east, south],
  [west, south],
  [west, north],
];
const [point, line, polygon] = [1, 2, 3] as const;

const eighths = [1, 3, 5, 7].map((part) => (part * side) / 8);

/**
 * A tile by the schema of Protomaps' basemaps: land, of which the west is water and the north a park, with main roads
 * from north to south, a lane that crosses them, and places with names.
 */
export function cityTile(): Buffer {
  const road = (kind: string, name: string, from: Position, to: Position) => ({
    type: line,
    geometry: [[from, to]],
    tags: { kind, name, min_zoom: 0, sort_rank: 300 },
  });
  const features = {
    earth: [{ type: polygon, geometry: [box(0, 0, side, side)], tags: { kind: 'earth' } }],
    landuse: [{ type: polygon, geometry: [box(0, 0, side, side / 2)], tags: { kind: 'park', min_zoom: 0 } }],
    water: [{ type: polygon, geometry: [box(0, 0, side / 3, side)], tags: { kind: 'lake', min_zoom: 0 } }],
    roads: [
      ...eighths.map((x) => road('highway', 'Jalan Raya', [x, 0], [x, side])),
      road('minor_road', 'Gang Mawar', [0, side * 0.75], [side, side * 0.75]),
    ],
    places: eighths.map((y) => ({
      type: point,
      geometry: [[side * 0.75, y]],
      tags: { kind: 'locality', name: 'Sukaraja', min_zoom: 0, population_rank: 8, sort_key: 1 },
    })),
  };
  const layers = Object.entries(features).map(([name, drawn]) => [name, { features: drawn }] as const);
  // The encoder reads nothing of a tile but its features.
  const tile = Object.fromEntries(layers) as unknown as Parameters<typeof fromGeojsonVt>[0];
  return Buffer.from(fromGeojsonVt(tile, { version: 2, extent: side }));
}
