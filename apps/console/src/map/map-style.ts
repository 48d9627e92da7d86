import type { StyleSpecification } from 'maplibre-gl';
import type { Background } from './background.js';
import { nothing } from './map-features.js';
import { roadLayers } from './road-layers.js';

const geojson = { type: 'geojson' as const, data: nothing };

/**
 * The ground of the map without the internet: a city drawn from the center's own data. Marks and their names lie above it, on
 * a canvas of their own. Without a glyph address MapLibre draws its letters from the fonts of the page.
 */
export function mapStyle(
  colour: (name: string) => string,
  background: Background | null,
): StyleSpecification {
  const land = colour('--map-land');
  return {
    version: 8,
    ...(background?.sprite !== undefined && { sprite: background.sprite }),
    sources: {
      ...background?.sources,
      outline: geojson,
      areas: geojson,
      roads: geojson,
    },
    layers: [
      { id: 'outside', type: 'background', paint: { 'background-color': colour('--map-outside') } },
      // Under the background too: where that does not come, the city is there all the same.
      { id: 'land', type: 'fill', source: 'areas', paint: { 'fill-color': land } },
      ...(background?.layers(colour) ?? []),
      {
        id: 'borders',
        type: 'line',
        source: 'areas',
        paint: { 'line-color': colour('--map-border'), 'line-width': 1 },
      },
      {
        id: 'city',
        type: 'line',
        source: 'outline',
        paint: { 'line-color': colour('--map-city'), 'line-width': 1.75 },
      },
      // A background has roads of its own.
      ...(background ? [] : roadLayers(colour)),
    ],
  };
}
