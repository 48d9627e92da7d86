import type { LayerSpecification, SourceSpecification, StyleSpecification } from 'maplibre-gl';
import { sourceIn } from './background-file.js';
import { countedTiles, fileAt, isFile } from './background-tiles.js';
import { creditsOf, type Background } from './background.js';
import { inPageFont } from './page-font.js';

/** A style's own layers under ours. Its letters are drawn with the page's font, like ours. */
export async function backgroundOfStyle(url: string, signal: AbortSignal): Promise<Background> {
  const { body, address } = await read(url, signal);
  const { sources, layers, sprite } = body as StyleSpecification;
  const named = await Promise.all(
    Object.entries(sources).map(
      async ([name, source]) => [`background-${name}`, await sourceFrom(source, address, signal)] as const,
    ),
  );
  return {
    sources: Object.fromEntries(named),
    layers: () => layers.map(beneathOurs),
    ...(sprite !== undefined && { sprite: spriteFrom(sprite, address) }),
    credits: creditsOf(named.map(([, source]) => source)),
  };
}

/** The address is the one that a redirection led to. */
async function read(url: string, signal: AbortSignal): Promise<{ body: unknown; address: string }> {
  const response = await fetch(url, { signal });
  if (!response.ok) throw new Error(`no map at ${url}: ${response.status}`);
  return { body: await response.json(), address: response.url };
}

/** What a TileJSON says of its tiles that a source may say too. https://github.com/mapbox/tilejson-spec */
const tileJsonKeys = ['tiles', 'minzoom', 'maxzoom', 'bounds', 'scheme', 'attribution'] as const;

/** The source with the addresses that its TileJSON or PMTiles file stands for, each whole. */
async function sourceFrom(
  source: SourceSpecification,
  base: string,
  signal: AbortSignal,
): Promise<SourceSpecification> {
  if (source.type === 'geojson') {
    return typeof source.data === 'string' ? { ...source, data: addressIn(source.data, base) } : source;
  }
  if (source.type === 'video') return { ...source, urls: source.urls.map((url) => addressIn(url, base)) };
  if (source.type === 'image') {
    return source.url === undefined ? source : { ...source, url: addressIn(source.url, base) };
  }
  const { url, ...rest } = source;
  if (url === undefined) return withTiles(rest, base);
  if (isFile(url)) return { ...(await sourceIn(fileAt(url), signal)).source, ...rest } as SourceSpecification;
  const { body, address } = await read(addressIn(url, base), signal);
  const tileJson = body as Readonly<Record<string, unknown>>;
  const told = Object.fromEntries(
    tileJsonKeys.filter((key) => (tileJson[key] ?? null) !== null).map((key) => [key, tileJson[key]]),
  );
  return withTiles({ ...told, ...rest }, address);
}

const withTiles = <Source extends { tiles?: string[] }>(source: Source, base: string): Source => ({
  ...source,
  ...(source.tiles && { tiles: source.tiles.map((tiles) => countedTiles(addressIn(tiles, base))) }),
});

const spriteFrom = (
  sprite: NonNullable<StyleSpecification['sprite']>,
  base: string,
): NonNullable<StyleSpecification['sprite']> =>
  typeof sprite === 'string'
    ? addressIn(sprite, base)
    : sprite.map(({ id, url }) => ({ id, url: addressIn(url, base) }));

/** A style may name what lies beside it; MapLibre would look for that beside the page. Placeholders stay as they are. */
const addressIn = (url: string, base: string): string =>
  URL.canParse(url, base)
    ? new URL(url, base).href.replace(/%7B([\w-]+)%7D/gi, (_, name: string) => `{${name}}`)
    : url;

const beneathOurs = (layer: LayerSpecification): LayerSpecification => {
  const renamed = {
    ...layer,
    id: `background-${layer.id}`,
    ...('source' in layer && { source: `background-${layer.source}` }),
  } as LayerSpecification;
  if (renamed.type !== 'symbol' || renamed.layout?.['text-field'] === undefined) return renamed;
  const font = inPageFont(renamed.layout['text-font'] ?? []) as string[];
  return { ...renamed, layout: { ...renamed.layout, 'text-font': font } };
};
