import type { Caller } from '#lib/platform';
import { refusalOf, valueOf } from '#testing';
import { RoadMap } from '../road/road-map.js';
import { alunAlun, PlaceGround } from '../testing/place-ground.js';
import { Datasets } from './datasets.js';
import { Landmarks } from './landmarks.js';

describe('datasets of places', () => {
  let ground: PlaceGround;
  let operator: Caller;
  beforeAll(async () => {
    ground = await PlaceGround.prepare();
  });
  afterAll(() => ground.close());
  beforeEach(async () => {
    operator = await ground.newOperator();
  });

  const list = async (caller = operator) => (await ground.get(Datasets).list(caller)).items;

  it('are listed by name with their places and when they were imported', async () => {
    expect(await list()).toEqual([]);
    await ground.name(operator, ['Pasar Baru', 'Gedung Sate'], 'osm');
    await ground.name(operator, ['Kampung Dobi'], 'dinas');
    expect(await list()).toMatchObject([
      { dataset: 'dinas', count: 1, streets: 0, importedAt: expect.any(Date) },
      { dataset: 'osm', count: 2 },
    ]);
  });

  it('are taken away with all that was found by them, those of no other center', async () => {
    await ground.name(operator, ['Pasar Baru'], 'osm');
    await ground.name(operator, ['Gedung Sate'], 'dinas');
    const other = await ground.newOperator();
    expect(refusalOf(await ground.get(Datasets).remove(other, 'osm')).code).toBe('not_found');
    expect(valueOf(await ground.get(Datasets).remove(operator, 'osm'))).toEqual({
      dataset: 'osm',
      removed: 1,
    });
    expect(await ground.find(operator, 'pasar baru')).toEqual([]);
    expect(await ground.find(operator, 'gedung sate')).toHaveLength(1);
    expect(await list()).toMatchObject([{ dataset: 'dinas' }]);
    expect(refusalOf(await ground.get(Datasets).remove(operator, 'osm')).code).toBe('not_found');
    expect(await ground.journal(operator)).toContainEqual(
      expect.objectContaining({ type: 'center.places_removed', payload: { dataset: 'osm', count: 1 } }),
    );
  });

  it('of roads without a name are there too, and taken away with what the map draws', async () => {
    const { lat, lon } = alunAlun;
    const geometry = {
      type: 'LineString',
      coordinates: [
        [lon, lat],
        [lon + 0.01, lat],
      ],
    };
    const features = [{ type: 'Feature', properties: { highway: 'primary' }, geometry }];
    const query = { dataset: 'roads', categoryProperty: 'highway', attribution: '© Dinas Bina Marga' };
    valueOf(await ground.get(Landmarks).import(operator, { type: 'FeatureCollection', features }, query));
    expect(await list()).toMatchObject([
      { count: 0, streets: 0, roads: 1, attribution: '© Dinas Bina Marga' },
    ]);
    const drawn = await ground.get(RoadMap).tag(operator);
    valueOf(await ground.get(Datasets).remove(operator, 'roads'));
    expect(await list()).toEqual([]);
    expect(await ground.get(RoadMap).tag(operator)).not.toBe(drawn);
    expect(JSON.parse(await ground.get(RoadMap).collection(operator))).toMatchObject({ features: [] });
  });
});
