import type { LayerSpecification } from 'maplibre-gl';
import { pageFont } from './page-font.js';

interface RoadLook {
  readonly class: string;
  readonly main: boolean;
  /** From which zoom it is drawn: smaller roads only where there is room for them. */
  readonly minzoom: number;
  /** Pixels at zoom 10 and at zoom 16. */
  readonly width: readonly [far: number, near: number];
}

/** The smallest first, so that larger roads lie over them. */
const looks: readonly RoadLook[] = [
  { class: 'minor', main: false, minzoom: 13, width: [0.3, 4] },
  { class: 'tertiary', main: false, minzoom: 11.5, width: [0.6, 6] },
  { class: 'secondary', main: false, minzoom: 10, width: [0.9, 8] },
  { class: 'primary', main: true, minzoom: 8, width: [1, 9] },
  { class: 'trunk', main: true, minzoom: 6, width: [1.4, 11] },
  { class: 'motorway', main: true, minzoom: 6, width: [1.8, 13] },
];

/** The center's own roads, and their names along them where the map is close enough to read a street by. */
export const roadLayers = (colour: (name: string) => string): LayerSpecification[] => [
  ...looks.map(({ class: roadClass, main, minzoom, width: [far, near] }): LayerSpecification => ({
    id: `roads-${roadClass}`,
    type: 'line',
    source: 'roads',
    minzoom,
    filter: ['==', ['get', 'class'], roadClass],
    layout: { 'line-cap': 'round', 'line-join': 'round' },
    paint: {
      'line-color': colour(main ? '--map-road-main' : '--map-road'),
      'line-width': ['interpolate', ['exponential', 1.5], ['zoom'], 10, far, 16, near],
    },
  })),
  {
    id: 'road-names',
    type: 'symbol',
    source: 'roads',
    minzoom: 13,
    filter: ['has', 'name'],
    layout: {
      'text-font': [pageFont],
      'text-size': 10.5,
      'symbol-placement': 'line',
      'symbol-spacing': 400,
      'text-field': ['get', 'name'],
    },
    paint: {
      'text-color': colour('--map-label'),
      'text-halo-color': colour('--map-land'),
      'text-halo-width': 1.5,
    },
  },
];
