import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { setTimeout as pause } from 'node:timers/promises';
import { describeOnServer, Ground, eventually } from '#testing';
import { realtimeSettings } from '../realtime-settings.js';
import { RealtimeServer } from '../testing/realtime-server.js';
import { Scene } from '../testing/scene.js';
import { TokenBook } from '../testing/token-book.js';
import type { Connection } from './connection.js';

const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, index) => from + index);

/** How many messages have to wait before it is certain that the operating system takes no more. */
const surelyBlocked = 50;

// On the embedded engine, on a busy machine, the flood has been seen not to fill the connection in time.
describeOnServer('a connection that takes nothing', () => {
  let ground: Ground;
  let server: RealtimeServer;
  const tokens = new TokenBook();

  beforeAll(async () => {
    ground = await Ground.prepare();
    server = await RealtimeServer.start(ground.foundations, tokens);
  });
  afterAll(async () => {
    await server?.stop();
    await ground?.close();
  });

  it('is ended before what waits for it fills the memory, told so, and resumes without a gap', async () => {
    const scene = await Scene.in(ground);
    const [frozen, healthy] = [
      server.connect(ground.caller(scene.centerId)),
      server.connect(ground.caller(scene.centerId)),
    ];
    for (const client of [frozen, healthy])
      await eventually(() => client.snapshot !== undefined, 'the snapshot');
    const slow = server.connectionOf(frozen);
    frozen.freeze();
    await fillTheWire(scene, slow);
    await scene.stirAtOnce(realtimeSettings.mostWaitingMessages + 1);
    const last = await scene.lastSeq();
    await eventually(() => healthy.seq >= last && slow.isEnding, 'the end, and the last entry elsewhere');
    await scene.stir(3);
    frozen.thaw();
    expect(await frozen.ended()).toBe('transport close');
    expect(frozen.said('closing')).toMatchObject([{ code: 'connection_too_slow', reconnect: true }]);
    // It is ended as soon as too much waits, be it in the middle of a flood: what it was sent by then has no gap.
    const taken = frozen.seqs.length;
    expect(taken).toBeGreaterThan(realtimeSettings.mostWaitingMessages);
    expect(frozen.seqs).toEqual(range(1, taken));
    const again = server.connect(ground.caller(scene.centerId), { since: taken });
    await eventually(() => again.seq >= last + 3, 'the rest');
    expect(again.seqs).toEqual(range(taken + 1, last + 3));
    expect(healthy.seqs).toEqual(range(1, last + 3));
  });

  it('does not keep the server from stopping', async () => {
    const scene = await Scene.in(ground);
    const second = await RealtimeServer.start(ground.foundations, tokens);
    const frozen = second.connect(ground.caller(scene.centerId));
    await eventually(() => frozen.snapshot !== undefined, 'the snapshot');
    frozen.freeze();
    await fillTheWire(scene, second.connectionOf(frozen));
    await scene.stir(3);
    const started = performance.now();
    await second.application.close();
    const limit = realtimeSettings.farewellMilliseconds + realtimeSettings.closeWithinMilliseconds + 1_000;
    expect(performance.now() - started).toBeLessThan(limit);
    await second.stop();
  });

  /** How much the operating system keeps for a reader that reads nothing differs by machine: until it takes no more. */
  async function fillTheWire(scene: Scene, to: Connection): Promise<void> {
    while (to.waitingMessages < surelyBlocked) {
      await scene.stirAtOnce(surelyBlocked, 100_000);
      await pause(realtimeSettings.waitingCheckMilliseconds / 4);
    }
  }
});
