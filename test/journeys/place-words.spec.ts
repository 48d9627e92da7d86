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

  it('is told by what is near it, and never by where somebody needed help', async () => {
    const collection = {
      type: 'FeatureCollection',
      features: [
        {
          type: 'Feature',
          properties: { name: 'Gedung Merdeka' },
          geometry: { type: 'Point', coordinates: [cityCenter.lon, cityCenter.lat] },
        },
      ],
    };
    await center.send('admin', 'POST', '/places/import?dataset=told', { body: collection });
    const body = { lat: cityCenter.lat + 0.0004, lon: cityCenter.lon };
    for (const role of ['operator', 'manager', 'team'] as const) {
      const told = await center.send(role, 'POST', '/places/at', { body });
      expect(told).toMatchObject({
        status: 200,
        body: {
          items: expect.arrayContaining([{ kind: 'landmark', name: 'Gedung Merdeka', distanceMetres: 44 }]),
        },
      });
    }
    expect((await center.send('operator', 'POST', '/places/at', { body: { lat: 91, lon: 0 } })).status).toBe(
      400,
    );
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
