import type { StyleSpecification } from 'maplibre-gl';
import type { Background } from './background.js';
import { nothing } from './map-features.js';
import { roadLayers } from './road-layers.js';

const geojson = { type: 'geojson' as const, data: nothing };
const font = ['Inter'];

/** A name stands where there is room beside its mark. */
const besideMark = {
  'text-variable-anchor': ['left', 'right', 'bottom', 'top'] as ('left' | 'right' | 'bottom' | 'top')[],
  'text-radial-offset': 0.95,
  'text-max-width': 30,
};

/**
 * The map without the internet: a city drawn from the center's own data. Without a glyph address MapLibre draws its
 * letters from the fonts of the page. Names are placed from the last layer to the first, so what matters most comes
 * last: incidents, then teams at work and candidates, hospitals, areas, and names of ready teams where room is left.
 */
export function mapStyle(
  colour: (name: string) => string,
  background: Background | null,
): StyleSpecification {
  const land = colour('--map-land');
  const label = (size: number, ink: string) => ({
    layout: { 'text-font': font, 'text-size': size },
    paint: { 'text-color': ink, 'text-halo-color': land, 'text-halo-width': 1.5 },
  });
  const areaLabel = label(11, colour('--map-label'));
  const facilityLabel = label(11, colour('--map-facility'));
  const teamLabel = label(12, colour('--text'));
  return {
    version: 8,
    ...(background?.sprite !== undefined && { sprite: background.sprite }),
    sources: {
      ...background?.sources,
      outline: geojson,
      areas: geojson,
      roads: geojson,
      areaLabels: geojson,
      facilities: geojson,
      candidates: geojson,
      teams: geojson,
      incidents: geojson,
      place: geojson,
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
      ...(background ? [] : roadLayers(colour, label(10.5, colour('--map-label')))),
      {
        id: 'ready-team-names',
        type: 'symbol',
        source: 'teams',
        filter: ['!', ['get', 'prominent']],
        layout: {
          ...teamLabel.layout,
          ...besideMark,
          'text-radial-offset': 1.25,
          'text-field': ['get', 'label'],
        },
        paint: teamLabel.paint,
      },
      {
        id: 'area-names',
        type: 'symbol',
        source: 'areaLabels',
        layout: {
          ...areaLabel.layout,
          'text-field': ['get', 'name'],
          'text-letter-spacing': 0.04,
          'text-variable-anchor': ['center', 'top', 'bottom', 'left', 'right'],
          'text-radial-offset': 1.2,
        },
        paint: areaLabel.paint,
      },
      {
        id: 'bases',
        type: 'symbol',
        source: 'facilities',
        filter: ['!', ['get', 'hospital']],
        layout: {
          ...facilityLabel.layout,
          'icon-image': ['get', 'icon'],
          'icon-allow-overlap': true,
          'text-field': ['step', ['zoom'], '', 13, ['get', 'label']],
          'text-optional': true,
          'text-variable-anchor': ['left', 'right', 'top'],
          'text-radial-offset': 0.6,
        },
        paint: { ...facilityLabel.paint, 'icon-opacity': 0.6 },
      },
      {
        id: 'hospitals',
        type: 'symbol',
        source: 'facilities',
        filter: ['get', 'hospital'],
        layout: {
          ...facilityLabel.layout,
          'icon-image': ['get', 'icon'],
          'icon-allow-overlap': true,
          'text-field': ['get', 'label'],
          'text-optional': true,
          'text-variable-anchor': ['left', 'right', 'top', 'bottom'],
          'text-radial-offset': 1.2,
          'text-max-width': 14,
        },
        paint: facilityLabel.paint,
      },
      {
        id: 'candidate-lines',
        type: 'line',
        source: 'candidates',
        layout: { 'line-cap': 'round' },
        paint: {
          'line-color': colour('--team-ready'),
          'line-width': ['case', ['get', 'best'], 3, 1.75],
          'line-dasharray': [1, 2.25],
        },
      },
      {
        id: 'teams',
        type: 'symbol',
        source: 'teams',
        layout: {
          ...teamLabel.layout,
          'icon-image': ['get', 'icon'],
          'icon-allow-overlap': true,
          ...besideMark,
          'text-field': ['case', ['get', 'prominent'], ['get', 'label'], ''],
          'text-optional': true,
          'symbol-sort-key': ['case', ['get', 'prominent'], 0, 1],
        },
        paint: teamLabel.paint,
      },
      {
        id: 'selected-incident',
        type: 'circle',
        source: 'incidents',
        filter: ['get', 'selected'],
        paint: {
          'circle-radius': 24,
          'circle-color': colour('--act'),
          'circle-opacity': 0.16,
          'circle-stroke-color': colour('--act'),
          'circle-stroke-width': 2,
        },
      },
      {
        id: 'incidents',
        type: 'symbol',
        source: 'incidents',
        layout: {
          'icon-image': ['get', 'icon'],
          'icon-allow-overlap': true,
        },
      },
      {
        id: 'place',
        type: 'symbol',
        source: 'place',
        layout: { 'icon-image': 'place', 'icon-allow-overlap': true, 'icon-ignore-placement': true },
      },
    ],
  };
}
