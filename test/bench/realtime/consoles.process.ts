import { io, type Socket } from 'socket.io-client';
import { realtimeNamespace } from '#lib/contract';
import { answerQuestions } from '../environment/side-process.js';
import { now } from './monotonic.js';

/** Connect so many consoles; or wait for the next event to reach them all. */
export type ConsolesQuestion =
  { connect: { url: string; token?: string; count: number; hall: Hall } } | { await: Hall };

/** Who is watched: the consoles of Layad, or those of the bare server. */
export type Hall = 'layad' | 'bare';

export interface ConsolesAnswer {
  /** When the last console had the event. */
  lastAt: number;
  /** The event as a console received it. */
  event: unknown;
}

const halls: Record<Hall, Socket[]> = { layad: [], bare: [] };

answerQuestions<ConsolesQuestion, ConsolesAnswer>(async (question) => {
  if ('await' in question) return reachedAll(halls[question.await]);
  const { url, token, count, hall } = question.connect;
  // One at a time: a crowd at the door is not what is measured.
  for (let index = 0; index < count; index++) halls[hall].push(await connect(url, token));
  return { lastAt: now(), event: undefined };
});

function connect(url: string, token: string | undefined): Promise<Socket> {
  const socket = io(url + realtimeNamespace, {
    transports: ['websocket'],
    forceNew: true,
    reconnection: false,
    ...(token === undefined ? {} : { auth: { token } }),
  });
  return new Promise((resolve, reject) => {
    socket.once('snapshot', () => resolve(socket));
    socket.once('connect_error', reject);
    socket.once('closing', (closing: { code: string }) =>
      reject(new Error(`a console was sent away: ${closing.code}`)),
    );
  });
}

/** Resolves when each of them has received its next event. */
function reachedAll(consoles: readonly Socket[]): Promise<ConsolesAnswer> {
  return new Promise((resolve) => {
    let waiting = consoles.length;
    for (const socket of consoles) {
      socket.once('event', (event: unknown) => {
        if (--waiting === 0) resolve({ lastAt: now(), event });
      });
    }
  });
}
