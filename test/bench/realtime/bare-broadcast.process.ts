import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Server } from 'socket.io';
import { realtimeNamespace } from '#lib/contract';
import { answerQuestions } from '../environment/side-process.js';
import { now } from './monotonic.js';

export type BroadcastQuestion = { listen: true } | { broadcast: unknown };

export interface BroadcastAnswer {
  url: string;
  /** The moment before the event was given to Socket.IO. */
  emittedAt: number;
}

/** The baseline of realtime: a Socket.IO server that does nothing but tell everybody. */
const server = createServer();
const room = new Server(server, { serveClient: false, perMessageDeflate: false, httpCompression: false }).of(
  realtimeNamespace,
);
room.on('connection', (socket) => socket.emit('snapshot', {}));

answerQuestions<BroadcastQuestion, BroadcastAnswer>(async (question) => {
  if ('listen' in question) {
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  }
  const emittedAt = now();
  if ('broadcast' in question) room.emit('event', question.broadcast);
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, emittedAt };
});
