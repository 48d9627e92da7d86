import { existsSync } from 'node:fs';
import { teamKinds } from '#lib/contract';
import { haversineMetres, type LatLon } from '#lib/kernel';
import { cp, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DEFAULT_ROAD_SETTINGS, ResilientTravelTimes, type RoadSettings } from './resilient-travel-times.js';
import { describeWithRoads, roadsExtract, roadsFolder } from './roads.fixture.js';
import { StraightLineTravelTimes } from './straight-line.js';
import type { LineCoordinates, TravelOrigin } from './travel-time.js';
import { ValhallaEmbedded, type ValhallaEmbeddedSettings } from './valhalla-embedded.js';
import { ValhallaRoads } from './valhalla-matrix.js';
import { findValhallaPackage, VALHALLA_PACKAGE_VERSION } from './valhalla-package.js';

const HOSPITAL = { lat: -6.89824, lon: 107.59745 };

describe('the package of the embedded Valhalla', () => {
  it('tells, when it is missing, which command adds it', () => {
    const missing = (): string => {
      throw new Error('Cannot find module');
    };
    expect(() => findValhallaPackage(missing)).toThrow('npm run roads:install');
  });

  it('tells, on a system it has no binaries for, to use a server', () => {
    expect(() => findValhallaPackage(() => '/nowhere/index.js')).toThrow('VALHALLA_URL');
  });

  it('is added by that command in exactly the version that the code expects', async () => {
    const { scripts } = JSON.parse(await readFile('package.json', 'utf8')) as {
      scripts: Record<string, string>;
    };
    expect(scripts['roads:install']).toContain(`@valhallajs/valhallajs@${VALHALLA_PACKAGE_VERSION}`);
  });
});

describeWithRoads('travel times from the embedded Valhalla, on the main roads of Bandung', () => {
  let dataFolder: string;
  const lines: string[] = [];
  const log = {
    info: (line: string) => void lines.push(line),
    warn: (line: string) => void lines.push(line),
  };
  const opened: ValhallaEmbedded[] = [];

  async function open(settings: Partial<ValhallaEmbeddedSettings> = {}): Promise<ValhallaEmbedded> {
    const engine = await ValhallaEmbedded.open({ roads: roadsExtract, dataFolder, ...settings }, log);
    opened.push(engine);
    return engine;
  }

  function overRoads(engine: ValhallaEmbedded, settings: Partial<RoadSettings> = {}): ResilientTravelTimes {
    return new ResilientTravelTimes(new ValhallaRoads(engine), new StraightLineTravelTimes(), {
      ...DEFAULT_ROAD_SETTINGS,
      ...settings,
    });
  }

  beforeAll(async () => {
    dataFolder = await mkdtemp(path.join(tmpdir(), 'layad-roads-'));
    await (await open()).prepared();
  }, 60_000);
  afterEach(async () => {
    await Promise.all(opened.splice(0).map((engine) => engine.close()));
    lines.length = 0;
  });
  afterAll(async () => {
    await rm(dataFolder, { recursive: true, force: true });
  });

  it('measure every team kind on roads, never below the bound', async () => {
    const engine = await open();
    await engine.prepared();
    const travelTimes = overRoads(engine);
    const bases = await positions('bases.csv', 2);
    const origins = bases.map((position, index): TravelOrigin => ({
      id: String(index),
      position,
      teamKind: teamKinds[index % 6]!,
    }));
    for (const destination of await positions('hospitals.csv', 1)) {
      const { source, estimates } = await travelTimes.estimate({ destination, origins });
      expect(source).toBe('valhalla');
      for (const { id, position, teamKind } of origins) {
        const metres = haversineMetres(position, destination);
        expect(estimates.get(id)!.source).toBe('valhalla');
        expect(estimates.get(id)!.etaSeconds).toBeGreaterThanOrEqual(
          travelTimes.lowerBoundSeconds(metres, teamKind),
        );
        expect(estimates.get(id)!.etaSeconds).toBeLessThan(7200);
        expect(estimates.get(id)!.distanceMetres).toBeLessThan(Math.max(3000, metres * 8));
      }
    }
  });

  it('agree with the straight line at the median, so that falling back does not change the picture', async () => {
    const engine = await open();
    await engine.prepared();
    const travelTimes = overRoads(engine);
    const straightLine = new StraightLineTravelTimes();
    const bases = await positions('bases.csv', 2);
    for (const teamKind of teamKinds) {
      const ratios: number[] = [];
      for (const destination of await positions('hospitals.csv', 1)) {
        const origins = bases
          .filter((position) => haversineMetres(position, destination) > 1000)
          .map((position, index) => ({ id: String(index), position, teamKind }));
        const roads = await travelTimes.estimate({ destination, origins });
        const straight = await straightLine.estimate({ destination, origins });
        for (const { id } of origins)
          ratios.push(roads.estimates.get(id)!.etaSeconds / straight.estimates.get(id)!.etaSeconds);
      }
      const median = ratios.sort((a, b) => a - b)[Math.floor(ratios.length / 2)]!;
      expect(median).toBeGreaterThan(0.85);
      expect(median).toBeLessThan(1.15);
    }
  });

  it('fall back alone for a team on the sea, and wholly for a patient there', async () => {
    const engine = await open();
    await engine.prepared();
    const travelTimes = overRoads(engine);
    const ashore: TravelOrigin = {
      id: 'ashore',
      position: { lat: -6.90614, lon: 107.57144 },
      teamKind: 'als_ambulance',
    };
    const atSea: TravelOrigin = {
      id: 'at sea',
      position: { lat: -7.8, lon: 107.4 },
      teamKind: 'als_ambulance',
    };
    const { source, estimates } = await travelTimes.estimate({
      destination: HOSPITAL,
      origins: [atSea, ashore],
    });
    expect(source).toBe('valhalla');
    expect(estimates.get('ashore')!.source).toBe('valhalla');
    expect(estimates.get('at sea')).toMatchObject({ source: 'straight_line', fallbackReason: 'no_route' });
    expect(await travelTimes.estimate({ destination: atSea.position, origins: [ashore] })).toMatchObject({
      fallbackReason: 'no_route',
    });
  });

  it('come with the way of every team kind along roads, as long as its distance', async () => {
    const engine = await open();
    await engine.prepared();
    const travelTimes = overRoads(engine);
    const position = { lat: -6.90614, lon: 107.57144 };
    for (const teamKind of teamKinds) {
      const origin: TravelOrigin = { id: 'team', position, teamKind };
      const { source, line } = await travelTimes.route({ origin, destination: HOSPITAL });
      const { estimates } = await travelTimes.estimate({ origins: [origin], destination: HOSPITAL });
      expect(source).toBe('valhalla');
      expect(line[0]).toEqual([position.lon, position.lat]);
      expect(line.at(-1)).toEqual([HOSPITAL.lon, HOSPITAL.lat]);
      expect(line.length).toBeGreaterThan(10);
      // From the team to the road and from the road to the place is not counted in the distance.
      const alongRoads = lengthMetres(line.slice(1, -1));
      expect(alongRoads / estimates.get('team')!.distanceMetres).toBeGreaterThan(0.9);
      expect(alongRoads / estimates.get('team')!.distanceMetres).toBeLessThan(1.05);
    }
  });

  it('have no way for a team on the sea', async () => {
    const engine = await open();
    await engine.prepared();
    const position = { lat: -7.8, lon: 107.4 };
    const origin: TravelOrigin = { id: 'at sea', position, teamKind: 'als_ambulance' };
    expect(await overRoads(engine).route({ origin, destination: HOSPITAL })).toEqual({
      source: 'straight_line',
      fallbackReason: 'no_route',
      line: [
        [107.4, -7.8],
        [HOSPITAL.lon, HOSPITAL.lat],
      ],
    });
  });

  it('find built tiles again without building', async () => {
    await (await open()).prepared();
    expect(lines).toEqual([]);
    expect(
      (await readdir(path.join(dataFolder, 'roads'))).filter((name) => name.includes('building')),
    ).toEqual([]);
  });

  it('come from a folder of ready tiles too', async () => {
    const folder = path.join(dataFolder, 'roads');
    const [tiles] = await readdir(folder);
    await (await open({ roads: path.join(folder, tiles!) })).prepared();
  });

  it('refuse at once what is no road data', async () => {
    await expect(open({ roads: path.join(dataFolder, 'nothing.osm.pbf') })).rejects.toThrow(
      'there is nothing at',
    );
    await expect(open({ roads: roadsFolder })).rejects.toThrow('no Valhalla tiles');
    await expect(open({ roads: path.join(roadsFolder, 'bases.csv') })).rejects.toThrow(
      'must be an .osm.pbf file',
    );
  });

  it('leave nothing behind when a build fails, and say failed', async () => {
    const roads = path.join(dataFolder, 'broken.osm.pbf');
    await writeFile(roads, 'not a map');
    const engine = await open({ roads });
    await expect(engine.prepared()).rejects.toThrow(/building road tiles|no roads/);
    expect((await readdir(path.join(dataFolder, 'roads'))).some((name) => name.startsWith('broken'))).toBe(
      false,
    );
    const travelTimes = overRoads(engine);
    const origins: TravelOrigin[] = [{ id: 'a', position: HOSPITAL, teamKind: 'als_ambulance' }];
    expect(await travelTimes.estimate({ destination: HOSPITAL, origins })).toMatchObject({
      fallbackReason: 'failed',
    });
  });

  it('say unreachable while tiles are being built, and build again for a changed extract', async () => {
    const roads = path.join(dataFolder, 'other.osm.pbf');
    await cp(roadsExtract, roads);
    const engine = await open({ roads });
    const travelTimes = overRoads(engine, { failuresToOpen: 100 });
    const origins: TravelOrigin[] = [
      { id: 'a', position: { lat: -6.90614, lon: 107.57144 }, teamKind: 'als_ambulance' },
    ];
    expect(await travelTimes.estimate({ destination: HOSPITAL, origins })).toMatchObject({
      fallbackReason: 'unreachable',
    });
    await engine.prepared();
    expect((await travelTimes.estimate({ destination: HOSPITAL, origins })).source).toBe('valhalla');
    expect(lines.join()).toMatch(/building road tiles from other.osm.pbf.*road tiles built in/);
    expect(existsSync('duplicateways.txt')).toBe(false);
  });

  describe('with a child process that misbehaves', () => {
    const START = `process.on('disconnect', () => process.exit());
      process.on('message', (m) => { if ('module' in m) process.send({ ready: true }); else answer(m); });`;
    const WELL = `process.send({ id: m.id, answer: JSON.stringify({ sources_to_targets: { durations: [[600]], distances: [[6]] } }) })`;
    const origins: TravelOrigin[] = [
      { id: 'a', position: { lat: -6.90614, lon: 107.57144 }, teamKind: 'als_ambulance' },
    ];

    async function openChild(program: string): Promise<ResilientTravelTimes> {
      const processFile = path.join(dataFolder, `child-${Math.random()}.mjs`);
      await writeFile(processFile, program);
      const engine = await open({ processFile, hangTimeoutMilliseconds: 2_000 });
      await engine.prepared().catch(() => {});
      return overRoads(engine, { failuresToOpen: 100, timeoutMilliseconds: 20_000 });
    }

    /** Misbehaves in its first life only. */
    const firstLife = (misdeed: string): string => `import fs from 'node:fs';
      const mark = process.argv[1] + '.mark'; const again = fs.existsSync(mark); fs.writeFileSync(mark, '');
      ${START} function answer(m) { if (!again) { ${misdeed}; return; } ${WELL} }`;

    it.each([
      ['crashes', `process.kill(process.pid, 'SIGSEGV')`],
      ['hangs without a pause', `for (;;);`],
      ['never answers', ``],
    ])('start it again when it %s', async (_, misdeed) => {
      const travelTimes = await openChild(firstLife(misdeed));
      expect(await travelTimes.estimate({ destination: HOSPITAL, origins })).toMatchObject({
        fallbackReason: 'unreachable',
      });
      expect((await travelTimes.estimate({ destination: HOSPITAL, origins })).source).toBe('valhalla');
      expect(travelTimes.health().degraded).toBe(false);
    });

    it('say failed when it does not start', async () => {
      const travelTimes = await openChild(
        `process.on('message', () => process.send({ fatal: 'no tiles' }));`,
      );
      expect(await travelTimes.estimate({ destination: HOSPITAL, origins })).toMatchObject({
        fallbackReason: 'failed',
      });
    });

    it('say failed when it answers no JSON', async () => {
      const travelTimes = await openChild(
        `${START} function answer(m) { process.send({ id: m.id, answer: 'what?' }); }`,
      );
      expect(await travelTimes.estimate({ destination: HOSPITAL, origins })).toMatchObject({
        fallbackReason: 'failed',
      });
    });

    it('keep it from the secrets and flags of the server', async () => {
      const travelTimes = await openChild(`${START} function answer(m) {
        const bare = Object.keys(process.env).filter((key) => !key.startsWith('NODE_CHANNEL')).length + process.execArgv.length === 0;
        process.send({ id: m.id, answer: JSON.stringify({ sources_to_targets: { durations: [[bare ? 600 : null]], distances: [[6]] } }) }); }`);
      expect((await travelTimes.estimate({ destination: HOSPITAL, origins })).source).toBe('valhalla');
    });
  });
});

const lengthMetres = (line: LineCoordinates): number =>
  line
    .slice(1)
    .reduce(
      (metres, [lon, lat], index) =>
        metres + haversineMetres({ lon: line[index]![0], lat: line[index]![1] }, { lon, lat }),
      0,
    );

async function positions(file: string, firstColumn: number): Promise<LatLon[]> {
  const rows = (await readFile(path.join(roadsFolder, file), 'utf8')).trim().split('\n').slice(1);
  return rows.map((row) => {
    const cells = row.split(',');
    return { lat: Number(cells[firstColumn]), lon: Number(cells[firstColumn + 1]) };
  });
}
