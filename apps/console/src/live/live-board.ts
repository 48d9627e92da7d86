import {
  heartbeatMilliseconds,
  type Heartbeat,
  type Presence,
  type ScreenEvent,
  type Snapshot,
} from '#lib/contract';
import type { Api } from '../api/api.js';
import { kept } from '../call/kept.js';
import type { Session } from '../session/session.js';
import { boardOf, type Board } from './board.js';
import { afterEvent } from './board-events.js';
import { afterSign, type ConnectionSign, type ConnectionState } from './connection-state.js';
import { Positions } from './positions.js';
import { heardServerTime, serverNow } from './server-clock.js';
import { createStore } from './store.js';
import type { LiveSocket } from './live-socket.js';
import { WantedFacts } from './wanted-facts.js';

/** Two missed heartbeats and a little: longer than this without a word, and the board is not live. */
const silenceMilliseconds = 2 * heartbeatMilliseconds + 1_000;

/**
 * The live board: a snapshot, then every entry of the journal in order. A hole in the order is never drawn over: the
 * board connects anew and asks for everything since the last entry it has. What it shows while it cannot hear the
 * server, it says so.
 */
export class LiveBoard {
  /** Null until the first snapshot: nothing is known, which is not the same as nothing happening. */
  readonly board = createStore<Board | null>(null);
  readonly connection: ReturnType<typeof createStore<ConnectionState>>;
  readonly presence = createStore<Presence | null>(null);
  readonly positions = new Positions();
  private present: Board | null = null;
  /** When this machine last heard the server, also before the page was loaded anew. */
  private readonly heardAt = kept<number>('layad.heard-at');
  private lastHeardAt = this.heardAt.read() ?? serverNow();
  private watch: ReturnType<typeof setInterval> | undefined;
  private publishing: ReturnType<typeof setTimeout> | undefined;
  private readonly wanted: WantedFacts;
  private stopRenewals: () => void = () => undefined;

  constructor(
    private readonly socket: LiveSocket,
    private readonly session: Session,
    api: Api,
  ) {
    this.connection = createStore<ConnectionState>({
      kind: 'connecting',
      since: serverNow(),
      refusal: null,
    });
    this.wanted = new WantedFacts(api, (change) => {
      if (!this.present) return;
      this.present = change(this.present);
      this.publishSoon();
    });
  }

  start(): void {
    const { socket } = this;
    socket.on('snapshot', (snapshot) => this.begin(snapshot));
    socket.on('event', (event) => this.take(event));
    socket.on('positions', (messages) => {
      this.hear();
      this.positions.take(messages);
    });
    socket.on('presence', (presence) => {
      this.hear();
      this.presence.set(presence);
    });
    socket.on('heartbeat', (heartbeat) => this.beat(heartbeat));
    socket.on('closing', ({ message, reconnect }) => {
      // Where connecting again is all there is to do, it is done; a reason is worth telling where it is not.
      if (!reconnect) this.sign({ kind: 'refused', at: serverNow(), reason: message });
    });
    socket.on('disconnect', () => {
      this.sign({ kind: 'disconnected', at: serverNow(), lastHeardAt: this.lastHeardAt });
    });
    socket.on('connect_error', (error) => {
      // Only a server that answered has a reason to give; a broken line speaks in technical terms.
      if (socket.active || this.session.accessToken === null) {
        this.sign({ kind: 'unreached', lastHeardAt: this.lastHeardAt });
      } else this.sign({ kind: 'refused', at: serverNow(), reason: error.message });
    });
    this.stopRenewals = this.session.onRenewed((token) => {
      if (socket.connected) socket.emit('renew', { token });
      else if (!socket.active) socket.connect();
    });
    this.watch = setInterval(() => {
      if (serverNow() - this.lastHeardAt > silenceMilliseconds) {
        this.sign({ kind: 'silent', lastHeardAt: this.lastHeardAt });
      }
    }, 1_000);
    socket.connect();
  }

  stop(): void {
    this.stopRenewals();
    clearInterval(this.watch);
    clearTimeout(this.publishing);
    this.wanted.stop();
    this.socket.removeAllListeners();
    this.socket.disconnect();
  }

  /** The last entry the board has; what to resume from. */
  get seq(): number | undefined {
    return this.present?.seq;
  }

  /** Tells the others which incident is open here. */
  view(incidentId: string | null): void {
    this.presence.set(null);
    if (this.socket.connected) this.socket.emit('view', { incidentId });
  }

  private begin(snapshot: Snapshot): void {
    this.hear();
    this.present = boardOf(snapshot, (this.present?.centerRevision ?? -1) + 1);
    this.positions.begin(snapshot);
    this.publish();
  }

  private take(event: ScreenEvent): void {
    this.hear();
    if (!this.present) return;
    if (event.seq > this.present.seq + 1) return this.resume();
    this.present = afterEvent(this.present, event);
    this.wanted.follow(this.present.wanted);
    this.publishSoon();
  }

  private beat({ now, seq, degraded }: Heartbeat): void {
    heardServerTime(now);
    this.lastHeardAt = serverNow();
    this.heardAt.write(this.lastHeardAt);
    this.sign({ kind: 'heartbeat', at: this.lastHeardAt, degraded });
    // The server says it has sent more than arrived here: something was lost on the way.
    if (this.present && seq > this.present.seq) this.resume();
  }

  /** Connects anew, asking for everything after the last entry. */
  private resume(): void {
    this.socket.disconnect();
    this.socket.connect();
  }

  private hear(): void {
    this.lastHeardAt = serverNow();
    this.sign({ kind: 'heard', at: this.lastHeardAt });
  }

  private sign(sign: ConnectionSign): void {
    this.connection.set(afterSign(this.connection.get(), sign));
  }

  /** Entries that come in one breath are drawn once. */
  private publishSoon(): void {
    this.publishing ??= setTimeout(() => this.publish(), 16);
  }

  private publish(): void {
    clearTimeout(this.publishing);
    this.publishing = undefined;
    this.board.set(this.present);
  }
}
