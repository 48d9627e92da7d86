import { io, type Socket } from 'socket.io-client';
import {
  isBlanked,
  realtimeNamespace,
  type ClientToServerEvents,
  type Heartbeat,
  type ScreenEvent,
  type ServerToClientEvents,
  type Snapshot,
} from '#lib/contract';
import type { LayadClient } from '../client/layad-client.js';
import { SequenceCheck } from './sequence-check.js';

/** A connection that was refused or ended by the server is tried again after so long. */
const reconnectMilliseconds = 250;

/** No snapshot came. */
export class NoBoard extends Error {}

export interface BoardListener {
  snapshot?(snapshot: Snapshot): void;
  event?(event: ScreenEvent): void;
  heartbeat?(heartbeat: Heartbeat): void;
}

/**
 * The live board of one user. It comes back by itself, resumes after the last entry it has, and keeps its
 * connection beyond the life of its token.
 */
export class Board {
  readonly sequence = new SequenceCheck();
  /** How many times the connection had to be made again. */
  reconnections = 0;
  /** Why the server refused the connection the last time. */
  refusal: string | undefined;
  private readonly listeners: BoardListener[] = [];
  private readonly socket: Socket<ServerToClientEvents, ClientToServerEvents>;
  private renewal: NodeJS.Timeout | undefined;
  private closed = false;

  constructor(private readonly client: LayadClient) {
    this.socket = io(new URL(realtimeNamespace, client.server).href, {
      transports: ['websocket'],
      autoConnect: false,
      reconnectionDelay: reconnectMilliseconds,
      reconnectionDelayMax: 4 * reconnectMilliseconds,
      auth: (give) => void this.credentials().then(give),
    });
    this.socket.on('snapshot', (snapshot) => {
      this.sequence.begin(snapshot.seq);
      for (const listener of this.listeners) listener.snapshot?.(snapshot);
    });
    this.socket.on('event', (event) => {
      if (!this.sequence.take(event.seq) || isBlanked(event)) return;
      for (const listener of this.listeners) listener.event?.(event);
    });
    this.socket.on('heartbeat', (heartbeat) => {
      for (const listener of this.listeners) listener.heartbeat?.(heartbeat);
    });
    this.socket.on('connect', () => this.scheduleRenewal());
    this.socket.on('connect_error', (error) => {
      this.refusal = error.message;
      this.reconnect();
    });
    this.socket.on('disconnect', () => {
      this.reconnections += 1;
      this.reconnect();
    });
  }

  /** Calls the listener from the next message on; none comes before {@link connect}. */
  listen(listener: BoardListener): void {
    this.listeners.push(listener);
  }

  /** Connects and waits for the first snapshot. @throws NoBoard when none comes in time. */
  async connect(withinMilliseconds = 30_000): Promise<Snapshot> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        reject(
          new NoBoard(`no board within ${withinMilliseconds} ms${this.refusal ? `: ${this.refusal}` : ''}`),
        );
      }, withinMilliseconds);
      this.socket.once('snapshot', (snapshot) => {
        clearTimeout(timer);
        resolve(snapshot);
      });
      this.socket.connect();
    });
  }

  /** Waits until the server says that there is nothing this board has not seen. @returns false when that takes too long */
  async caughtUp(withinMilliseconds: number): Promise<boolean> {
    return new Promise((resolve) => {
      const done = (caughtUp: boolean) => {
        clearTimeout(timer);
        this.socket.off('heartbeat', look);
        resolve(caughtUp);
      };
      const timer = setTimeout(() => done(false), withinMilliseconds);
      const look = ({ seq }: Heartbeat) => {
        if (seq <= (this.sequence.last ?? -1)) done(true);
      };
      this.socket.on('heartbeat', look);
    });
  }

  get isConnected(): boolean {
    return this.socket.connected;
  }

  close(): void {
    this.closed = true;
    clearTimeout(this.renewal);
    this.socket.disconnect();
  }

  private async credentials(): Promise<{ token: string; since?: number }> {
    const since = this.sequence.last;
    // Without a token the server refuses, and the connection is tried again.
    const token = await this.client.accessToken().catch(() => '');
    return since === undefined ? { token } : { token, since };
  }

  /** Socket.IO comes back by itself from a lost connection, but not from one that the server refused or ended. */
  private reconnect(): void {
    clearTimeout(this.renewal);
    if (this.closed || this.socket.active) return;
    setTimeout(() => {
      if (!this.closed) this.socket.connect();
    }, reconnectMilliseconds);
  }

  private scheduleRenewal(): void {
    clearTimeout(this.renewal);
    const wait = Math.min(this.client.tokenFreshForMilliseconds + 100, 2 ** 31 - 1);
    this.renewal = setTimeout(() => void this.renew(), wait).unref();
  }

  private async renew(): Promise<void> {
    try {
      this.socket.emit('renew', { token: await this.client.accessToken() });
    } finally {
      if (!this.closed) this.scheduleRenewal();
    }
  }
}
