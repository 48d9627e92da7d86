import type { BeforeApplicationShutdown } from '@nestjs/common';
import { WebSocketGateway, type OnGatewayConnection, type OnGatewayInit } from '@nestjs/websockets';
import { heartbeatMilliseconds, realtimeNamespace } from '#lib/contract';
import { refuse, type Result } from '#lib/kernel';
import { localeFrom, problemFrom, type Refusal } from '#lib/platform';
import { ClientMessages } from './connection/client-messages.js';
import { Connections } from './connection/connections.js';
import { Entrance, type Admission } from './connection/entrance.js';
import { Occupancy } from './connection/occupancy.js';
import { CenterFeeds } from './feed/center-feeds.js';
import { LivePositions } from './positions/live-positions.js';
import { Presence } from './presence/presence.js';
import { Processes } from './processes/processes.js';
import { realtimeSettings } from './realtime-settings.js';
import { closeConnection, type RealtimeNamespace, type RealtimeSocket } from './socket.js';

/** The namespace `/realtime`: who comes in, what beats, and how it stops. Each part does its own work elsewhere. */
@WebSocketGateway({
  namespace: realtimeNamespace,
  // Same origin only; a screen elsewhere has no business here. The token is never in a cookie.
  cors: false,
  serveClient: false,
  maxHttpBufferSize: realtimeSettings.largestMessageBytes,
  connectTimeout: realtimeSettings.connectWithinMilliseconds,
  pingInterval: realtimeSettings.pingMilliseconds,
  pingTimeout: realtimeSettings.pongWithinMilliseconds,
  // Compressing each small message for each of hundreds of screens costs more than it saves.
  perMessageDeflate: false,
  httpCompression: false,
})
export class RealtimeGateway
  implements OnGatewayInit<RealtimeNamespace>, OnGatewayConnection<RealtimeSocket>, BeforeApplicationShutdown
{
  private readonly admissions = new WeakMap<RealtimeSocket, Admission>();
  private readonly timers: NodeJS.Timeout[] = [];
  private namespace: RealtimeNamespace | undefined;
  private stopping = false;

  constructor(
    private readonly entrance: Entrance,
    private readonly occupancy: Occupancy,
    private readonly connections: Connections,
    private readonly messages: ClientMessages,
    private readonly feeds: CenterFeeds,
    private readonly positions: LivePositions,
    private readonly presence: Presence,
    private readonly processes: Processes,
  ) {}

  afterInit(namespace: RealtimeNamespace): void {
    this.namespace = namespace;
    this.processes.join(namespace);
    namespace.server.of('/').use((_, next) => next(new Error('nothing here')));
    namespace.use((socket, next) => void this.admit(socket, next));
    this.presence.start(namespace);
    this.positions.start(namespace);
    this.every(heartbeatMilliseconds, () => this.feeds.beat());
    this.every(realtimeSettings.positionsMilliseconds, () => this.positions.send(namespace));
    this.every(realtimeSettings.presenceAgainMilliseconds, () => this.presence.refresh());
    this.every(realtimeSettings.waitingCheckMilliseconds, () => this.connections.endTooSlow());
  }

  handleConnection(socket: RealtimeSocket): void {
    const admission = this.admissions.get(socket);
    if (!admission || !this.namespace) throw new Error('a socket came in without passing the door');
    const connection = this.connections.open(this.namespace, socket, admission);
    this.messages.listen(connection);
    socket.once('disconnect', () => {
      this.presence.leave(connection);
      // Whoever leaves the namespace has nothing else to do on this connection. Most close it in the same breath.
      setImmediate(() => closeConnection(socket, { discard: false }));
    });
  }

  /** Tells everybody that this process stops, and up to where they have everything; they come back elsewhere. */
  async beforeApplicationShutdown(): Promise<void> {
    this.stopping = true;
    for (const timer of this.timers) clearInterval(timer);
    this.presence.stop();
    this.feeds.beat();
    await this.connections.endAll({ code: 'shutting_down', reconnect: true });
    this.feeds.closeAll();
  }

  private every(milliseconds: number, act: () => void): void {
    this.timers.push(setInterval(act, milliseconds).unref());
  }

  private async admissionOf(socket: RealtimeSocket): Promise<Result<Admission, Refusal>> {
    if (!this.occupancy.takeForAddress(socket)) return full;
    const admission = await this.entrance.admit(socket.handshake.auth);
    if (!admission.accepted) return admission;
    return this.occupancy.takeForCaller(socket, admission.value.caller) ? admission : full;
  }

  private async admit(socket: RealtimeSocket, next: (refused?: Error) => void): Promise<void> {
    const admission = await this.admissionOf(socket);
    if (admission.accepted && !this.stopping) {
      this.admissions.set(socket, admission.value);
      next();
    } else if (admission.accepted || admission.refusal.code === 'temporarily_unavailable') {
      // Told no, Socket.IO's client gives up; cut off, it tries again by itself.
      closeConnection(socket, { discard: true });
    } else {
      next(refusalError(socket, admission.refusal));
    }
  }
}

const full = refuse<Refusal>({ code: 'too_many_connections' });

/** A refusal as Socket.IO tells it: `connect_error`, with the problem document as its `data`. */
function refusalError({ handshake }: RealtimeSocket, refusal: Refusal): Error {
  const problem = problemFrom(refusal, localeFrom(handshake.headers['accept-language'], 'id'));
  return Object.assign(new Error(problem.title), { data: problem });
}
