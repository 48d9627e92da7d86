import type { Namespace, Socket } from 'socket.io';
import type { ClientToServerEvents, ServerToClientEvents } from '#lib/contract';
import { realtimeSettings } from './realtime-settings.js';
import type { ProcessEvents } from './processes/process-events.js';

/** The `/realtime` namespace, and a client in it. */
export type RealtimeNamespace = Namespace<ClientToServerEvents, ServerToClientEvents, ProcessEvents>;
export type RealtimeSocket = Socket<ClientToServerEvents, ServerToClientEvents, ProcessEvents>;

/** Rooms of this process, by center and role. Journal events are always sent to local rooms: each process follows itself. */
export const rooms = {
  /** Consoles of the roles that read personal data. */
  personalConsoles: (centerId: string): string => `consoles:personal:${centerId}`,
  /** Consoles of the roles that do not. */
  plainConsoles: (centerId: string): string => `consoles:plain:${centerId}`,
  /** Every team of a center. */
  teams: (centerId: string): string => `teams:${centerId}`,
  team: (teamId: string): string => `team:${teamId}`,
  viewers: (incidentId: string): string => `viewers:${incidentId}`,
};

export const consoleRooms = (centerId: string): string[] => [
  rooms.personalConsoles(centerId),
  rooms.plainConsoles(centerId),
];

/** Of these rooms, the ones somebody of this process is in. Sending to an empty list would reach everybody. */
export const occupied = (namespace: RealtimeNamespace, names: readonly string[]): string[] =>
  names.filter((name) => namespace.adapter.rooms.has(name));

/** Messages that the connection has not taken yet. Engine.IO counts them and keeps the count to itself. */
export const waitingMessages = ({ conn }: RealtimeSocket): number =>
  (conn as unknown as { writeBuffer: unknown[] }).writeBuffer.length;

/** Resolves when nothing waits for the connection any more but what is on its way, or when it is gone. */
export async function taken(socket: RealtimeSocket): Promise<void> {
  while (socket.conn.readyState !== 'closed' && waitingMessages(socket) > 0) {
    await new Promise<void>((resolve) => {
      const done = () => {
        socket.conn.off('drain', done);
        socket.conn.off('close', done);
        resolve();
      };
      socket.conn.on('drain', done);
      socket.conn.on('close', done);
    });
  }
}

/**
 * Closes the connection under a socket once it has taken what waits, or drops that with `discard`. A peer that does
 * not answer the closing in time, as a frozen one never does, is cut off: Engine.IO and ws would wait half a minute.
 */
export function closeConnection({ conn }: RealtimeSocket, { discard }: { discard: boolean }): void {
  const transport = conn.transport as unknown as {
    closeTimeout?: number;
    socket?: { terminate?: () => void };
  };
  if (conn.readyState === 'closed') return;
  const { socket: wire } = transport;
  transport.closeTimeout = realtimeSettings.closeWithinMilliseconds;
  conn.close(discard);
  if (wire?.terminate) setTimeout(() => wire.terminate?.(), realtimeSettings.closeWithinMilliseconds).unref();
}
