import { Facilities } from '#lib/facility';
import { IncidentClosing } from '#lib/incident';
import type { Caller } from '#lib/platform';
import { valueOf } from '#testing';
import { Landmarks } from '../landmark/landmarks.js';
import { alunAlun, PlaceGround } from '../testing/place-ground.js';
import { PointTelling } from './point-telling.js';

describe('a point on the map', () => {
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
  const tell = (at = alunAlun, caller = operator) => ground.get(PointTelling).tell(caller, at);
  /** Straight to the east, so many degrees north of the square; 0.001 are 111 m. */
  const street = (name: string | undefined, north: number) => ({
    type: 'Feature',
    properties: { name, highway: 'primary' },
    geometry: {
      type: 'LineString',
      coordinates: [
        [lon - 0.02, lat + north],
        [lon + 0.03, lat + north],
      ],
    },
  });
  const layStreets = async (...features: ReturnType<typeof street>[]): Promise<void> => {
    const collection = { type: 'FeatureCollection', features };
    const query = { dataset: 'streets', categoryProperty: 'highway' };
    valueOf(await ground.get(Landmarks).import(operator, collection, query));
  };

  it('is told by the nearest street, measured to its line, and by what else has a name, the nearest first', async () => {
    await layStreets(
      street('Jalan Naripan', 0.0004),
      street('Jalan Braga', 0.003),
      street(undefined, 0.0001),
    );
    await ground.name(operator, ['Pasar Baru', 'Gedung Sate'], 'landmarks');
    const admin = await ground.ground.newUser(operator.centerId, 'admin');
    valueOf(
      await ground.ground.context.get(Facilities, { strict: false }).create(admin, {
        kind: 'hospital',
        name: 'RS Advent',
        lat: lat + 0.001,
        lon,
        capabilities: [],
      }),
    );
    expect(await tell()).toEqual({
      items: [
        { kind: 'landmark', name: 'Pasar Baru', distanceMetres: 0 },
        { kind: 'street', name: 'Jalan Naripan', distanceMetres: 44 },
        { kind: 'facility', name: 'RS Advent', distanceMetres: 111 },
      ],
      areaId: null,
      areaName: null,
    });
    expect((await tell({ lat: lat + 0.0031, lon: lon + 0.025 })).items).toEqual([
      { kind: 'street', name: 'Jalan Braga', distanceMetres: 11 },
    ]);
  });

  it('is told by a street without lines too, and by the main one of the names that a place has', async () => {
    const table =
      `name,aliases,lat,lon,kind\n` +
      `Gang Apandi,,${lat + 0.0002},${lon},street\nAlun-alun,Kota Lama,${lat + 0.0001},${lon},landmark\n`;
    valueOf(
      await ground.get(Landmarks).importTable(operator, table, { dataset: 'csv', aliasProperty: 'aliases' }),
    );
    expect((await tell()).items).toEqual([
      { kind: 'landmark', name: 'Alun-alun', distanceMetres: 11 },
      { kind: 'street', name: 'Gang Apandi', distanceMetres: 22 },
    ]);
  });

  it('has its area, and nothing within a kilometre that has a name', async () => {
    const areaId = operator.centerId;
    await ground.ground.dataSource.query(
      `insert into area (id, center_id, level, code, name, geometry)
       select $1, $1, 'kecamatan', 'A', 'Regol', service_area from center where id = $1`,
      [areaId],
    );
    await layStreets(street('Jalan Jauh', 0.0095));
    expect(await tell()).toEqual({ items: [], areaId, areaName: 'Regol' });
  });

  it('is never told by the address of an earlier call, nor by what belongs to another center', async () => {
    const { id } = await ground.open(operator, { place: { ...alunAlun, address: 'Jl. Sangkuriang 14' } });
    valueOf(
      await ground.ground.context
        .get(IncidentClosing, { strict: false })
        .close(operator, id, { disposition: 'treated_on_scene' }),
    );
    await ground.name(await ground.newOperator(), ['Pasar Rahasia']);
    expect((await tell()).items).toEqual([]);
  });

  it('may lie anywhere on earth', async () => {
    for (const at of [
      { lat: 90, lon: 0 },
      { lat: -90, lon: 180 },
      { lat: 0, lon: -180 },
    ]) {
      expect(await tell(at)).toEqual({ items: [], areaId: null, areaName: null });
    }
  });
});
