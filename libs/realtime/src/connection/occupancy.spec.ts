import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Ground, eventually } from '#testing';
import { RealtimeServer } from '../testing/realtime-server.js';
import { Scene } from '../testing/scene.js';
import { TokenBook } from '../testing/token-book.js';
import type { Client } from '../testing/client.js';

describe('a connection beyond the most that are allowed', () => {
  let ground: Ground;
  let scene: Scene;
  const tokens = new TokenBook();
  const servers: RealtimeServer[] = [];

  beforeAll(async () => {
    ground = await Ground.prepare();
    scene = await Scene.in(ground);
  });
  afterAll(async () => {
    for (const server of servers) await server.stop();
    await ground?.close();
  });

  async function start(environment: NodeJS.ProcessEnv): Promise<RealtimeServer> {
    const server = await RealtimeServer.start(ground.foundations, tokens, environment);
    servers.push(server);
    return server;
  }
  const settled = (clients: Client[]) =>
    eventually(
      () => clients.every((one) => one.snapshot !== undefined || one.problem !== undefined),
      'every answer at the door',
    );

  it('of one user is refused in the language asked for, others come in, and a place is free again after leaving', async () => {
    const server = await start({ LAYAD_SOCKETS_PER_USER: '3' });
    const operator = ground.caller(scene.centerId);
    const many = Array.from({ length: 8 }, () => server.connect(operator));
    const other = server.connect(ground.caller(scene.centerId));
    await settled([...many, other]);
    expect(other.snapshot).toBeDefined();
    const [inside, refused] = [
      many.filter(({ snapshot }) => snapshot !== undefined),
      many.filter(({ problem }) => problem !== undefined),
    ];
    expect(inside).toHaveLength(3);
    expect(refused).toHaveLength(5);
    expect(refused[0]!.problem).toMatchObject({
      code: 'too_many_connections',
      status: 429,
      title: 'Terlalu banyak papan langsung sekaligus',
    });
    inside[0]!.close();
    await eventually(async () => {
      const again = server.connect(operator);
      await settled([again]);
      return again.snapshot !== undefined;
    }, 'a free place');
  });

  it('of one address is refused before anybody asks who it is, and refused ones give their places back', async () => {
    const server = await start({ LAYAD_SOCKETS_PER_ADDRESS: '2', LAYAD_TRUST_PROXY: '1' });
    const from = (address: string, language = 'en') => ({
      extraHeaders: { 'x-forwarded-for': address, 'accept-language': language },
    });
    const token = () => ({ token: tokens.issue(ground.caller(scene.centerId)) });
    const inside = [1, 2].map(() => server.connectWith(token(), from('203.0.113.1')));
    await settled(inside);
    const stranger = server.connectWith({ token: 'nonsense' }, from('203.0.113.1'));
    const elsewhere = server.connectWith(token(), from('203.0.113.2'));
    await settled([stranger, elsewhere]);
    expect(stranger.problem).toMatchObject({
      code: 'too_many_connections',
      title: 'Too many live boards at a time',
    });
    expect(elsewhere.snapshot).toBeDefined();
    for (const one of [...inside, stranger]) one.close();
    await eventually(async () => {
      const again = server.connectWith(token(), from('203.0.113.1'));
      await settled([again]);
      return again.snapshot !== undefined;
    }, 'a free place');
  });
});
