import { createServer } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Server, type Socket } from 'socket.io';
import { realtimeNamespace, type ScreenEvent, type Snapshot } from '#lib/contract';
import type { LayadClient } from '../client/layad-client.js';
import { Board } from './board.js';

const snapshotAt = (seq: number): Snapshot => ({
  seq,
  incidents: [],
  teams: [],
  contacts: [],
  facilities: [],
});
const eventAt = (seq: number) =>
  ({ seq, type: 'incident.opened', subjectId: `i${seq}` }) as unknown as ScreenEvent;
const until = async (condition: () => boolean) => {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 5));
};

describe('the board', () => {
  let io: Server;
  let board: Board;
  let sockets: Socket[];
  let tokens: number;

  beforeEach(async () => {
    const listening = createServer();
    io = new Server(listening);
    sockets = [];
    io.of(realtimeNamespace).on('connection', (socket) => {
      sockets.push(socket);
      if (socket.handshake.auth['since'] === undefined) socket.emit('snapshot', snapshotAt(100));
    });
    listening.listen(0, '127.0.0.1');
    await once(listening, 'listening');
    tokens = 0;
    const client = {
      server: `http://127.0.0.1:${(listening.address() as AddressInfo).port}`,
      tokenFreshForMilliseconds: 60_000,
      accessToken: async () => `token ${++tokens}`,
    };
    board = new Board(client as unknown as LayadClient);
  });

  afterEach(async () => {
    board.close();
    await io.close();
  });

  it('gives the snapshot and every event after it', async () => {
    const seen: number[] = [];
    board.listen({ event: ({ seq }) => seen.push(seq) });
    expect((await board.connect()).seq).toBe(100);
    for (const seq of [101, 102, 103]) sockets[0]!.emit('event', eventAt(seq));
    await until(() => seen.length === 3);
    expect(board.sequence).toMatchObject({ last: 103, gaps: [] });
  });

  it('comes back when the server ends the connection, with a fresh token, after the last entry it has', async () => {
    await board.connect();
    sockets[0]!.emit('event', eventAt(101));
    await until(() => board.sequence.last === 101);
    sockets[0]!.disconnect(true);
    await until(() => sockets.length === 2);
    expect(sockets[1]!.handshake.auth).toEqual({ token: 'token 2', since: 101 });
    sockets[1]!.emit('event', eventAt(102));
    await until(() => board.sequence.last === 102);
    expect(board).toMatchObject({ reconnections: 1 });
    expect(board.sequence.gaps).toEqual([]);
  });

  it('counts what it missed, and does not hand on what it has already', async () => {
    const seen: number[] = [];
    board.listen({ event: ({ seq }) => seen.push(seq) });
    await board.connect();
    for (const seq of [101, 101, 104]) sockets[0]!.emit('event', eventAt(seq));
    await until(() => board.sequence.last === 104);
    expect(seen).toEqual([101, 104]);
    expect(board.sequence.gaps).toEqual([{ after: 101, next: 104 }]);
  });

  it('knows when it has seen everything there is', async () => {
    await board.connect();
    const caughtUp = board.caughtUp(2_000);
    sockets[0]!.emit('heartbeat', { now: '', seq: 101, degraded: [] });
    sockets[0]!.emit('event', eventAt(101));
    sockets[0]!.emit('heartbeat', { now: '', seq: 101, degraded: [] });
    expect(await caughtUp).toBe(true);
    expect(await board.caughtUp(20)).toBe(false);
  });

  it('says why it was refused when no snapshot comes', async () => {
    io.of(realtimeNamespace).use((_, next) => next(new Error('unauthenticated')));
    await expect(board.connect(400)).rejects.toThrow('no board within 400 ms: unauthenticated');
  });
});
