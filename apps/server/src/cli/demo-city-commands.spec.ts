import { Command } from 'commander';
import { CenterModule } from '#lib/center';
import { FacilityModule } from '#lib/facility';
import { FleetModule } from '#lib/fleet';
import { IdentityModule, Users } from '#lib/identity';
import { PlaceModule, RoadMap } from '#lib/place';
import { demoCity } from '#lib/simulation';
import { Ground } from '#testing';
import { addDemoCityCommands } from './demo-city-commands.js';

describe('demo-city create', () => {
  let ground: Ground;
  beforeAll(async () => {
    ground = await Ground.prepare([IdentityModule, CenterModule, FacilityModule, FleetModule, PlaceModule]);
  });
  afterAll(() => ground.close());

  const create = async (password: string): Promise<string> => {
    const told: string[] = [];
    const program = new Command();
    addDemoCityCommands(program, async () => ground.context, {
      askSecretly: () => Promise.reject(new Error('asked')),
      readAll: () => Promise.resolve(`${password}\n`),
      tell: (line) => told.push(line),
    });
    await program.parseAsync(['demo-city', 'create', '--password-stdin'], { from: 'user' });
    return told.join('\n');
  };

  it.each(['short', demoCity.password])(
    'refuses a password that strangers know or guess (%s)',
    async (password) => {
      await expect(create(password)).rejects.toThrow(/^password: /);
      expect(await ground.get(Users).findByUsername('operator')).toBeUndefined();
    },
  );

  it('makes the city once, with users that have the given password', async () => {
    expect(await create('naik angkot ke Dago')).toContain('Sign in as');
    expect(await ground.get(Users).findByUsername('operator')).toMatchObject({ role: 'operator' });
    const { centerId } = (await ground.get(Users).findByUsername('operator'))!;
    const roads = JSON.parse(await ground.get(RoadMap).collection(ground.caller(centerId))) as object;
    expect(roads).toMatchObject({
      attributions: [demoCity.roadAttribution],
      features: { length: demoCity.roads.length },
    });
    await expect(create('naik angkot ke Dago')).rejects.toThrow('there already');
  });
});
