import { io, type Socket } from 'socket.io-client';
import { realtimeNamespace } from '#lib/contract';
import { answerQuestions } from '../environment/side-process.js';
import { Hall, type HallName, type Reached } from './hall.js';

/** Connect so many consoles; make ready for the next event; or wait until it has reached them all. */
export type ConsolesQuestion =
  | { connect: { url: string; token?: string; count: number }; in: HallName }
  | { watch: true; in: HallName }
  | { reached: true; in: HallName };

/** So many knock at a time: a crowd at the door is not what is measured. */
const atOnce = 50;

const halls: Record<HallName, Hall> = { layad: new Hall(), bare: new Hall() };

answerQuestions<ConsolesQuestion, Reached | object>(async (question) => {
  const hall = halls[question.in];
  if ('reached' in question) return hall.reached();
  if ('watch' in question) hall.watch();
  else {
    const { url, token, count } = question.connect;
    for (let left = count; left > 0; left -= atOnce) {
      const group = Array.from({ length: Math.min(left, atOnce) }, () => connect(url, token));
      for (const socket of await Promise.all(group)) hall.add(socket);
    }
  }
  return {};
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
