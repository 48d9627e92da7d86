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

/** Told after each tile: whether any has come yet. */
type TilesTold = (come: boolean) => void;

/**
 * Reads the background that the server names: a style, tiles, or a PMTiles file. Null where it names none.
 * @throws Error when it names one that cannot be had: the center's own data are drawn then
 */
export async function readBackground(tilesTold: TilesTold): Promise<Background | null> {
  const answer = await fetch('/map-background.json');
  const { url } = (await answer.json()) as { url: string | null };
  if (url === null) return null;
  if (url.includes('{z}')) return imagesFrom(url, tilesTold);
  if (new URL(url).pathname.endsWith('.pmtiles')) return fileAt(url, tilesTold);
  return styleOf((await (await fetch(url)).json()) as StyleSpecification);
}

const images = (source: SourceSpecification): Background => ({
  sources: { background: source },
  layers: () => [{ id: 'background-images', type: 'raster', source: 'background' }],
});

const imagesFrom = (url: string, tilesTold: TilesTold): Background => {
  const read = async (z: number, x: number, y: number): Promise<ArrayBuffer> => {
    const place = { z, x, y };
    const address = url.replace(/\{([zxy])\}/g, (_, name: 'z' | 'x' | 'y') => String(place[name]));
    const response = await fetch(address);
    if (!response.ok) throw new Error(`no tile: ${response.status}`);
    return response.arrayBuffer();
  };
  return images({ type: 'raster', tiles: tilesOf(read, tilesTold), tileSize: 256 });
};

/** An address of tiles that are fetched here and not by the map itself, which would not say that none came. */
function tilesOf(
  read: (z: number, x: number, y: number) => Promise<ArrayBuffer>,
  tilesTold: TilesTold,
): string[] {
  let come = false;
  addProtocol('layad-tiles', async ({ url }) => {
    const [z = 0, x = 0, y = 0] = url.split('/').slice(-3).map(Number);
    try {
      const data = await read(z, x, y);
      come = true;
      return { data };
    } finally {
      tilesTold(come);
    }
  });
  return ['layad-tiles://tile/{z}/{x}/{y}'];
}

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

async function fileAt(url: string, tilesTold: TilesTold): Promise<Background> {
  const file = await Pmtiles.open(rangesOf(url));
  const { kind, minZoom: minzoom, maxZoom: maxzoom } = file.header;
  const read = async (z: number, x: number, y: number): Promise<ArrayBuffer> =>
    (await file.tile(z, x, y)) ?? new ArrayBuffer(0);
  const tiles = tilesOf(read, tilesTold);
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
