import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { io } from 'socket.io-client';
import type { Problem } from '#lib/contract';
import { uuidv7, type Caller } from '#lib/platform';
import { Ground, eventually } from '#testing';
import type { Client } from '../testing/client.js';
import { RealtimeServer } from '../testing/realtime-server.js';
import { Scene } from '../testing/scene.js';
import { TokenBook } from '../testing/token-book.js';

describe('a connection to the board', () => {
  let ground: Ground;
  let server: RealtimeServer;
  let scene: Scene;
  const tokens = new TokenBook();

  beforeAll(async () => {
    ground = await Ground.prepare();
    server = await RealtimeServer.start(ground.foundations, tokens);
    scene = await Scene.in(ground);
  });
  afterAll(async () => {
    await server?.stop();
    await ground?.close();
  });

  const operator = (more: Partial<Caller> = {}) =>
    ground.caller(scene.centerId, 'operator', { sessionId: uuidv7(), ...more });

  async function refused(client: Client): Promise<Problem> {
    expect(await client.ended()).toBe('connect_error');
    return client.problem!;
  }

  async function joined(client: Client): Promise<Client> {
    await eventually(() => client.snapshot !== undefined, 'the snapshot');
    return client;
  }

  it('is refused with a problem when the token is missing, unknown, expired or revoked', async () => {
    const revoked = tokens.issue(operator());
    tokens.revoke(revoked);
    const codes = [];
    for (const auth of [
      {},
      { token: '' },
      { token: 7 },
      { token: 'x'.repeat(5_000) },
      { token: 'unknown' },
      { token: tokens.issue(operator(), -1) },
      { token: revoked },
    ]) {
      codes.push((await refused(server.connectWith(auth))).code);
    }
    expect(codes).toEqual([
      'unauthenticated',
      'unauthenticated',
      'unauthenticated',
      'unauthenticated',
      'unauthenticated',
      'session_expired',
      'session_revoked',
    ]);
  });

  it('is refused in the language that was asked for', async () => {
    const { title, detail, status } = await refused(server.connectWith({ token: 'unknown' }));
    expect({ title, detail, status }).toEqual({
      title: 'Masuk dahulu',
      detail: expect.any(String),
      status: 401,
    });
  });

  it.each([-1, 1.5, '3', {}, [], true, 2 ** 53])('is refused with since %p', async (since) => {
    const problem = await refused(server.connect(operator(), { since }));
    expect(problem).toMatchObject({ code: 'validation_failed', fields: [{ field: 'auth.since' }] });
  });

  it('is refused without the permission to follow', async () => {
    const caller = { ...operator(), role: 'integration' as const, permissions: [] };
    expect(await refused(server.connect(caller))).toMatchObject({ code: 'forbidden', status: 403 });
  });

  it('is refused for a team member without a team', async () => {
    const caller = ground.caller(scene.centerId, 'team');
    expect(await refused(server.connect(caller))).toMatchObject({ code: 'forbidden' });
  });

  it('leads nowhere but to the board', async () => {
    const root = io(server.url, { transports: ['websocket'], reconnection: false, forceNew: true });
    const message = await new Promise((resolve) =>
      root.on('connect_error', (error) => resolve(error.message)),
    );
    expect(message).toBe('nothing here');
    root.disconnect();
  });

  it('ends when its token expires, and says so first', async () => {
    const client = server.connect(operator(), { token: tokens.issue(operator(), 0.4) });
    expect(await client.ended()).toBe('io server disconnect');
    expect(client.said('closing')).toEqual([
      { code: 'session_expired', message: expect.any(String), reconnect: false },
    ]);
  });

  it('outlives its token with a fresh one of the same person', async () => {
    const caller = operator();
    const client = await joined(server.connect(caller, { token: tokens.issue(caller, 0.6) }));
    expect(await client.ask('renew', { token: tokens.issue(caller) })).toEqual({ ok: true });
    await new Promise((resolve) => setTimeout(resolve, 900));
    expect(client.endedWith).toBeUndefined();
    await scene.stir();
    await eventually(() => client.seqs.length > 0, 'an entry after the first token’s end');
  });

  it('is not handed to somebody else by a renewal', async () => {
    const client = await joined(server.connect(operator()));
    expect(await client.ask('renew', { token: tokens.issue(operator()) })).toMatchObject({
      ok: false,
      code: 'forbidden',
    });
    expect(await client.ask('renew', { token: 'unknown' })).toMatchObject({ code: 'unauthenticated' });
    expect(await client.ask('renew', {})).toMatchObject({ code: 'validation_failed' });
    expect(client.endedWith).toBeUndefined();
  });

  it('ends at once when its session is revoked, and no other does', async () => {
    const caller = operator();
    const client = await joined(server.connect(caller));
    const other = await joined(server.connect(operator()));
    await scene.record({
      type: 'session.revoked',
      subjectId: caller.sessionId!,
      subjectVersion: 1,
      payload: { userId: caller.userId!, reason: 'revoked' },
    });
    expect(await client.ended()).toBe('io server disconnect');
    expect(client.said('closing')).toMatchObject([{ code: 'session_revoked', reconnect: false }]);
    expect(other.endedWith).toBeUndefined();
  });

  it('ends at once when its API key is revoked', async () => {
    const keyId = uuidv7();
    const caller = operator({ role: 'integration', actor: `integration:${keyId}` });
    const client = await joined(server.connect(caller));
    await scene.record({ type: 'api_key.revoked', subjectId: keyId, subjectVersion: 1, payload: {} });
    expect(await client.ended()).toBe('io server disconnect');
  });

  it('ends when its user was changed into somebody who sees something else', async () => {
    const caller = operator();
    const token = tokens.issue(caller);
    const client = await joined(server.connect(caller, { token }));
    tokens.change(token, { ...caller, role: 'manager' });
    await scene.record({
      type: 'user.changed',
      subjectId: caller.userId!,
      subjectVersion: 2,
      payload: { fields: ['role'] },
    });
    expect(await client.ended()).toBe('io server disconnect');
  });

  it('that was revoked between the door and the board is not shown the board', async () => {
    const token = tokens.issue(operator());
    const slow = new TokenBook();
    const second = await RealtimeServer.start(ground.foundations, slow);
    let asked = 0;
    slow.authenticate = (bearer) => {
      asked += 1;
      if (asked === 2) tokens.revoke(token);
      return tokens.authenticate(bearer);
    };
    const client = second.connectWith({ token });
    expect(await client.ended()).toBe('io server disconnect');
    expect(client.snapshot).toBeUndefined();
    await second.stop();
  });

  it('comes about by itself once the server can tell again who it is', async () => {
    const shaky = new TokenBook();
    const second = await RealtimeServer.start(ground.foundations, shaky);
    const token = tokens.issue(operator());
    let asked = 0;
    shaky.authenticate = (bearer) => {
      asked += 1;
      return asked === 1 ? Promise.reject(new Error('no database')) : tokens.authenticate(bearer);
    };
    const client = second.connectWith({ token }, { reconnection: true });
    await joined(client);
    expect(client.problem).toBeUndefined();
    await second.stop();
  });

  it('is told when the server stops, up to where it has everything, and to come back', async () => {
    const second = await RealtimeServer.start(ground.foundations, tokens);
    const client = second.connect(operator());
    await joined(client);
    await second.application.close();
    expect(await client.ended()).toBe('transport close');
    expect(client.said('heartbeat').at(-1)).toMatchObject({ seq: await scene.lastSeq() });
    expect(client.messages.at(-1)).toMatchObject({
      name: 'closing',
      said: { code: 'shutting_down', reconnect: true },
    });
    await second.stop();
  });
});
