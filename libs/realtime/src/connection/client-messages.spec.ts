import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { once } from 'node:events';
import { connect } from 'node:net';
import fc from 'fast-check';
import { uuidv7 } from '#lib/platform';
import { Ground, eventually } from '#testing';
import { realtimeSettings } from '../realtime-settings.js';
import type { Client } from '../testing/client.js';
import { RealtimeServer } from '../testing/realtime-server.js';
import { Scene } from '../testing/scene.js';
import { TokenBook } from '../testing/token-book.js';

describe('what clients say', () => {
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

  async function joined(role: 'operator' | 'team' = 'operator'): Promise<Client> {
    const teamId = role === 'team' ? await scene.newTeam() : undefined;
    const client = server.connect(
      ground.caller(scene.centerId, role, teamId === undefined ? {} : { teamId }),
    );
    await eventually(() => client.snapshot !== undefined, 'the snapshot');
    return client;
  }

  it('is refused by name when it is not known', async () => {
    const client = await joined();
    for (const name of ['assign', 'message', 'constructor', '__proto__', 'toString', 'error']) {
      expect(await client.ask(name, {})).toMatchObject({ ok: false, code: 'malformed_request' });
    }
    expect(client.endedWith).toBeUndefined();
  });

  it.each([
    ['nothing'],
    ['null', null],
    ['text', 'x'],
    ['a list', [uuidv7()]],
    ['no id', { incidentId: 'x' }],
    ['a number', { incidentId: 7 }],
    ['another field', { incidentId: null, more: 1 }],
    ['bytes', Buffer.from('x')],
  ])('is refused when the incident to view is %s', async (_, ...said) => {
    const client = await joined();
    expect(await client.ask('view', ...said)).toMatchObject({ ok: false, code: 'validation_failed' });
  });

  it('cannot show an incident of another center, or one that is not there', async () => {
    const theirs = await (await Scene.in(ground)).openIncident();
    const client = await joined();
    expect(await client.ask('view', { incidentId: theirs })).toMatchObject({ code: 'not_found' });
    expect(await client.ask('view', { incidentId: uuidv7() })).toMatchObject({ code: 'not_found' });
  });

  it('does not make a team a viewer among operators', async () => {
    const incidentId = await scene.openIncident();
    const team = await joined('team');
    expect(await team.ask('view', { incidentId })).toMatchObject({ code: 'forbidden' });
  });

  it('survives anything that JSON can carry, asked for an answer or not', async () => {
    let client = await joined();
    await fc.assert(
      fc.asyncProperty(
        fc.string({ minLength: 1, maxLength: 20 }),
        fc.array(fc.jsonValue(), { maxLength: 4 }),
        async (name, said) => {
          if (client.endedWith !== undefined) client = await joined();
          const reserved = [
            'connect',
            'connect_error',
            'disconnect',
            'disconnecting',
            'newListener',
            'removeListener',
          ];
          if (!reserved.includes(name))
            (client.socket as { emit: (...all: unknown[]) => void }).emit(name, ...said);
          return true;
        },
      ),
      { numRuns: 300, seed: 119 },
    );
    const other = await joined();
    expect(await other.ask('view', { incidentId: null })).toEqual({ ok: true });
  });

  it('is answered only so often, and a flood ends the connection', async () => {
    const client = await joined();
    const answers = await Promise.all(
      Array.from({ length: realtimeSettings.messageBurst + 5 }, () =>
        client.ask('view', { incidentId: null }),
      ),
    );
    expect(answers.filter((answer) => answer.ok)).toHaveLength(realtimeSettings.messageBurst);
    expect(answers.at(-1)).toMatchObject({ ok: false, code: 'rate_limited' });
    for (let message = 0; message < realtimeSettings.mostRefusedMessages + 10; message += 1) {
      client.socket.emit('view', { incidentId: null });
    }
    expect(await client.ended()).toBe('io server disconnect');
    expect(client.said('closing')).toMatchObject([{ code: 'rate_limited', reconnect: false }]);
  });

  it('ends the connection when it is larger than any message may be', async () => {
    const client = await joined();
    (client.socket as { emit: (...all: unknown[]) => void }).emit('view', 'x'.repeat(20_000));
    expect(await client.ended()).toBe('transport close');
  });

  it('does no harm when it is not Socket.IO at all', async () => {
    const port = Number(new URL(server.url).port);
    for (const said of [
      'GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: x\r\n\r\n',
      'GET /socket.io/?EIO=4&transport=carrier-pigeon HTTP/1.1\r\nHost: x\r\n\r\n',
      'POST /socket.io/?EIO=4&transport=polling&sid=nobody HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\n40/re',
      'GET /socket.io/?EIO=3&transport=polling HTTP/1.1\r\nHost: x\r\n\r\n',
      '\u0000\u0001\u0002nonsense\r\n\r\n',
    ]) {
      const wire = connect(port, '127.0.0.1');
      wire.on('error', () => undefined);
      wire.end(said);
      wire.resume();
      await once(wire, 'close');
    }
    const client = await joined();
    expect(client.endedWith).toBeUndefined();
  });
});
