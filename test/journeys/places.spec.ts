import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Role } from '#lib/contract';
import { openApiDocument } from '../../apps/server/src/api-documents/openapi.js';
import { TestSystem } from '../support/test-system.js';
import type { TestAnswer, TestCenter } from '../support/test-system-center.js';

/** The bodies of this API's answers, looked at field by field. */
type Body = Record<string, unknown> & { id: string; items: Record<string, unknown>[] };

describe('centers, facilities and teams over HTTP', () => {
  let system: TestSystem;
  let center: TestCenter;

  beforeAll(async () => {
    system = await TestSystem.start({ fleet: [], withServiceArea: false });
    ({ center } = system);
  });
  afterAll(() => system?.stop());

  const ask = (
    method: string,
    path: string,
    {
      as,
      body,
      headers = {},
    }: { as?: Role | { callSign: string }; body?: unknown; headers?: Record<string, string> } = {},
  ): Promise<TestAnswer<Body>> =>
    center.send<Body>(as, method, path, { body, headers: { 'accept-language': 'en', ...headers } });

  const square = (code: string, positions = 5) => ({
    type: 'Feature',
    properties: { code, name: `Area ${code}` },
    geometry: {
      type: 'Polygon',
      coordinates: [
        [
          ...Array.from({ length: positions - 3 }, (_, step) => [107 + step / (positions - 4), -7]),
          [108, -6],
          [107, -6],
          [107, -7],
        ],
      ],
    },
  });
  const collection = (...features: unknown[]) => ({ type: 'FeatureCollection', features });

  it('show the center with its version as ETag, and change its settings under it', async () => {
    const shown = await ask('GET', '/center', { as: 'manager' });
    expect(shown).toMatchObject({ status: 200, body: { code: center.code, bounds: null } });
    const tag = shown.headers.get('etag')!;
    expect(tag).toMatch(/^"\d+"$/);
    const patch = { targets: { answer: { seconds: 20 } } };
    expect((await ask('PATCH', '/center/settings', { as: 'admin', body: patch })).status).toBe(428);
    expect((await ask('PATCH', '/center/settings', { as: 'operator', body: patch })).status).toBe(403);
    const headers = { 'if-match': tag };
    const changed = await ask('PATCH', '/center/settings', { as: 'admin', body: patch, headers });
    expect(changed).toMatchObject({ status: 200, body: { settings: patch } });
    expect(changed.headers.get('etag')).not.toBe(tag);
    expect((await ask('PATCH', '/center/settings', { as: 'admin', body: patch, headers })).status).toBe(412);
  });

  it('name each wrong setting in the caller’s language', async () => {
    const { headers } = await ask('GET', '/center/settings', { as: 'admin' });
    const wrong = await ask('PATCH', '/center/settings', {
      as: 'admin',
      body: { targets: { answer: { seconds: -1 } }, colour: 'red' },
      headers: { 'if-match': headers.get('etag')! },
    });
    expect(wrong).toMatchObject({
      status: 400,
      body: {
        code: 'validation_failed',
        fields: [
          { field: 'targets.answer.seconds', message: 'must be at least 1' },
          { field: 'colour', message: 'is not a known field' },
        ],
      },
    });
    for (const body of [[], 'text', 7]) {
      const answer = await ask('PATCH', '/center/settings', {
        as: 'admin',
        body,
        headers: { 'if-match': '"1"' },
      });
      expect([400, 412]).toContain(answer.status);
    }
  });

  it('import areas larger than other bodies may be, and send them back until they change', async () => {
    const large = collection(square('1', 60_000));
    expect(JSON.stringify(large).length).toBeGreaterThan(1_048_576);
    const imported = await ask('POST', '/areas/import', { as: 'admin', body: large });
    expect(imported).toMatchObject({ status: 200, body: { created: 1, serviceAreaSet: true } });
    const map = await ask('GET', '/areas.geojson?level=kecamatan', { as: 'operator' });
    expect(map).toMatchObject({ status: 200, body: { features: [{ properties: { code: '1' } }] } });
    expect(map.headers.get('content-type')).toMatch('application/geo+json');
    const headers = { 'if-none-match': map.headers.get('etag')! };
    expect((await ask('GET', '/areas.geojson?level=kecamatan', { as: 'operator', headers })).status).toBe(
      304,
    );
    await ask('POST', '/areas/import', { as: 'admin', body: collection(square('2')) });
    expect((await ask('GET', '/areas.geojson?level=kecamatan', { as: 'operator', headers })).status).toBe(
      200,
    );
    const { items } = (await ask('GET', '/areas', { as: 'operator' })).body;
    const one = await ask('GET', `/areas/${String(items[0]!['id'])}`, { as: 'operator' });
    expect(one).toMatchObject({ status: 200, body: { type: 'Feature', geometry: { type: 'MultiPolygon' } } });
  });

  it('refuse what is too large, and swapped coordinates, in words', async () => {
    const huge = { type: 'FeatureCollection', padding: 'x'.repeat(33 * 1_048_576) };
    expect((await ask('POST', '/areas/import', { as: 'admin', body: huge })).status).toBe(413);
    expect((await ask('POST', '/facilities', { as: 'admin', body: { name: 'x'.repeat(2e6) } })).status).toBe(
      413,
    );
    const deep = JSON.parse(`${'['.repeat(1_000)}${']'.repeat(1_000)}`) as unknown;
    expect(await ask('POST', '/facilities', { as: 'admin', body: { name: deep } })).toMatchObject({
      status: 400,
      body: { code: 'malformed_request' },
    });
    const swapped = square('3');
    swapped.geometry.coordinates[0] = swapped.geometry.coordinates[0]!.map(([lon, lat]) => [lat!, lon!]);
    expect(await ask('POST', '/areas/import', { as: 'admin', body: collection(swapped) })).toMatchObject({
      status: 422,
      body: {
        code: 'invalid_geometry',
        fields: [{ message: '3: [-7, 107] looks swapped; GeoJSON puts the longitude first' }],
      },
    });
  });

  it('let operators tell beds and managers only look', async () => {
    const body = { kind: 'hospital', name: 'RSUD', lat: -6.9, lon: 107.6, capabilities: ['trauma'] };
    const { status, body: facility } = await ask('POST', '/facilities', { as: 'admin', body });
    expect(status).toBe(201);
    const beds = { beds: [{ category: 'emergency', total: 4, available: 1 }] };
    const path = `/facilities/${facility.id}/beds`;
    expect((await ask('PATCH', path, { as: 'manager', body: beds })).status).toBe(403);
    expect(await ask('PATCH', path, { as: 'operator', body: beds })).toMatchObject({
      status: 200,
      body: { version: 2, ...beds },
    });
    const near = await ask('GET', '/facilities?near=-6.91,107.61&capability=trauma', { as: 'manager' });
    expect(near.body.items).toMatchObject([{ id: facility.id }]);
  });

  it('bring a team on duty and take its positions', async () => {
    const made = await ask('POST', '/teams', {
      as: 'admin',
      body: { callSign: 'AMB-01', kind: 'als_ambulance', base: { lat: -6.9, lon: 107.6 } },
    });
    expect(made.status).toBe(201);
    const { id } = made.body;
    const crewPhone = { callSign: 'AMB-01' };
    await center.addTeamUser({ id, ...crewPhone });
    const noCrew = await ask('POST', `/teams/${id}/duty`, { as: crewPhone, body: { onDuty: true } });
    expect(noCrew).toMatchObject({
      status: 422,
      body: { code: 'crew_required', detail: 'This team needs at least 1 people on duty.' },
    });
    const crew = [{ name: 'Siti', role: 'nurse' }];
    const onDuty = await ask('POST', `/teams/${id}/duty`, { as: crewPhone, body: { onDuty: true, crew } });
    expect(onDuty).toMatchObject({ status: 200, body: { onDuty: true, crew } });
    const fix = { lat: -6.91, lon: 107.61, at: new Date().toISOString(), accuracyMetres: null };
    const stored = await ask('POST', `/teams/${id}/positions`, { as: crewPhone, body: [fix, fix] });
    expect(stored).toMatchObject({
      status: 200,
      body: { accepted: 1, ignored: 1, reasons: { duplicate: 1 } },
    });
    const teams = await ask('GET', '/teams?onDuty=true', { as: 'manager' });
    expect(teams.body.items).toMatchObject([{ id, crew: null, position: { lat: -6.91, source: 'device' } }]);
    const wrong = await ask('POST', `/teams/${id}/positions`, { as: crewPhone, body: [{ ...fix, lat: 91 }] });
    expect(wrong).toMatchObject({ status: 400, body: { fields: [{ field: '0.lat', rule: 'max' }] } });
    const range = `from=${fix.at}&to=${new Date(Date.now() + 60_000).toISOString()}`;
    expect((await ask('GET', `/teams/${id}/track?${range}`, { as: 'operator' })).status).toBe(403);
    const track = await ask('GET', `/teams/${id}/track?${range}`, { as: 'admin' });
    expect(track.body.items).toMatchObject([{ lat: -6.91, at: fix.at }]);
  });

  it('are documented: every route, every answer, every list', () => {
    const { paths } = openApiDocument(system.application);
    const ours = Object.entries(paths).filter(([path]) =>
      /^\/api\/v1\/(center|areas|facilities|teams|positions)/.test(path),
    );
    const operations = ours.flatMap(([path, item]) =>
      Object.entries(
        item as Record<
          string,
          {
            responses: Record<string, { content?: unknown }>;
            summary?: string;
            parameters?: { name: string }[];
          }
        >,
      ).map(([method, operation]) => ({ route: `${method} ${path}`, ...operation })),
    );
    expect(operations).toHaveLength(28);
    for (const { route, responses, summary, parameters = [] } of operations) {
      const good = Object.entries(responses).find(([status]) => status.startsWith('2'));
      const names = parameters.map(({ name }) => name.toLowerCase());
      expect([route, new Set(names).size]).toEqual([route, names.length]);
      expect({ route, summary, content: good?.[1].content }).toEqual({
        route,
        summary: expect.any(String),
        content: expect.any(Object),
      });
    }
  });
});
