import { valueOf, refusalOf } from '#testing';
import type { Caller } from '#lib/platform';
import { Landmarks } from '../landmark/landmarks.js';
import type { LandmarkImportQuery } from '../landmark/landmark.dto.js';
import { alunAlun, PlaceGround } from '../testing/place-ground.js';
import { RoadMap } from './road-map.js';
import { mostRoadPoints } from './road.js';

interface Collection {
  attributions: string[];
  features: { properties: { class: string; name?: string }; geometry: { coordinates: unknown[] } }[];
}

describe('the roads of a center', () => {
  let ground: PlaceGround;
  let operator: Caller;
  beforeAll(async () => {
    ground = await PlaceGround.prepare();
  });
  afterAll(() => ground.close());
  beforeEach(async () => {
    operator = await ground.newOperator();
  });

  const { lat, lon } = alunAlun;
  const east = (...steps: number[]): unknown => steps.map((step) => [lon + step / 1_000, lat]);
  const way = (properties: object, coordinates: unknown, type = 'LineString') => ({
    type: 'Feature',
    properties,
    geometry: { type, coordinates },
  });
  const send = (features: unknown[], query: Partial<LandmarkImportQuery> = {}, caller = operator) =>
    ground
      .get(Landmarks)
      .import(
        caller,
        { type: 'FeatureCollection', features },
        { dataset: 'roads', categoryProperty: 'highway', ...query },
      );
  const drawn = async (caller = operator): Promise<Collection> =>
    JSON.parse(await ground.get(RoadMap).collection(caller)) as Collection;
  const tag = (caller = operator): Promise<string> => ground.get(RoadMap).tag(caller);
  const named = async (): Promise<unknown[]> =>
    (await drawn()).features.map(({ properties }) => [properties.class, properties.name]);

  it('are none before any were imported', async () => {
    expect(await drawn()).toEqual({ type: 'FeatureCollection', attributions: [], features: [] });
    expect(await tag()).toBe(await tag());
  });

  it('are drawn with a name or without, by class, joined; and found by name where they have one', async () => {
    const imported = await send([
      way({ highway: 'primary', name: 'Jalan Asia Afrika' }, east(0, 2, 4)),
      way({ highway: 'primary', name: 'Jalan Asia Afrika' }, east(4, 6)),
      way({ highway: 'primary_link' }, east(6, 7)),
      way({ highway: 'living_street' }, [east(7, 8), east(9, 10)], 'MultiLineString'),
    ]);
    expect(valueOf(imported)).toEqual({ imported: 1, replaced: 0, roads: 3 });
    expect(await named()).toEqual([
      ['minor', undefined],
      ['primary', 'Jalan Asia Afrika'],
      ['primary', undefined],
    ]);
    const [, road] = (await drawn()).features;
    expect(road!.geometry).toEqual({
      type: 'MultiLineString',
      coordinates: [
        [
          [lon, lat],
          [107.6131, lat],
        ],
      ],
    });
    expect((await ground.find(operator, 'asia afrika')).map(({ kind }) => kind)).toEqual(['street']);
  });

  it('are replaced with their dataset, and with no other', async () => {
    valueOf(await send([way({ highway: 'trunk', name: 'Jalan Pasteur' }, east(0, 2))]));
    valueOf(await send([way({ highway: 'primary' }, east(0, 2))], { dataset: 'others' }));
    valueOf(await send([way({ highway: 'secondary', name: 'Jalan Braga' }, east(3, 5))]));
    expect((await named()).toSorted()).toEqual([
      ['primary', undefined],
      ['secondary', 'Jalan Braga'],
    ]);
  });

  it('change their tag with each import, and only with an import', async () => {
    const before = await tag();
    valueOf(await send([way({ highway: 'trunk' }, east(0, 2))]));
    const after = await tag();
    expect(after).not.toBe(before);
    expect(await tag()).toBe(after);
    valueOf(await send([way({ highway: 'trunk' }, east(0, 2))]));
    expect(await tag()).not.toBe(after);
  });

  it('say whose data they are, for as long as any of it is drawn', async () => {
    const attribution = '© OpenStreetMap contributors';
    valueOf(await send([way({ highway: 'trunk' }, east(0, 2))], { attribution }));
    valueOf(await send([way({ highway: 'trunk' }, east(3, 4))], { attribution, dataset: 'more' }));
    valueOf(
      await send([way({ name: 'Pasar Baru' }, [lon, lat], 'Point')], {
        attribution: 'Of a market',
        dataset: 'markets',
      }),
    );
    expect((await drawn()).attributions).toEqual([attribution]);
    valueOf(await send([way({ highway: 'trunk' }, east(0, 2))]));
    valueOf(await send([way({ name: 'Toko' }, [lon, lat], 'Point')], { dataset: 'more', attribution }));
    expect((await drawn()).attributions).toEqual([]);
  });

  it('are refused whole with one bad line, which is named by its place in the file', async () => {
    valueOf(await send([way({ highway: 'trunk', name: 'Jalan Pasteur' }, east(0, 2))]));
    const refusal = refusalOf(
      await send([
        way({ highway: 'trunk', name: 'Jalan Braga' }, east(0, 2)),
        way({ highway: 'trunk' }, [[lon, lat]]),
        way({ highway: 'trunk' }, [east(0, 1), [[lon, 'north']]], 'MultiLineString'),
      ]),
    );
    expect(refusal).toMatchObject({
      code: 'invalid_geometry',
      fields: [
        { field: 'features.1.geometry', rule: 'placeGeometry', parameters: { 0: '#1' } },
        { field: 'features.2.geometry', rule: 'placeGeometry', parameters: { 0: '#2' } },
      ],
    });
    expect(await named()).toEqual([['trunk', 'Jalan Pasteur']]);
  });

  it('are not made of lines that are landmarks, nor of anything without a line', async () => {
    const read = await send(
      [
        way({ name: 'Sungai Cikapundung' }, east(0, 2)),
        way({}, east(2, 3)),
        way({}, [lon, lat], 'Point'),
        way({ name: 'Taman' }, [lon, lat], 'Point'),
      ],
      { kind: 'landmark' },
    );
    expect(valueOf(read)).toMatchObject({ imported: 2, roads: 0 });
    expect((await drawn()).features).toEqual([]);
  });

  it('are none that an ambulance could not take, though these are found by name', async () => {
    const imported = await send([
      way({ highway: 'steps', name: 'Tangga Seribu' }, east(0, 2)),
      way({ highway: 'footway' }, east(2, 3)),
      way({ highway: 'service' }, east(3, 4)),
    ]);
    expect(valueOf(imported)).toMatchObject({ imported: 1, roads: 1 });
    expect(await named()).toEqual([['minor', undefined]]);
    expect((await ground.find(operator, 'tangga seribu')).map(({ kind }) => kind)).toEqual(['street']);
  });

  it('are refused beyond what a map bears, those of other datasets counted, and nothing is lost', async () => {
    const bend = [...(east(0, 2) as unknown[]), [lon + 0.002, lat + 0.002]];
    const road = (name: string) => way({ highway: 'trunk', name }, bend);
    valueOf(await send([road('Jalan Pasteur')]));
    valueOf(await send([road('Jalan Soekarno-Hatta')], { dataset: 'others' }));
    await ground.ground.dataSource.query(
      `update road set geometry = (
         select ST_Multi(ST_SetSRID(ST_MakeLine(array_agg(ST_MakePoint($2 + step * 1e-6, $3) order by step)), 4326))
         from generate_series(1, $4) step)
       where center_id = $1 and dataset = 'others'`,
      [operator.centerId, lon, lat, mostRoadPoints - 3],
    );
    valueOf(await send([road('Jalan Braga')]));
    const before = await tag();
    const fields = [
      {
        field: 'features',
        rule: 'tooManyRoads',
        parameters: { 0: mostRoadPoints + 3, 1: mostRoadPoints },
      },
    ];
    expect(refusalOf(await send([road('Jalan Naripan'), road('Jalan Lembong')]))).toMatchObject({
      code: 'validation_failed',
      fields,
    });
    expect(await named()).toContainEqual(['trunk', 'Jalan Braga']);
    expect(await ground.find(operator, 'jalan braga')).not.toEqual([]);
    expect(await tag()).toBe(before);
    const other = await ground.newOperator();
    valueOf(await send([road('Jalan Naripan'), road('Jalan Lembong')], {}, other));
  });

  it('are seen by their center alone', async () => {
    const other = await ground.newOperator();
    const before = await tag(other);
    valueOf(await send([way({ highway: 'trunk' }, east(0, 2))], { attribution: 'Ours' }));
    expect(await drawn(other)).toMatchObject({ attributions: [], features: [] });
    expect(await tag(other)).toBe(before);
  });

  it('are there once when two import the same dataset at the same moment', async () => {
    const roads = [way({ highway: 'trunk', name: 'Jalan Pasteur' }, east(0, 2))];
    const results = await Promise.all([send(roads), send(roads), send(roads)]);
    expect(results.every(({ accepted }) => accepted)).toBe(true);
    expect(await named()).toEqual([['trunk', 'Jalan Pasteur']]);
    expect(await ground.find(operator, 'pasteur')).toHaveLength(1);
  });
});
