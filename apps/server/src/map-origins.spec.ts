import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { MapOrigins, type MapOriginsOptions } from './map-origins.js';

/** What a path answers: a text as it is, an object as JSON, and one with `goTo` by leading there. */
type Answer = object | string;
const never = {};

describe('the sites that the map’s background may come from', () => {
  let server: Server;
  let site: string;
  let answers: Record<string, Answer>;
  let complaints: string[];
  let nowMilliseconds: number;

  beforeAll(async () => {
    server = createServer((request, response) => {
      const answer = answers[request.url ?? ''];
      if (answer === undefined) return response.writeHead(404).end();
      if (answer === never) return undefined;
      if (typeof answer === 'object' && 'goTo' in answer) {
        return response.writeHead(302, { location: String(answer.goTo) }).end();
      }
      return response.end(typeof answer === 'string' ? answer : JSON.stringify(answer));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    site = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  beforeEach(() => {
    answers = {};
    complaints = [];
    nowMilliseconds = 0;
  });
  afterAll(() => {
    server.close();
    server.closeAllConnections();
  });

  const originsFor = (url: string, options: Partial<MapOriginsOptions> = {}): MapOrigins =>
    new MapOrigins(url, {
      complain: (message) => complaints.push(message),
      now: () => nowMilliseconds,
      patienceMilliseconds: 10_000,
      fetch: globalThis.fetch,
      ...options,
    });

  const after = async (url: string, options?: Partial<MapOriginsOptions>): Promise<readonly string[]> => {
    const origins = originsFor(url, options);
    await origins.renew();
    return origins.current();
  };

  it('are the setting’s own for tiles and for a PMTiles file', async () => {
    expect(await after('https://tiles.example/{z}/{x}/{y}.png')).toEqual(['https://tiles.example']);
    expect(await after('https://files.example:8443/city.pmtiles')).toEqual(['https://files.example:8443']);
    expect(complaints).toEqual([]);
  });

  it('are all that a style names for its tiles, files, shapes and pictures', async () => {
    answers = {
      '/style.json': {
        sources: {
          streets: { type: 'vector', url: '/streets.json' },
          photos: {
            type: 'raster',
            tiles: ['https://photos.example/{z}/{x}/{y}.jpg', 'tiles/{z}/{x}/{y}.jpg'],
          },
          file: { type: 'vector', url: 'pmtiles://https://files.example/city.pmtiles' },
          shapes: { type: 'geojson', data: 'https://shapes.example/shapes.json' },
          own: { type: 'geojson', data: { type: 'FeatureCollection', features: [] } },
          film: { type: 'video', urls: ['https://films.example/film.mp4'] },
        },
        sprite: [{ id: 'default', url: 'https://sprites.example/sprite' }],
        glyphs: 'https://never-read.example/{fontstack}/{range}.pbf',
      },
      '/streets.json': { tiles: ['https://a.streets.example/{z}/{x}/{y}.pbf'] },
    };
    expect([...(await after(`${site}/style.json`))].sort()).toEqual(
      [
        site,
        'https://photos.example',
        'https://files.example',
        'https://shapes.example',
        'https://films.example',
        'https://sprites.example',
        'https://a.streets.example',
      ].sort(),
    );
    expect(complaints).toEqual([]);
  });

  it('are where a redirection leads, too', async () => {
    const other = site.replace('127.0.0.1', 'localhost');
    answers = { '/style.json': { goTo: `${other}/moved.json` }, '/moved.json': { sources: {} } };
    expect(await after(`${site}/style.json`)).toEqual([site, other]);
  });

  it('are all that a few redirections pass on the way, and no more than a few are followed', async () => {
    const other = site.replace('127.0.0.1', 'localhost');
    const chain = (end: string): Record<string, Answer> => ({
      '/style.json': { goTo: `${other}/second` },
      '/second': { goTo: `${site}/third` },
      '/third': { goTo: end },
      '/end': { sources: {} },
      '/one-more': { goTo: '/end' },
    });
    answers = chain('/end');
    expect(await after(`${site}/style.json`)).toEqual([site, other]);
    expect(complaints).toEqual([]);
    answers = chain('/one-more');
    expect(await after(`${site}/style.json`)).toEqual([site]);
    expect(complaints).toEqual([expect.stringContaining('more than 3 times')]);
  });

  it.each(['http://plain.example/', 'file:///etc/passwd', 'https://*.example/', 'https://[no'])(
    'are not asked through a redirection to %s, even one that would lead back',
    async (target) => {
      const asked: string[] = [];
      const ended: string[] = [];
      const fetch: MapOriginsOptions['fetch'] = (url) => {
        asked.push(url);
        const body = new ReadableStream({ cancel: () => void ended.push(url) });
        return Promise.resolve(new Response(body, { status: 302, headers: { location: target } }));
      };
      expect(await after('https://maps.example/style.json', { fetch })).toEqual(['https://maps.example']);
      expect(asked).toEqual(['https://maps.example/style.json']);
      expect(ended).toEqual(asked);
      expect(complaints).toHaveLength(1);
    },
  );

  it('are encrypted where the setting is', async () => {
    const style = {
      sources: {
        plain: { type: 'raster', tiles: ['http://plain.example/{z}/{x}/{y}.png'] },
        fine: { type: 'raster', tiles: ['https://fine.example/{z}/{x}/{y}.png'] },
        told: { type: 'vector', url: 'http://plain.example/tiles.json' },
      },
    };
    const asked: string[] = [];
    const fetch: MapOriginsOptions['fetch'] = (url) => {
      asked.push(url);
      return Promise.resolve(Response.json(style));
    };
    expect(await after('https://maps.example/style.json', { fetch })).toEqual([
      'https://maps.example',
      'https://fine.example',
    ]);
    expect(asked).toEqual(['https://maps.example/style.json']);
  });

  it.each([
    'https://*',
    'https://*.example',
    'https://a;script-src',
    "https://'unsafe-inline'",
    'https://{s}.example',
    'data:x',
    'blob:x',
    'no address',
  ])('are none that a policy could read as more than one site: %s', async (address) => {
    answers = { '/style.json': { sources: { odd: { type: 'raster', tiles: [`${address}/{z}/{x}/{y}`] } } } };
    expect(await after(`${site}/style.json`)).toEqual([site]);
  });

  it.each([
    ['is gone', undefined],
    ['is no style', { nothing: 'of the kind' }],
    ['is no JSON', '<html>'],
    ['is endless', `{"sources": {}, "x": "${'x'.repeat(4_000_001)}"}`],
    ['never comes', never],
  ])('are the setting’s own when the style %s, and it is said', async (_, answer) => {
    answers = answer === undefined ? {} : { '/style.json': answer };
    expect(await after(`${site}/style.json`, { patienceMilliseconds: 500 })).toEqual([site]);
    expect(complaints).toHaveLength(1);
  });

  it('stay as they were while the style or a part of it cannot be had', async () => {
    const style = { sources: { streets: { type: 'vector', url: '/streets.json' } } };
    answers = { '/style.json': style, '/streets.json': { tiles: ['https://streets.example/{z}/{x}/{y}'] } };
    const origins = originsFor(`${site}/style.json`);
    await origins.renew();
    answers = { '/style.json': style };
    await origins.renew();
    expect(origins.current()).toEqual([site, 'https://streets.example']);
    answers = {};
    await origins.renew();
    expect(origins.current()).toEqual([site, 'https://streets.example']);
  });

  it('are those of now for every part that was read, though another part is broken', async () => {
    const sources = {
      streets: { type: 'vector', url: '/streets.json' },
      broken: { type: 'vector', url: '/broken.json' },
      photos: { type: 'raster', tiles: ['https://old-photos.example/{z}/{x}/{y}'] },
    };
    answers = {
      '/style.json': { sources },
      '/streets.json': { tiles: ['https://old-streets.example/{z}/{x}/{y}'] },
      '/broken.json': { tiles: ['https://kept.example/{z}/{x}/{y}'] },
    };
    const origins = originsFor(`${site}/style.json`);
    await origins.renew();
    const photos = { type: 'raster', tiles: ['https://photos.example/{z}/{x}/{y}'] };
    answers = {
      '/style.json': { sources: { ...sources, photos } },
      '/streets.json': { tiles: ['https://streets.example/{z}/{x}/{y}'] },
    };
    await origins.renew();
    expect([...origins.current()].sort()).toEqual(
      [site, 'https://photos.example', 'https://streets.example', 'https://kept.example'].sort(),
    );
    answers = { '/style.json': { sources: { photos } } };
    await origins.renew();
    expect(origins.current()).toEqual([site, 'https://photos.example']);
  });

  it('are asked for again when pages are, after a while', async () => {
    let reads = 0;
    const fetch: MapOriginsOptions['fetch'] = (...asked) => {
      reads += 1;
      return globalThis.fetch(...asked);
    };
    answers = { '/style.json': { sources: {} } };
    const origins = originsFor(`${site}/style.json`, { fetch });
    await origins.renew();
    origins.current();
    expect(reads).toBe(1);
    nowMilliseconds = 10 * 60_000;
    origins.current();
    origins.current();
    expect(reads).toBe(2);
  });
});
