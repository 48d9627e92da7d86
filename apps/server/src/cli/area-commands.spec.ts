import { jest } from '@jest/globals';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command } from 'commander';
import { CenterModule, Centers } from '#lib/center';
import { Ground } from '#testing';
import { addAreaCommands } from './area-commands.js';
import { addCenterCommands } from './center-commands.js';

describe('the command line', () => {
  let ground: Ground;
  let folder: string;
  let printed: string;

  beforeAll(async () => {
    ground = await Ground.prepare([CenterModule]);
    folder = await mkdtemp(join(tmpdir(), 'layad-cli-'));
  });
  afterAll(async () => {
    await ground.close();
    await rm(folder, { recursive: true });
  });
  beforeEach(() => {
    printed = '';
    jest.spyOn(process.stdout, 'write').mockImplementation((text) => {
      printed += String(text);
      return true;
    });
  });
  afterEach(() => jest.restoreAllMocks());

  async function run(...words: string[]): Promise<void> {
    const program = new Command().exitOverride().configureOutput({ writeErr: () => undefined });
    addCenterCommands(program, () => Promise.resolve(ground.context));
    addAreaCommands(program, () => Promise.resolve(ground.context));
    for (const command of program.commands.flatMap(({ commands }) => commands)) command.exitOverride();
    await program.parseAsync(words, { from: 'user' });
  }

  const areaFile = async (...ring: number[][]) => {
    const geometry = { type: 'Polygon', coordinates: [ring] };
    const features = [{ type: 'Feature', properties: { kode: 7, nama: 'Andir' }, geometry }];
    const path = join(folder, 'areas.geojson');
    await writeFile(path, JSON.stringify({ type: 'FeatureCollection', features }));
    return path;
  };
  const named = ['--code-property', 'kode', '--name-property', 'nama'];

  it('founds a center and imports its areas', async () => {
    await run('center', 'create', '--code', 'CLI', '--name', 'PSC 119');
    const path = await areaFile([107, -7], [108, -7], [108, -6], [107, -7]);
    await run('areas', 'import', path, '--center', 'CLI', ...named);
    expect(printed).toContain('kecamatan: 1 new, 0 updated. Their union is now the service area.');
    const center = await ground.get(Centers).findByCode('CLI');
    const { areaId } = await ground.get(Centers).locate(ground.dataSource, center!.id, {
      lat: -6.8,
      lon: 107.9,
    });
    expect(areaId).not.toBeNull();
    await run('center', 'list');
    expect(printed).toMatch(/CLI .* Asia\/Jakarta .* PSC 119/);
  });

  it('says in words what is wrong with a file, a center or a feature', async () => {
    await run('center', 'create', '--code', 'WORDS', '--name', 'PSC 119');
    const path = await areaFile([-7, 107], [-7, 108], [-6, 108], [-7, 107]);
    await expect(run('areas', 'import', path, '--center', 'WORDS', ...named)).rejects.toThrow(
      'features.0.geometry: 7: [-7, 107] looks swapped; GeoJSON puts the longitude first',
    );
    await expect(run('areas', 'import', path, '--center', 'NOBODY')).rejects.toThrow(
      'There is no center NOBODY',
    );
    await expect(run('areas', 'import', join(folder, 'absent'), '--center', 'WORDS')).rejects.toThrow(
      'cannot be read',
    );
    await expect(run('center', 'create', '--code', 'WORDS', '--name', 'Again')).rejects.toThrow('is taken');
  });
});
