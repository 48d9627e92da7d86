import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { TestSystem } from '../support/test-system.js';
import { cityCenter, type TestCenter } from '../support/test-system-center.js';

describe('a place told in words, over HTTP,', () => {
  let system: TestSystem;
  let center: TestCenter;
  beforeAll(async () => {
    system = await TestSystem.start();
    ({ center } = system);
  });
  afterAll(() => system?.stop());

  it('is found by its name', async () => {
    const collection = {
      type: 'FeatureCollection',
      features: [
        {
          type: 'Feature',
          properties: { name: 'Gedung Sate' },
          geometry: { type: 'Point', coordinates: [107.6188, -6.9025] },
        },
      ],
    };
    const imported = await center.send('admin', 'POST', '/places/import?dataset=test', {
      body: collection,
    });
    expect(imported).toMatchObject({ status: 200, body: { imported: 1 } });
    const found = await center.send('operator', 'POST', '/places/search', { body: { query: 'gdg satte' } });
    expect(found).toMatchObject({
      status: 200,
      body: { items: [{ name: 'Gedung Sate', areaName: 'Sumur Bandung' }] },
    });
    const hospital = await center.send('team', 'POST', '/places/search', {
      body: { query: 'rumah sakit umum daerah one' },
    });
    expect(hospital).toMatchObject({
      status: 200,
      body: { items: [{ kind: 'facility', name: 'RSUD ONE' }] },
    });
    expect(
      (await center.send('operator', 'POST', '/places/import?dataset=test', { body: collection })).status,
    ).toBe(403);
  });

  it('is read from what was shared', async () => {
    const read = await center.send('operator', 'POST', '/places/read', {
      body: { text: `Saya di ${cityCenter.lon}, ${cityCenter.lat} dan https://maps.app.goo.gl/x` },
    });
    expect(read).toMatchObject({
      status: 200,
      body: {
        items: [{ ...cityCenter, form: 'decimal', isSwapped: true, outsideMetres: 0 }],
        shortLinks: ['maps.app.goo.gl'],
      },
    });
  });
});
