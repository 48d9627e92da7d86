import { TileType, type Header, type PMTiles } from 'pmtiles';
import type { RasterSourceSpecification, VectorSourceSpecification } from 'maplibre-gl';
import type { Locale } from '#lib/contract';
import { countedTilesIn, fileAt } from './background-tiles.js';
import { creditsOf, pictures, type Background } from './background.js';
import { basemapLayers, drawsAny } from './basemap-layers.js';

/** A PMTiles file of pictures as they are, one of shapes in the palette. */
export async function backgroundOfFile(
  url: string,
  locale: Locale,
  signal: AbortSignal,
): Promise<Background> {
  const file = fileAt(url);
  const { source, names } = await sourceIn(file, signal);
  if (source.type === 'raster') return pictures(source);
  if (!drawsAny(names)) throw new Error(`no layer that can be drawn without a style: ${names?.join(', ')}`);
  return {
    sources: { background: source },
    layers: (colour) => basemapLayers('background', colour, locale),
    credits: creditsOf([source]),
  };
}

interface FileSource {
  readonly source: VectorSourceSpecification | RasterSourceSpecification;
  /** Of its layers, where it says so. */
  readonly names: readonly string[] | undefined;
}

/** A file as a source of the map. */
export async function sourceIn(file: PMTiles, signal: AbortSignal): Promise<FileSource> {
  const [header, metadata] = await orAborted(Promise.all([file.getHeader(), file.getMetadata()]), signal);
  const { attribution, vector_layers: layers } = (metadata ?? {}) as {
    attribution?: unknown;
    vector_layers?: readonly { readonly id: string }[];
  };
  const common = {
    tiles: [countedTilesIn(file)],
    minzoom: header.minZoom,
    maxzoom: header.maxZoom,
    ...boundsOf(header),
    ...(typeof attribution === 'string' && { attribution }),
  };
  const source: FileSource['source'] =
    header.tileType === TileType.Mvt
      ? { type: 'vector', ...common }
      : header.tileType === TileType.Mlt
        ? { type: 'vector', encoding: 'mlt', ...common }
        : { type: 'raster', tileSize: 256, ...common };
  return { source, names: layers?.map(({ id }) => id) };
}

/** Outside of them no tile is asked for. Some writers leave them out. */
const boundsOf = ({ minLon, minLat, maxLon, maxLat }: Header): Pick<VectorSourceSpecification, 'bounds'> =>
  minLon < maxLon && minLat < maxLat ? { bounds: [minLon, minLat, maxLon, maxLat] } : {};

/** The library's own reads cannot be given a time. */
const orAborted = <Value>(value: Promise<Value>, signal: AbortSignal): Promise<Value> =>
  Promise.race([
    value,
    new Promise<never>((_, reject) => {
      signal.addEventListener('abort', () => reject(new Error('the map file does not answer')), {
        once: true,
      });
    }),
  ]);
