import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Caller } from '#lib/platform';
import { JournalReader } from '#lib/platform';
import { Ground } from '#testing';
import { CenterModule } from '../center.module.js';
import { Centers } from '../centers.js';
import { ShapeCheck } from './shape-check.js';
import { Areas, type AreaImport } from './areas.js';

/** Real boundaries, where they are at hand. */
const folder = ['../shared/data/bandung', '../../shared/data/bandung']
  .map((path) => resolve(path))
  .find((path) => existsSync(path));
const read = (name: string): { features: unknown[] } =>
  JSON.parse(readFileSync(resolve(folder!, name), 'utf8')) as { features: unknown[] };
const describeOnBandung = (work: () => void) =>
  folder
    ? describe('on the boundaries of Bandung', work)
    : describe.skip('on the boundaries of Bandung (skipped: ../shared/data is absent)', work);

const ring = (west: number, south: number, size: number) => [
  [west, south],
  [west + size, south],
  [west + size, south + size],
  [west, south + size],
  [west, south],
];
const square = (code: string, west: number, south: number, size = 0.1, more = {}) => ({
  type: 'Feature',
  properties: { code, name: `Area ${code}`, ...more },
  geometry: { type: 'Polygon', coordinates: [ring(west, south, size)] },
});
const collection = (...features: unknown[]) => ({ type: 'FeatureCollection', features });

describe('areas', () => {
  let ground: Ground;
  let areas: Areas;
  let centers: Centers;
  let admin: Caller;

  beforeAll(async () => {
    ground = await Ground.prepare([CenterModule]);
    areas = ground.get(Areas);
    centers = ground.get(Centers);
  });
  afterAll(() => ground.close());
  beforeEach(async () => {
    admin = ground.caller((await ground.newCenter()).id, 'admin');
  });

  const imported = (collection: unknown, more: Partial<AreaImport> = {}) =>
    areas.import(admin, {
      collection,
      level: 'kecamatan',
      properties: { code: 'code', name: 'name' },
      ...more,
    });
  const list = async (query = {}) => {
    const page = await areas.list(admin, query);
    if (!page.accepted) throw new Error(page.refusal.code);
    return page.value;
  };
  const locate = (lat: number, lon: number) =>
    centers.locate(ground.dataSource, admin.centerId, { lat, lon });

  it('are imported together, and cover the center that had no service area', async () => {
    expect(await imported(collection(square('1', 107.6, -7), square('2', 107.7, -7)))).toMatchObject({
      value: { level: 'kecamatan', created: 2, updated: 0, serviceAreaSet: true },
    });
    expect((await centers.view(admin)).bounds).toEqual({ south: -7, west: 107.6, north: -6.9, east: 107.8 });
    const journal = await ground.get(JournalReader).listAfter(admin.centerId, 0, 10);
    expect(journal).toMatchObject([
      { type: 'center.settings_changed', payload: { fields: ['serviceArea'] } },
      { type: 'center.areas_imported', payload: { level: 'kecamatan', count: 2 } },
    ]);
  });

  it('are updated by their code when imported again, and leave a service area that is set', async () => {
    await imported(collection(square('1', 107.6, -7)));
    const [before] = (await list()).items;
    const again = collection(square('1', 107.6, -7, 0.2, { name: 'New name' }), square('2', 107.9, -7));
    expect(await imported(again)).toMatchObject({
      value: { created: 1, updated: 1, serviceAreaSet: false },
    });
    expect((await list()).items).toMatchObject([{ id: before!.id, name: 'New name' }, { code: '2' }]);
    expect((await locate(-6.95, 107.95)).outsideMetres).toBeGreaterThan(10_000);
    await imported(again, { replaceServiceArea: true });
    expect((await locate(-6.95, 107.95)).outsideMetres).toBe(0);
  });

  it('know the smallest area that holds a point', async () => {
    await imported(collection(square('1', 107.6, -7, 0.2)));
    const village = square('1.1', 107.6, -7, 0.1, { parent: '1' });
    await imported(collection(village), {
      level: 'kelurahan',
      properties: { code: 'code', name: 'name', parentCode: 'parent' },
    });
    const [kecamatan, kelurahan] = (await list()).items;
    expect(kelurahan).toMatchObject({ level: 'kelurahan', parentId: kecamatan!.id });
    expect((await locate(-6.95, 107.65)).areaId).toBe(kelurahan!.id);
    expect((await locate(-6.85, 107.75)).areaId).toBe(kecamatan!.id);
    expect((await locate(-6.5, 107.75)).areaId).toBeNull();
  });

  it('are counted by level, the largest first, with when they were imported', async () => {
    expect(await areas.levels(admin)).toEqual({ items: [] });
    await imported(collection(square('1', 107.6, -7)));
    await imported(collection(square('1.1', 107.6, -7), square('1.2', 107.7, -7)), { level: 'kelurahan' });
    expect(await areas.levels(admin)).toMatchObject({
      items: [
        { level: 'kecamatan', count: 1, importedAt: expect.any(Date) },
        { level: 'kelurahan', count: 2 },
      ],
    });
  });

  it('are taken away by level, unless smaller ones belong to them; the service area stays', async () => {
    await imported(collection(square('1', 107.6, -7)));
    await imported(collection(square('1.1', 107.6, -7, 0.1, { parent: '1' })), {
      level: 'kelurahan',
      properties: { code: 'code', name: 'name', parentCode: 'parent' },
    });
    const before = await areas.collectionTag(admin);
    expect(await areas.remove(admin, 'kecamatan')).toMatchObject({ refusal: { code: 'areas_in_use' } });
    expect(await areas.remove(admin, 'kelurahan')).toMatchObject({ value: { removed: 1 } });
    expect(await areas.remove(admin, 'kelurahan')).toMatchObject({ refusal: { code: 'not_found' } });
    expect(await areas.remove(admin, 'dukuh')).toMatchObject({ refusal: { code: 'not_found' } });
    expect(await areas.remove(admin, 'kecamatan')).toMatchObject({ value: { removed: 1 } });
    expect((await list()).items).toEqual([]);
    expect(await areas.collectionTag(admin)).not.toBe(before);
    expect((await centers.view(admin)).bounds).not.toBeNull();
    const other = ground.caller((await ground.newCenter()).id, 'admin');
    await imported(collection(square('1', 107.6, -7)));
    expect(await areas.remove(other, 'kecamatan')).toMatchObject({ refusal: { code: 'not_found' } });
    expect((await list()).items).toHaveLength(1);
    const journal = await ground.get(JournalReader).listAfter(admin.centerId, 0, 20);
    expect(journal).toContainEqual(
      expect.objectContaining({ type: 'center.areas_removed', payload: { level: 'kelurahan', count: 1 } }),
    );
  });

  it('name every bad feature, its code and the reason, and import none', async () => {
    const withGeometry = (code: string, geometry: unknown) => ({ ...square(code, 0, 0), geometry });
    const polygon = (...rings: unknown[]) => ({ type: 'Polygon', coordinates: rings });
    const bad = collection(
      square('good', 107.6, -7),
      withGeometry('none', null),
      withGeometry('point', { type: 'Point', coordinates: [107, -7] }),
      withGeometry('open', polygon(ring(107, -7, 0.1).slice(0, 4))),
      withGeometry(
        'short',
        polygon([
          [107, -7],
          [107, -6],
          [107, -7],
        ]),
      ),
      withGeometry('swapped', polygon(ring(107, -7, 0.1).map(([lon, lat]) => [lat, lon]))),
      withGeometry('projected', polygon(ring(788_000, 9_235_000, 100))),
      withGeometry('text', polygon([['107', '-7']])),
      withGeometry('flat', { type: 'Polygon', coordinates: [107, -7] }),
      withGeometry('empty', { type: 'MultiPolygon', coordinates: [] }),
      square('good', 107.6, -7),
      { ...square('x', 0, 0), properties: { code: 'nameless' } },
      'not a feature',
    );
    const answer = await imported(bad);
    if (answer.accepted) throw new Error('it was imported');
    expect(answer.refusal.code).toBe('invalid_geometry');
    expect(
      answer.refusal.fields!.map(({ field, rule, parameters }) => [field, rule, parameters![0]]),
    ).toEqual([
      ['features.1.geometry', 'geometryMissing', 'none'],
      ['features.2.geometry', 'geometryType', 'point'],
      ['features.3.geometry', 'ringOpen', 'open'],
      ['features.4.geometry', 'ringTooShort', 'short'],
      ['features.5.geometry', 'latLonSwapped', 'swapped'],
      ['features.6.geometry', 'outsideWorld', 'projected'],
      ['features.7.geometry', 'geometryShape', 'text'],
      ['features.8.geometry', 'geometryShape', 'flat'],
      ['features.9.geometry', 'geometryShape', 'empty'],
      ['features.10.properties.code', 'codeRepeated', 'good'],
      ['features.11.properties.name', 'areaText', 'nameless'],
      ['features.12.properties.code', 'areaText', '#12'],
    ]);
    expect((await list()).items).toEqual([]);
  });

  it('leave nothing behind when one of many does not hold in the database', async () => {
    const crossing = square('crossing', 107, -7);
    crossing.geometry.coordinates[0] = [
      [107, -7],
      [108, -6],
      [108, -7],
      [107, -6],
      [107, -7],
    ];
    const many = Array.from({ length: 250 }, (_, index) => square(`s${index}`, 107 + index / 100, -7, 0.005));
    expect(await imported(collection(...many, crossing))).toMatchObject({
      refusal: { fields: [{ field: 'features.250.geometry', rule: 'geometryInvalid' }] },
    });
    expect((await list()).items).toEqual([]);
  });

  it('need the larger area they say they belong to', async () => {
    const orphan = collection(square('1.1', 107, -7, 0.1, { parent: '9' }));
    const properties = { code: 'code', name: 'name', parentCode: 'parent' };
    expect(await imported(orphan, { level: 'kelurahan', properties })).toMatchObject({
      refusal: { fields: [{ field: 'features.0.properties.parent', rule: 'parentNotFound' }] },
    });
  });

  it.each([[null], [[]], [{}], [{ type: 'FeatureCollection', features: [] }], ['text']])(
    'are not read from %j',
    async (body) => {
      expect(await imported(body)).toMatchObject({ refusal: { fields: [{ rule: 'featureCollection' }] } });
    },
  );

  it('are listed a page at a time, without those of another center', async () => {
    await imported(collection(...Array.from({ length: 7 }, (_, n) => square(`c${n}`, 107 + n / 10, -7))));
    const codes: string[] = [];
    for (let cursor: string | null | undefined; cursor !== null;) {
      const page: Awaited<ReturnType<typeof list>> = await list({ limit: 3, cursor });
      codes.push(...page.items.map(({ code }) => code));
      cursor = page.nextCursor;
    }
    expect(codes).toEqual(['c0', 'c1', 'c2', 'c3', 'c4', 'c5', 'c6']);
    const { items } = await list({ level: 'kecamatan' });
    const stranger = ground.caller((await ground.newCenter()).id);
    expect(await areas.feature(stranger, items[0]!.id)).toMatchObject({ refusal: { code: 'not_found' } });
    expect(JSON.parse(await areas.collection(stranger))).toEqual(collection());
  });

  it('carry a tag that changes with the next import', async () => {
    const before = await areas.collectionTag(admin, 'kecamatan');
    expect(await areas.collectionTag(admin, 'kecamatan')).toBe(before);
    await imported(collection(square('1', 107.6, -7)));
    expect(await areas.collectionTag(admin, 'kecamatan')).not.toBe(before);
    const map = JSON.parse(await areas.collection(admin)) as { features: unknown[] };
    expect(map.features).toMatchObject([
      { type: 'Feature', properties: { code: '1', level: 'kecamatan' }, geometry: { type: 'MultiPolygon' } },
    ]);
  });

  it('are judged by the database without an exception, whatever whole shape they have', async () => {
    const check = ground.get(ShapeCheck);
    let seed = 119;
    const random = () => (seed = (seed * 48_271) % 2_147_483_647) / 2_147_483_647;
    const position = () =>
      random() < 0.5
        ? [Math.floor(random() * 5), Math.floor(random() * 5)]
        : [107 + random() * 1e-9, -7 + random() * 1e-9];
    const anyRing = () => {
      const open = Array.from({ length: 3 + Math.floor(random() * 12) }, position);
      return [...open, open[0]!];
    };
    const shapes = Array.from({ length: 1_000 }, (_, index) => ({
      index,
      geometry: {
        type: 'MultiPolygon' as const,
        coordinates: Array.from({ length: 1 + Math.floor(random() * 3) }, () =>
          Array.from({ length: 1 + Math.floor(random() * 2) }, anyRing),
        ) as [number, number][][][],
      },
    }));
    const faults = await check.faults(ground.dataSource, shapes);
    expect(faults.length).toBeGreaterThan(500);
    expect(faults.every(({ parameters }) => /\[-?\d/.test(String(parameters![1])))).toBe(true);
    expect(await ground.dataSource.query('select 1 as alive')).toEqual([{ alive: 1 }]);
  });

  describeOnBandung(() => {
    it('puts every village into its district and nearly every point into a village', async () => {
      expect(await imported(read('kecamatan.geojson'))).toMatchObject({ value: { created: 30 } });
      const properties = { code: 'code', name: 'name', parentCode: 'kecamatan_code' };
      const villages = await imported(read('kelurahan.geojson'), { level: 'kelurahan', properties });
      expect(villages).toMatchObject({ value: { created: 151, updated: 0, serviceAreaSet: false } });
      const { items } = await list({ level: 'kelurahan', limit: 500 });
      expect(items.every(({ parentId }) => parentId !== null)).toBe(true);
      const { areaId, outsideMetres } = await locate(-6.89824, 107.59745);
      expect(items.find(({ id }) => id === areaId)?.name).toBe('Pasteur');
      expect(outsideMetres).toBe(0);
    });
  });
});
