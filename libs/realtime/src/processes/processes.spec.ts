import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { PositionMessage } from '#lib/contract';
import { Health } from '#lib/platform';
import { Ground, eventually } from '#testing';
import type { Client } from '../testing/client.js';
import { RealtimeServer } from '../testing/realtime-server.js';
import { describeWithRedis, RedisServer } from '../testing/redis-server.js';
import { Scene } from '../testing/scene.js';
import { TokenBook } from '../testing/token-book.js';

const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, index) => from + index);
const fix = (teamId: string, lat: number, second = 0): PositionMessage => ({
  teamId,
  lat,
  lon: 107.6,
  at: new Date(Date.UTC(2026, 10, 21, 12, 0, second)).toISOString(),
});

describe('two server processes without Redis', () => {
  let ground: Ground;
  let scene: Scene;
  let servers: RealtimeServer[];
  const tokens = new TokenBook();

  beforeAll(async () => {
    ground = await Ground.prepare();
    scene = await Scene.in(ground);
    servers = [
      await RealtimeServer.start(ground.foundations, tokens),
      await RealtimeServer.start(ground.foundations, tokens),
    ];
  });
  afterAll(async () => {
    for (const server of servers ?? []) await server.stop();
    await ground?.close();
  });

  it('send every entry to every screen, once', async () => {
    const clients = servers.map((server) => server.connect(ground.caller(scene.centerId)));
    for (const client of clients) await eventually(() => client.snapshot !== undefined, 'the snapshot');
    await scene.stir(5);
    const last = await scene.lastSeq();
    for (const client of clients) {
      await eventually(() => client.seq >= last, 'the last entry');
      expect(client.seqs).toEqual(range(client.snapshot!.seq + 1, last));
    }
  });

  it('let a screen go on at the other one', async () => {
    const [first, second] = servers;
    const client = first!.connect(ground.caller(scene.centerId));
    await eventually(() => client.snapshot !== undefined, 'the snapshot');
    const since = client.snapshot!.seq;
    client.close();
    await scene.stir(3);
    const again = second!.connect(ground.caller(scene.centerId), { since });
    await eventually(() => again.seqs.length === 3, 'what was missed');
    expect(again.seqs).toEqual(range(since + 1, since + 3));
  });

  it('do not name Redis as degraded: it was not asked for', () => {
    expect(servers[0]!.application.get(Health).degraded()).toEqual([]);
  });
});

describeWithRedis('two server processes with Redis', () => {
  let ground: Ground;
  let scene: Scene;
  let redis: RedisServer;
  let first: RealtimeServer;
  let second: RealtimeServer;
  const tokens = new TokenBook();
  const started: RealtimeServer[] = [];

  async function newServer(): Promise<RealtimeServer> {
    const server = await RealtimeServer.start(ground.foundations, tokens, { REDIS_URL: redis.url });
    started.push(server);
    await eventually(() => !isDegraded(server), 'Redis to answer');
    return server;
  }
  const isDegraded = (server: RealtimeServer) => server.application.get(Health).degraded().includes('redis');
  async function console(server: RealtimeServer, name = 'operator'): Promise<Client> {
    const client = server.connect(ground.caller(scene.centerId, 'operator', { name }));
    await eventually(() => client.snapshot !== undefined, 'the snapshot');
    return client;
  }
  const names = (client: Client) =>
    client
      .said('presence')
      .at(-1)
      ?.viewers.map(({ name }) => name);

  beforeAll(async () => {
    ground = await Ground.prepare();
    scene = await Scene.in(ground);
    redis = await RedisServer.start();
    [first, second] = [await newServer(), await newServer()];
  });
  afterAll(async () => {
    for (const server of started) await server.stop();
    await redis?.stop();
    await ground?.close();
  });

  it('show a position stored by one on the screens of both', async () => {
    const teamId = await scene.newTeam();
    const clients = [await console(first), await console(second)];
    const team = second.connect(ground.caller(scene.centerId, 'team', { teamId }));
    await eventually(() => team.snapshot !== undefined, 'the snapshot');
    first.positions.publish(scene.centerId, [fix(teamId, -6.9)]);
    for (const client of [...clients, team]) {
      await eventually(() => client.said('positions').length > 0, 'the position');
      expect(client.said('positions')).toEqual([[fix(teamId, -6.9)]]);
    }
  });

  it('show who has an incident open to the others who have, until they close it or leave', async () => {
    const incidentId = await scene.openIncident();
    const [ana, budi] = [await console(first, 'Ana'), await console(second, 'Budi')];
    expect(await ana.ask('view', { incidentId })).toEqual({ ok: true });
    expect(await budi.ask('view', { incidentId })).toEqual({ ok: true });
    for (const client of [ana, budi]) await eventually(() => names(client)?.join() === 'Ana,Budi', 'both');
    await budi.ask('view', { incidentId: null });
    await eventually(() => names(ana)?.join() === 'Ana', 'Budi to be gone');
    await budi.ask('view', { incidentId });
    await eventually(() => names(ana)?.join() === 'Ana,Budi', 'Budi to be back');
    ana.close();
    await eventually(() => names(budi)?.join() === 'Budi', 'Ana to be gone');
  });

  it('tell a process that starts later who has what open, and forget one that stops', async () => {
    const incidentId = await scene.openIncident();
    const ana = await console(first, 'Ana');
    await ana.ask('view', { incidentId });
    const third = await newServer();
    const citra = await console(third, 'Citra');
    await citra.ask('view', { incidentId });
    await eventually(() => names(citra)?.join() === 'Ana,Citra', 'both');
    await third.stop();
    await eventually(() => names(ana)?.join() === 'Ana', 'Citra to be gone');
  });

  it.each([
    ['stopped', async () => redis.stop(), async () => redis.startAgain()],
    ['frozen', async () => redis.freeze(), async () => redis.thaw()],
  ])('lose no entry while Redis is %s, name it, and find each other again', async (_, away, back) => {
    const teamId = await scene.newTeam();
    const clients = [await console(first), await console(second)];
    await away();
    await scene.stir(5);
    const last = await scene.lastSeq();
    for (const client of clients) {
      await eventually(() => client.seq >= last, 'the last entry');
      expect(client.seqs).toEqual(range(client.snapshot!.seq + 1, last));
    }
    await eventually(() => isDegraded(first) && isDegraded(second), 'Redis to be missed');
    for (let time = 0; time < 2_000; time += 1) first.positions.publish(scene.centerId, [fix(teamId, -6.9)]);
    await eventually(() => clients[0]!.said('positions').length > 0, 'the position on its own process');
    expect((await clients[0]!.ask('view', { incidentId: await scene.openIncident() })).ok).toBe(true);
    await back();
    await eventually(() => !isDegraded(first) && !isDegraded(second), 'Redis to be back');
    await eventually(() => {
      first.positions.publish(scene.centerId, [fix(teamId, -6.8, 1)]);
      return clients[1]!
        .said('positions')
        .flat()
        .some(({ lat }) => lat === -6.8);
    }, 'a position on the other process');
  });

  it('start without Redis, and stop without it', async () => {
    await redis.stop();
    const alone = await RealtimeServer.start(ground.foundations, tokens, { REDIS_URL: redis.url });
    const client = await console(alone);
    await scene.stir();
    await eventually(() => client.seqs.length > 0, 'the entry');
    await alone.stop();
    await redis.startAgain();
  }, 60_000);
});
