import {
  addProtocol,
  type LayerSpecification,
  type SourceSpecification,
  type StyleSpecification,
} from 'maplibre-gl';
import { Pmtiles, rangesOf } from './pmtiles.js';

type Colour = (name: string) => string;

/** What lies under the center's own data, where a setting names it. */
export interface Background {
  readonly sources: Readonly<Record<string, SourceSpecification>>;
  readonly layers: (colour: Colour) => readonly LayerSpecification[];
  readonly sprite?: StyleSpecification['sprite'];
}

/**
 * Reads the background that the server names: a style, tiles, or a PMTiles file. Null where it names none.
 * @throws Error when it names one that cannot be had: the center's own data are drawn then
 */
export async function readBackground(): Promise<Background | null> {
  const answer = await fetch('/map-background.json');
  const { url } = (await answer.json()) as { url: string | null };
  if (url === null) return null;
  if (url.includes('{z}')) return imagesFrom(url);
  if (new URL(url).pathname.endsWith('.pmtiles')) return fileAt(url);
  return styleOf((await (await fetch(url)).json()) as StyleSpecification);
}

const images = (source: SourceSpecification): Background => ({
  sources: { background: source },
  layers: () => [{ id: 'background-images', type: 'raster', source: 'background' }],
});

const imagesFrom = (url: string): Background => images({ type: 'raster', tiles: [url], tileSize: 256 });

/** A style's own layers under ours. Its letters are drawn with the page's font, like ours. */
const styleOf = ({ sources, layers, sprite }: StyleSpecification): Background => ({
  sources: Object.fromEntries(
    Object.entries(sources).map(([name, source]) => [`background-${name}`, source]),
  ),
  layers: () =>
    layers.map((layer) => ({
      ...layer,
      id: `background-${layer.id}`,
      ...('source' in layer && { source: `background-${layer.source}` }),
    })),
  ...(sprite !== undefined && { sprite }),
});

async function fileAt(url: string): Promise<Background> {
  const file = await Pmtiles.open(rangesOf(url));
  addProtocol('layad-map-file', async ({ url: wanted }) => {
    const [z = 0, x = 0, y = 0] = wanted.split('/').slice(-3).map(Number);
    return { data: (await file.tile(z, x, y)) ?? new ArrayBuffer(0) };
  });
  const { kind, minZoom: minzoom, maxZoom: maxzoom } = file.header;
  const tiles = ['layad-map-file://file/{z}/{x}/{y}'];
  if (kind === 'raster') return images({ type: 'raster', tiles, tileSize: 256, minzoom, maxzoom });
  return { sources: { background: { type: 'vector', tiles, minzoom, maxzoom } }, layers: vectorLayers };
}

/** Land, water, roads and buildings in the palette, by the layer names of Protomaps' basemaps. */
const vectorLayers = (colour: Colour): readonly LayerSpecification[] => {
  const from = (layer: string) => ({ source: 'background', 'source-layer': layer });
  return [
    { id: 'background-earth', type: 'fill', ...from('earth'), paint: { 'fill-color': colour('--map-land') } },
    {
      id: 'background-water',
      type: 'fill',
      ...from('water'),
      paint: { 'fill-color': colour('--map-outside') },
    },
    {
      id: 'background-roads',
      type: 'line',
      ...from('roads'),
      layout: { 'line-cap': 'round', 'line-join': 'round' },
      paint: {
        'line-color': colour('--map-border'),
        'line-width': [
          'interpolate',
          ['exponential', 1.6],
          ['zoom'],
          8,
          ['match', ['get', 'kind'], ['highway', 'major_road'], 1, 0.25],
          16,
          ['match', ['get', 'kind'], ['highway', 'major_road'], 12, 5],
        ],
      },
    },
    {
      id: 'background-buildings',
      type: 'fill',
      ...from('buildings'),
      minzoom: 15,
      paint: { 'fill-color': colour('--map-border'), 'fill-opacity': 0.4 },
    },
  ];
};
