import { io, type Socket } from 'socket.io-client';
import { realtimeNamespace, type ClientToServerEvents, type ServerToClientEvents } from '#lib/contract';
import type { Session } from '../session/session.js';

export type LiveSocket = Socket<ServerToClientEvents, ClientToServerEvents>;

/** A socket to the board, not yet connected. It comes back by itself, asking for what follows `since()`. */
export function openLiveSocket(session: Session, since: () => number | undefined): LiveSocket {
  const socket: LiveSocket = io(realtimeNamespace, {
    transports: ['websocket'],
    autoConnect: false,
    reconnectionDelay: 500,
    reconnectionDelayMax: 4_000,
    timeout: 8_000,
    auth: (give) => give({ token: session.accessToken, since: since() }),
  });
  // Socket.IO gives up when the server itself refuses or ends a connection; an operator's board never does.
  let retry: ReturnType<typeof setTimeout> | undefined;
  const comeBack = (): void => {
    clearTimeout(retry);
    retry = setTimeout(() => {
      if (session.accessToken === null) return;
      void session.renew().finally(() => socket.connect());
    }, 2_000);
  };
  socket.on('connect_error', () => {
    if (!socket.active) comeBack();
  });
  socket.on('disconnect', (reason) => {
    if (reason === 'io server disconnect') comeBack();
  });
  return socket;
}
