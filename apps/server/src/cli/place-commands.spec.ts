import { Command } from 'commander';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CenterModule } from '#lib/center';
import { PlaceModule, PlaceSearch } from '#lib/place';
import { Ground } from '#testing';
import { addPlaceCommands } from './place-commands.js';

describe('places import', () => {
  let ground: Ground;
  let folder: string;
  let code: string;
  let centerId: string;
  beforeAll(async () => {
    ground = await Ground.prepare([CenterModule, PlaceModule]);
    folder = await mkdtemp(join(tmpdir(), 'layad-places-'));
    ({ id: centerId, code } = await ground.newCenter());
  });
  afterAll(async () => {
    await ground.close();
    await rm(folder, { recursive: true, force: true });
  });

  const run = async (name: string, text: string, ...more: string[]): Promise<void> => {
    const file = join(folder, name);
    await writeFile(file, text);
    const program = new Command().exitOverride();
    addPlaceCommands(program, () => Promise.resolve(ground.context));
    await program.parseAsync(['places', 'import', file, '--center', code, '--dataset', 'test', ...more], {
      from: 'user',
    });
  };
  const found = async (query: string) =>
    (await ground.get(PlaceSearch).find(ground.caller(centerId), { query })).items.map(({ name, kind }) => [
      name,
      kind,
    ]);

  it('lets operators find what is in a table or in GeoJSON', async () => {
    await run('places.csv', 'name,lat,lon\nAlun-alun Bandung,-6.9218,107.6071\n');
    expect(await found('aloen aloen bandoeng')).toEqual([['Alun-alun Bandung', 'landmark']]);
    const geometry = { type: 'Point', coordinates: [107.6, -6.9] };
    const features = [{ type: 'Feature', properties: { nama: 'Jalan Braga' }, geometry }];
    await run(
      'roads.geojson',
      JSON.stringify({ type: 'FeatureCollection', features }),
      '--name-property',
      'nama',
      '--kind',
      'street',
    );
    expect(await found('jln braga')).toEqual([['Jalan Braga', 'street']]);
    expect(await found('alun alun')).toEqual([]);
  });

  it('takes each row of a table for what its column `kind` says, unless all are said to be one', async () => {
    const table = 'kind,name,lat,lon\nstreet,Jalan Dago,-6.88,107.61\nhalte,Gedung Sate,-6.9,107.62\n';
    await run('places.csv', table);
    expect(await found('jalan dago')).toEqual([['Jalan Dago', 'street']]);
    expect(await found('gedung sate')).toEqual([['Gedung Sate', 'landmark']]);
    await run('places.csv', table, '--kind', 'landmark');
    expect(await found('jalan dago')).toEqual([['Jalan Dago', 'landmark']]);
  });

  it('makes one street of the pieces of a road, from a file of one feature a line', async () => {
    const piece = (from: number, to: number) => {
      const coordinates = [from, to].map((lon) => [lon, -6.92]);
      const geometry = { type: 'LineString', coordinates };
      return JSON.stringify({ type: 'Feature', properties: { name: 'Jalan Asia Afrika' }, geometry });
    };
    await run('roads.geojsonl', `\u001e${piece(107.6, 107.605)}\n${piece(107.605, 107.61)}\n\n`);
    expect(await found('asia afrika')).toEqual([['Jalan Asia Afrika', 'street']]);
    await run('one.geojsonl', piece(107.6, 107.605));
    expect(await found('asia afrika')).toEqual([['Jalan Asia Afrika', 'street']]);
    await expect(run('bad.geojsonl', `${piece(107.6, 107.605)}\n{}\n`)).rejects.toThrow(/line 2/);
  });

  it('says in one line what is wrong', async () => {
    await expect(run('bad.json', '{')).rejects.toThrow(/neither CSV nor JSON/);
    await expect(run('bad.csv', 'a,b\n1,2\n')).rejects.toThrow();
  });
});
