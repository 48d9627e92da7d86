import { layers, LIGHT, type Flavor } from '@protomaps/basemaps';
import type { LayerSpecification } from 'maplibre-gl';
import type { Locale } from '#lib/contract';
import type { Colour } from './background.js';
import { pageFont } from './page-font.js';

/** What a basemap by Protomaps' schema is drawn from. https://docs.protomaps.com/basemaps/layers */
const schema = ['earth', 'landuse', 'water', 'roads', 'buildings', 'boundaries', 'places'];

/** Whether any of a file's layers would be seen. Files that do not name theirs are tried. */
export const drawsAny = (names: readonly string[] | undefined): boolean =>
  names === undefined || names.some((name) => schema.includes(name));

/** Land, water, parks, roads, buildings and names in the palette, quiet enough to lie under what moves. */
export function basemapLayers(source: string, colour: Colour, locale: Locale): readonly LayerSpecification[] {
  const drawn: readonly LayerSpecification[] = layers(source, flavorIn(colour), { lang: locale });
  return drawn
    .filter(({ id, type }) => type !== 'background' && !withPicturesOnly.includes(id))
    .map((layer) => ({ ...asLetters(layer), id: `background-${layer.id}` }));
}

/** Layers that say nothing without the pictures of Protomaps' servers. */
const withPicturesOnly = ['roads_oneway', 'roads_shields'];

/** Names without pictures beside them, and clear of the line they are written along. */
function asLetters(layer: LayerSpecification): LayerSpecification {
  if (layer.type !== 'symbol') return layer;
  const layout = { ...layer.layout };
  delete layout['icon-image'];
  return { ...layer, layout, paint: { ...layer.paint, 'text-halo-width': 1.75 } };
}

/** Which colour of ours each of theirs is, by its name: the first that fits. */
const colours: readonly (readonly [theirs: RegExp, ours: string])[] = [
  [/_halo$/, '--map-land'],
  [/label/, '--map-label'],
  [/casing/, '--map-road-edge'],
  [/(highway|major)$/, '--map-road-main'],
  [/^(tunnel|bridges|minor|link|other|pier|runway)/, '--map-road'],
  [/^water$/, '--map-water'],
  [/^(park|wood|scrub|zoo)/, '--map-park'],
  [/^buildings$/, '--map-building'],
  [/^(railway|boundaries)$/, '--map-border'],
];

function flavorIn(colour: Colour): Flavor {
  const names = Object.entries(LIGHT).filter(([, value]) => typeof value === 'string');
  const inPalette = names.map(([theirs]) => {
    const [, ours = '--map-land'] = colours.find(([pattern]) => pattern.test(theirs)) ?? [];
    return [theirs, colour(ours)] as const;
  });
  return {
    ...(Object.fromEntries(inPalette) as Record<Exclude<keyof Flavor, 'pois' | 'landcover'>, string>),
    regular: pageFont,
    italic: pageFont,
    // No font has this name: the weight is taken from it, and the letters from the next.
    bold: `${pageFont} Semibold,${pageFont}`,
  };
}
