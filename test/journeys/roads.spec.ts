import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { TestSystem } from '../support/test-system.js';
import { type TestCenter } from '../support/test-system-center.js';

const attribution = '© OpenStreetMap contributors';
const street = (properties: object, ...coordinates: number[][]) => ({
  type: 'Feature',
  properties,
  geometry: { type: 'LineString', coordinates },
});
const merdeka = street({ highway: 'primary', name: 'Jalan Merdeka' }, [107.61, -6.91], [107.61, -6.907]);
const unnamed = street({ highway: 'service' }, [107.61, -6.91], [107.612, -6.91]);

describe('roads, over HTTP,', () => {
  let system: TestSystem;
  let center: TestCenter;
  beforeAll(async () => {
    system = await TestSystem.start();
    ({ center } = system);
  });
  afterAll(() => system?.stop());

  const imports = (features: object[]) => {
    const query = new URLSearchParams({ dataset: 'osm', categoryProperty: 'highway', attribution });
    return center.send('admin', 'POST', `/places/import?${query.toString()}`, {
      body: { type: 'FeatureCollection', features },
    });
  };
  const roads = (tag?: string) =>
    center.send<{ attributions: string[]; features: { properties: object }[] }>(
      'operator',
      'GET',
      '/roads.geojson',
      tag === undefined ? {} : { headers: { 'if-none-match': tag } },
    );

  it('are sent to maps once and again when others are imported', async () => {
    expect(await imports([merdeka, unnamed])).toMatchObject({
      status: 200,
      body: { imported: 1, replaced: 0, roads: 2 },
    });
    const first = await roads();
    expect(first).toMatchObject({ status: 200, body: { attributions: [attribution] } });
    expect(first.body.features.map(({ properties }) => properties)).toEqual([
      { class: 'minor' },
      { class: 'primary', name: 'Jalan Merdeka' },
    ]);
    expect(first.headers.get('content-type')).toMatch('application/geo+json');
    expect(first.headers.get('cache-control')).toBe('private, no-cache');
    const tag = first.headers.get('etag')!;
    const second = await roads(tag);
    expect([second.status, second.headers.get('etag')]).toEqual([304, tag]);
    await imports([merdeka]);
    expect(await roads(tag)).toMatchObject({ status: 200, body: { features: { length: 1 } } });
  });

  it('are refused with a bad line, in words that name it', async () => {
    const bad = street({ highway: 'service' }, [-6.91, 107.61], [-6.91, 107.612]);
    expect(await imports([merdeka, bad])).toMatchObject({
      status: 422,
      body: { code: 'invalid_geometry', fields: [{ field: 'features.1.geometry' }] },
    });
  });
});
