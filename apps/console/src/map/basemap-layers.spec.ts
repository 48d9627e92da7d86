import { basemapLayers, drawsAny } from './basemap-layers.js';

const palette = (name: string): string => `rgb(${name.length}, 119, 119)`;
const layers = basemapLayers('background', palette, 'id');

describe('a basemap without a style', () => {
  it('is drawn in the palette alone', () => {
    const colours = JSON.stringify(layers).match(/#[0-9a-f]{3,8}\b|rgba?\([^)]*\)/gi) ?? [];
    expect(colours.length).toBeGreaterThan(50);
    expect(colours.filter((colour) => !/^rgb\(\d+, 119, 119\)$/.test(colour))).toEqual([]);
  });

  it('draws water, parks, roads by class, buildings and names', () => {
    const ids = layers.map(({ id }) => id);
    for (const drawn of [
      'water',
      'landuse_park',
      'roads_highway',
      'roads_minor',
      'buildings',
      'places_subplace',
    ]) {
      expect(ids).toContain(`background-${drawn}`);
    }
  });

  it('needs no pictures and no letters of another site', () => {
    const text = JSON.stringify(layers);
    expect(text).not.toContain('icon-image');
    const named = layers.flatMap((layer) =>
      layer.type === 'symbol' ? [JSON.stringify(layer.layout?.['text-font'])] : [],
    );
    expect(named.length).toBeGreaterThan(5);
    for (const fonts of named) expect(fonts).toContain('Inter');
  });

  it('writes names in the console’s language where the file has them', () => {
    expect(JSON.stringify(layers)).toContain('name:id');
    expect(JSON.stringify(basemapLayers('background', palette, 'en'))).toContain('name:en');
  });

  it('is tried where a file does not say what is in it, and not where nothing could be seen', () => {
    expect(drawsAny(undefined)).toBe(true);
    expect(drawsAny(['roads', 'pois'])).toBe(true);
    expect(drawsAny(['transportation', 'waterway'])).toBe(false);
  });
});
