import { io } from 'socket.io-client';
import { realtimeNamespace } from '#lib/contract';
import { answerQuestions } from '../environment/side-process.js';
import { now } from '../realtime/monotonic.js';

export type WatchersQuestion =
  { connect: { url: string; token: string; count: number } } | { seen: true } | { forget: true };

/** How many consoles were shown an incident, and when the last of them was. */
export interface Seen {
  readonly consoles: number;
  readonly lastAt: number;
}

export interface WatchersAnswer {
  readonly connected: number;
  readonly seen: Readonly<Record<string, Seen>>;
}

let connected = 0;
let seen: Record<string, Seen> = {};

/** Consoles that note which incidents they were shown. */
answerQuestions<WatchersQuestion, WatchersAnswer>(async (question) => {
  if ('forget' in question) seen = {};
  if ('connect' in question) {
    const { url, token, count } = question.connect;
    for (let left = count; left > 0; left -= 50) {
      await Promise.all(Array.from({ length: Math.min(left, 50) }, () => connect(url, token)));
    }
  }
  return { connected, seen: 'seen' in question ? seen : {} };
});

function connect(url: string, token: string): Promise<void> {
  const socket = io(url + realtimeNamespace, {
    transports: ['websocket'],
    forceNew: true,
    reconnection: false,
    auth: { token },
  });
  socket.on('event', ({ type, subjectId }: { type: string; subjectId: string }) => {
    if (type !== 'incident.opened') return;
    seen[subjectId] = { consoles: (seen[subjectId]?.consoles ?? 0) + 1, lastAt: now() };
  });
  return new Promise((resolve, reject) => {
    socket.once('connect_error', reject);
    socket.once('disconnect', () => (connected -= 1));
    socket.once('snapshot', () => {
      connected += 1;
      resolve();
    });
  });
}
