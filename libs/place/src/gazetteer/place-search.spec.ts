import { Facilities } from '#lib/facility';
import { IncidentClosing } from '#lib/incident';
import type { Caller } from '#lib/platform';
import { refusalOf, valueOf } from '#testing';
import { Landmarks } from '../landmark/landmarks.js';
import { alunAlun, PlaceGround } from '../testing/place-ground.js';
import { PlaceSearch } from './place-search.js';

describe('a place by its name', () => {
  let ground: PlaceGround;
  let operator: Caller;
  beforeAll(async () => {
    ground = await PlaceGround.prepare();
  });
  afterAll(() => ground.close());
  beforeEach(async () => {
    operator = await ground.newOperator();
  });

  const names = async (query: string): Promise<string[]> =>
    (await ground.find(operator, query)).map(({ name }) => name);

  it('is found however it is spelled, the likeliest first', async () => {
    await ground.name(operator, [
      'Jalan Ir. H. Juanda',
      'Jalan Juanda Kecil',
      'Jalan Merdeka',
      'Gang Merdeka Lio',
      'Pasar Baru',
    ]);
    expect((await names('jln djoeanda'))[0]).toBe('Jalan Ir. H. Juanda');
    expect((await names('merdeka lio'))[0]).toBe('Gang Merdeka Lio');
    expect((await names('mederka'))[0]).toBe('Jalan Merdeka');
    expect(await names('merde')).toEqual(expect.arrayContaining(['Jalan Merdeka', 'Gang Merdeka Lio']));
    expect(await names('zzzz')).toEqual([]);
  });

  it('is among the shortest names where hundreds begin with what was typed so far', async () => {
    const numbered = Array.from({ length: 200 }, (_, index) => `Masjid Nurul Iman ${index + 1}`);
    await ground.name(operator, [...numbered, 'Masjid Raya', 'Taman Masjid', 'Jalan Merdeka']);
    expect((await names('masjid'))[0]).toBe('Masjid Raya');
    expect((await names('masjid nurul iman 77'))[0]).toBe('Masjid Nurul Iman 77');
    expect((await names('mesjid noerul imn 77'))[0]).toBe('Masjid Nurul Iman 77');
    expect((await names('taman masjid'))[0]).toBe('Taman Masjid');
    expect(await names('merdeka')).toEqual(['Jalan Merdeka']);
  });

  it('says how alike it is, where it lies and why it stands where it does', async () => {
    const areaId = operator.centerId;
    await ground.ground.dataSource.query(
      `insert into area (id, center_id, level, code, name, geometry)
       select $1, $1, 'kecamatan', 'A', 'Regol', service_area from center where id = $1`,
      [areaId],
    );
    await ground.name(operator, ['Jalan Merdeka']);
    const { items } = await ground
      .get(PlaceSearch)
      .find(operator, { query: 'jl merdeka, regol', near: alunAlun });
    expect(items[0]).toMatchObject({
      kind: 'landmark',
      name: 'Jalan Merdeka',
      lat: alunAlun.lat,
      lon: alunAlun.lon,
      areaId,
      areaName: 'Regol',
      distanceMetres: 0,
      likeness: 1,
      reasons: ['same_name', 'area_named', 'near'],
    });
    expect((await ground.find(operator, 'kec. regol'))[0]).toMatchObject({
      kind: 'area',
      accuracyMetres: expect.closeTo(24_950, -1),
      detail: 'kecamatan',
      id: areaId,
      reasons: ['same_name', 'kind_named'],
    });
  });

  it('is where two streets meet, however the caller joins their names', async () => {
    const { lat, lon } = alunAlun;
    const street = (name: string, coordinates: number[][]) => ({
      type: 'Feature',
      properties: { name, highway: 'primary' },
      geometry: { type: 'LineString', coordinates },
    });
    const features = [
      street('Jalan Asia Afrika', [
        [lon - 0.01, lat],
        [lon + 0.01, lat],
      ]),
      street('Jalan Braga', [
        [lon + 0.002, lat],
        [lon + 0.002, lat + 0.01],
      ]),
      street('Jalan Naripan', [
        [lon, lat + 0.005],
        [lon + 0.02, lat + 0.005],
      ]),
    ];
    const collection = { type: 'FeatureCollection', features };
    valueOf(
      await ground
        .get(Landmarks)
        .import(operator, collection, { dataset: 'streets', categoryProperty: 'highway' }),
    );
    for (const query of [
      'braga simpang asia afrika',
      'perempatan asia afrika dan braga',
      'jl. asia afrika jl. braga',
      'Braga / Asia Afrika',
      'jln braga dekat asia afrka',
    ]) {
      const [first] = await ground.find(operator, query);
      expect({ query, ...first }).toMatchObject({ query, kind: 'crossing', accuracyMetres: 50 });
      expect([first!.name.includes('Jalan Braga'), first!.name.includes('Jalan Asia Afrika')]).toEqual([
        true,
        true,
      ]);
      expect(first!.lat).toBeCloseTo(lat, 4);
      expect(first!.lon).toBeCloseTo(lon + 0.002, 4);
    }
    const both = await ground.find(operator, 'naripan simpang asia afrika');
    expect(both.map(({ kind, name }) => [kind, name])).toEqual([
      ['street', 'Jalan Naripan'],
      ['street', 'Jalan Asia Afrika'],
    ]);
  });

  it('beside another is the one near it, and a name with a joining word in it is still found whole', async () => {
    const mosque = 'Masjid Nurul Iman';
    await ground.name(operator, [mosque, mosque, mosque, 'Pasar Baru', mosque, 'Toko Roti dan Kue']);
    const [first, second] = await ground.find(operator, 'masjid nurul iman dekat pasar baru');
    expect([first, second].map((place) => place!.name)).toEqual([mosque, mosque]);
    expect(new Set([first, second].map((place) => Math.round((place!.lon - alunAlun.lon) * 100)))).toEqual(
      new Set([2, 4]),
    );
    expect((await names('toko roti dan kue'))[0]).toBe('Toko Roti dan Kue');
  });

  it('says when it is of another kind than the one asked for, and only its name is alike', async () => {
    const admin = await ground.ground.newUser(operator.centerId, 'admin');
    const facilities = ground.ground.context.get(Facilities, { strict: false });
    for (const [kind, name] of [
      ['hospital', 'RS Naripan'],
      ['puskesmas', 'Puskesmas Jalan Salam'],
    ] as const) {
      valueOf(await facilities.create(admin, { kind, name, ...alunAlun, capabilities: [] }));
    }
    await ground.name(operator, [
      'Hotel Naripan',
      'Jalan Naripan Kulon',
      'Kantor Kelurahan Braga',
      'RS Salam',
    ]);
    const notA = async (query: string): Promise<Record<string, string | null>> =>
      Object.fromEntries((await ground.find(operator, query)).map((place) => [place.name, place.notA]));
    expect(await notA('Jalan Naripan')).toMatchObject({
      'RS Naripan': 'street',
      'Hotel Naripan': 'street',
      'Jalan Naripan Kulon': null,
    });
    expect(await notA('naripan')).toMatchObject({ 'RS Naripan': null, 'Hotel Naripan': null });
    expect(await notA('rumah sakit naripan')).toMatchObject({
      'RS Naripan': null,
      'Hotel Naripan': 'hospital',
    });
    expect(await notA('puskesmas salam')).toMatchObject({ 'Puskesmas Jalan Salam': null });
    expect(await notA('puskesmas naripan')).toMatchObject({ 'RS Naripan': 'puskesmas' });
    expect(await notA('rs salam')).toMatchObject({ 'RS Salam': null });
    expect(await notA('jl salam')).toMatchObject({ 'Puskesmas Jalan Salam': 'street' });
    expect(await notA('kel. braga')).toMatchObject({ 'Kantor Kelurahan Braga': 'area' });
    expect(await notA('kantor kelurahan braga')).toMatchObject({ 'Kantor Kelurahan Braga': null });
  });

  it('is of the kind that was asked for with the name it was found by', async () => {
    await ground.name(operator, ['Pasar Baru', 'Jalan Otista', 'Hotel Otista']);
    const found = await ground.find(operator, 'pasar baru dekat jl. otista');
    expect(found.map(({ name, notA }) => [name, notA])).toEqual(
      expect.arrayContaining([
        ['Pasar Baru', null],
        ['Jalan Otista', null],
        ['Hotel Otista', 'street'],
      ]),
    );
  });

  it('that an earlier call gave is of no other kind unless it says so', async () => {
    for (const address of ['Sangkuriang 14, pagar hijau', 'Gang Sangkuriang 3', 'RS Sangkuriang']) {
      const { id } = await ground.open(operator, { place: { ...alunAlun, address } });
      const closing = ground.ground.context.get(IncidentClosing, { strict: false });
      valueOf(await closing.close(operator, id, { disposition: 'treated_on_scene' }));
    }
    const found = await ground.find(operator, 'jalan sangkuriang');
    expect(Object.fromEntries(found.map(({ name, notA }) => [name, notA]))).toEqual({
      'Sangkuriang 14, pagar hijau': null,
      'Gang Sangkuriang 3': null,
      'RS Sangkuriang': 'street',
    });
  });

  it('that several places have comes in the order of their distance', async () => {
    await ground.name(operator, ['Toko Abadi', 'Toko Abadi', 'Toko Abadi']);
    const near = { lat: alunAlun.lat, lon: alunAlun.lon + 0.02 };
    const { items } = await ground.get(PlaceSearch).find(operator, { query: 'toko abadi', near });
    const distances = items.map(({ distanceMetres }) => distanceMetres!);
    expect(distances).toHaveLength(3);
    expect(distances).toEqual([...distances].sort((a, b) => a - b));
  });

  it('is found from the moment it is there, under its new name, and no longer when it is gone', async () => {
    const admin = await ground.ground.newUser(operator.centerId, 'admin');
    const facilities = ground.ground.context.get(Facilities, { strict: false });
    const { id, version } = valueOf(
      await facilities.create(admin, { kind: 'hospital', name: 'RS Advent', ...alunAlun, capabilities: [] }),
    );
    expect((await ground.find(operator, 'rumah sakit adven'))[0]).toMatchObject({
      id,
      kind: 'facility',
      detail: 'hospital',
    });
    const renamed = valueOf(await facilities.change(admin, id, { name: 'RS Melinda' }, `"${version}"`));
    expect(await names('rs advent')).toEqual([]);
    expect(await names('rs melinda')).toEqual(['RS Melinda']);
    valueOf(await facilities.change(admin, id, { active: false }, `"${renamed.version}"`));
    expect(await names('rs melinda')).toEqual([]);
  });

  it('is the address of an incident that was closed, only for those who may read callers', async () => {
    const { id } = await ground.open(operator, {
      place: { ...alunAlun, address: 'Jl. Sangkuriang 14, rumah Bu Tini' },
    });
    expect(await names('sangkuriang')).toEqual([]);
    valueOf(
      await ground.ground.context
        .get(IncidentClosing, { strict: false })
        .close(operator, id, { disposition: 'treated_on_scene' }),
    );
    expect((await ground.find(operator, 'sangkoeriang'))[0]).toMatchObject({ id, kind: 'past_place' });
    for (const role of ['doctor', 'manager', 'admin'] as const) {
      expect(await ground.find(ground.ground.caller(operator.centerId, role), 'sangkuriang')).toEqual([]);
    }
  });

  it('of a prank is not offered again', async () => {
    const { id } = await ground.open(operator, { place: { ...alunAlun, address: 'Jl. Sangkuriang 14' } });
    valueOf(
      await ground.ground.context
        .get(IncidentClosing, { strict: false })
        .close(operator, id, { disposition: 'prank' }),
    );
    expect(await names('sangkuriang')).toEqual([]);
  });

  it('of another center is not found', async () => {
    await ground.name(await ground.newOperator(), ['Jalan Rahasia']);
    expect(await names('rahasia')).toEqual([]);
  });

  it('is never an exception, whatever is asked', async () => {
    for (const query of [
      '%',
      "'; drop table gazetteer; --",
      '\\',
      ',,,',
      '🚑',
      '.',
      'jl',
      'a'.repeat(200),
      '1',
      '"',
    ]) {
      expect(Array.isArray(await ground.find(operator, query))).toBe(true);
    }
  });
});

describe('landmarks and streets from a file', () => {
  let ground: PlaceGround;
  let operator: Caller;
  beforeAll(async () => {
    ground = await PlaceGround.prepare();
  });
  afterAll(() => ground.close());
  beforeEach(async () => {
    operator = await ground.newOperator();
  });

  it('are found by every name they have, a line as a street at its middle', async () => {
    const features = [
      {
        type: 'Feature',
        properties: { name: 'Jalan Asia Afrika', alt_name: 'Groote Postweg; Jalan Raya Timur' },
        geometry: {
          type: 'LineString',
          coordinates: [
            [107.6, -6.92],
            [107.61, -6.921],
            [107.62, -6.922],
          ],
        },
      },
      { type: 'Feature', properties: {}, geometry: null },
    ];
    const collection = { type: 'FeatureCollection', features };
    expect(valueOf(await ground.get(Landmarks).import(operator, collection, { dataset: 'osm' }))).toEqual({
      imported: 1,
      replaced: 0,
      roads: 1,
    });
    for (const query of ['asia afrika', 'grote postweg', 'raja timoer']) {
      expect(await ground.find(operator, query)).toMatchObject([
        { kind: 'street', lat: -6.921, lon: 107.61, accuracyMetres: expect.closeTo(1_110, -1) },
      ]);
    }
  });

  it('are one road for its pieces in an area, found with how exactly its name tells a place', async () => {
    const areaId = operator.centerId;
    await ground.ground.dataSource.query(
      `insert into area (id, center_id, level, code, name, geometry)
       values ($1, $1, 'kecamatan', 'A', 'Regol', ST_Multi(ST_MakeEnvelope(107.5, -7, 107.62, -6.8, 4326)))`,
      [areaId],
    );
    const piece = (...coordinates: number[][]) => ({
      type: 'Feature',
      properties: { name: 'Jalan Sudirman' },
      geometry: { type: 'LineString', coordinates },
    });
    const features = [
      piece([107.6, -6.92], [107.604, -6.92]),
      piece([107.604, -6.92], [107.608, -6.92]),
      piece([107.63, -6.92], [107.632, -6.92]),
    ];
    const landmarks = ground.get(Landmarks);
    const collection = { type: 'FeatureCollection', features };
    expect(valueOf(await landmarks.import(operator, collection, { dataset: 'roads' })).imported).toBe(2);
    const found = await ground.find(operator, 'jln soedirman');
    expect(found.find((place) => place.areaId === areaId)).toMatchObject({
      lat: -6.92,
      lon: 107.604,
      accuracyMetres: expect.closeTo(442, -1),
    });
    expect(found.find((place) => place.areaId === null)).toMatchObject({ lon: 107.631 });
    await ground.name(operator, ['Taman Lansia'], 'parks');
    expect(await ground.find(operator, 'taman lansia')).toMatchObject([{ accuracyMetres: null }]);
  });

  it('are refused with the index of every line that is none', async () => {
    const line = (name: string, coordinates: unknown) => ({
      type: 'Feature',
      properties: { name },
      geometry: { type: 'LineString', coordinates },
    });
    const straight = [
      [107.6, -6.92],
      [107.61, -6.92],
    ];
    const features = [
      line('Jalan Satu', straight),
      line('Jalan Dua', [[107.6, -6.92]]),
      line('Jalan Tiga', [...straight, [107.6, 'x']]),
      { ...line('Jalan Empat', null), geometry: { type: 'MultiLineString', coordinates: [] } },
    ];
    const collection = { type: 'FeatureCollection', features };
    const refused = refusalOf(await ground.get(Landmarks).import(operator, collection, { dataset: 'roads' }));
    expect(refused.fields!.map(({ field }) => field)).toEqual(
      [1, 2, 3].map((at) => `features.${at}.geometry`),
    );
    expect(await ground.find(operator, 'jalan satu')).toEqual([]);
  });

  it('replace those of the same dataset and no others', async () => {
    await ground.name(operator, ['Taman Lansia'], 'parks');
    await ground.name(operator, ['Hotel Savoy'], 'hotels');
    await ground.name(operator, ['Taman Musik'], 'parks');
    expect(await ground.find(operator, 'taman lansia')).not.toMatchObject([{ name: 'Taman Lansia' }]);
    expect(await ground.find(operator, 'savoy')).toMatchObject([{ name: 'Hotel Savoy' }]);
    expect(await ground.find(operator, 'taman musik')).toMatchObject([{ name: 'Taman Musik' }]);
  });

  it('come from a table as well', async () => {
    const table =
      '\ufeffname,lat,lon,kind\n"Gedung Sate, Bandung",-6.9025,107.6188,landmark\nGang Apandi,-6.918,107.608,street\n';
    expect(
      valueOf(await ground.get(Landmarks).importTable(operator, table, { dataset: 'csv' })).imported,
    ).toBe(2);
    expect(await ground.find(operator, 'gg apandi')).toMatchObject([{ kind: 'street' }]);
  });

  it.each([
    ['no collection', {}, 'validation_failed'],
    ['nothing in it', { type: 'FeatureCollection', features: [] }, 'validation_failed'],
    ['a place beyond the world', feature('A', [107, 91]), 'invalid_geometry'],
    ['no place', feature('A', null), 'invalid_geometry'],
    ['a name of two lines', feature('A\nB', [107, -6]), 'invalid_geometry'],
  ])('with %s are refused, and nothing is imported', async (_what, collection, code) => {
    await ground.name(operator, ['Taman Lansia'], 'parks');
    expect(
      refusalOf(await ground.get(Landmarks).import(operator, collection, { dataset: 'parks' })).code,
    ).toBe(code);
    expect(await ground.find(operator, 'taman lansia')).toHaveLength(1);
    for (const table of ['', 'a,b\n1,2\n', 'name,lat,lon\nA,x,107\n', 'name,lat,lon\n"A']) {
      expect(
        refusalOf(await ground.get(Landmarks).importTable(operator, table, { dataset: 'parks' })).code,
      ).toMatch(/failed|invalid/);
    }
  });
});

function feature(name: string, coordinates: unknown) {
  return {
    type: 'FeatureCollection',
    features: [{ type: 'Feature', properties: { name }, geometry: { type: 'Point', coordinates } }],
  };
}
