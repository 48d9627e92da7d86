import { Inject, Injectable } from '@nestjs/common';
import type { JournalEvent } from '#lib/contract';
import { LOGGER, Metrics, type Logger } from '#lib/platform';
import type { CenterFeed } from '../feed/center-feed.js';
import { CenterFeeds } from '../feed/center-feeds.js';
import { JournalReplay } from '../feed/journal-replay.js';
import { realtimeSettings } from '../realtime-settings.js';
import { Snapshots } from '../snapshot/snapshots.js';
import { taken, type RealtimeNamespace, type RealtimeSocket } from '../socket.js';
import { Turns } from '../turns.js';
import { Connection, type Farewell } from './connection.js';
import { Entrance, type Admission } from './entrance.js';

/** Everybody connected to this process: how they begin, whether they may stay, how they leave. */
@Injectable()
export class Connections {
  private readonly bySocket = new Map<string, Connection>();
  private readonly turns = new Turns(realtimeSettings.parallelReadings);
  private readonly ended;

  constructor(
    private readonly entrance: Entrance,
    private readonly feeds: CenterFeeds,
    private readonly replay: JournalReplay,
    private readonly snapshots: Snapshots,
    @Inject(LOGGER) private readonly logger: Logger,
    metrics: Metrics,
  ) {
    metrics.gauge(
      'layad_realtime_connections',
      'Screens and teams connected to this process.',
      () => this.count,
    );
    this.ended = metrics.counter(
      'layad_realtime_connections_ended_total',
      'Connections ended by the server, by the reason told to the client.',
      ['code'],
    );
    feeds.onEntry = (centerId, event) => this.heed(centerId, event);
    feeds.onBroken = (centerId) =>
      this.endWhere(({ caller }) => caller.centerId === centerId, {
        code: 'temporarily_unavailable',
        reconnect: true,
      });
  }

  get count(): number {
    return this.bySocket.size;
  }

  list(): Connection[] {
    return [...this.bySocket.values()];
  }

  /** Takes a client in: it hears of its own revocation from here on, and of the board as soon as it has been read. */
  open(namespace: RealtimeNamespace, socket: RealtimeSocket, admission: Admission): Connection {
    const connection = new Connection(socket, admission, (one) => void this.recheck(one));
    this.bySocket.set(socket.id, connection);
    socket.once('disconnect', () => {
      this.bySocket.delete(socket.id);
      connection.forget();
    });
    this.begin(namespace, connection, admission.since).catch((error: unknown) => {
      this.logger.warn({ err: error }, 'a connection could not begin');
      void this.end(connection, { code: 'temporarily_unavailable', reconnect: true });
    });
    return connection;
  }

  end(connection: Connection, farewell: Farewell): Promise<void> {
    if (connection.isEnding) return Promise.resolve();
    this.ended.inc({ code: farewell.code });
    return connection.end(farewell);
  }

  endAll(farewell: Farewell): Promise<void[]> {
    return Promise.all(this.list().map((connection) => this.end(connection, farewell)));
  }

  /** Ends those who take less than they are sent, before what waits for them fills the memory. */
  endTooSlow(): void {
    this.endWhere((connection) => connection.waitingMessages > realtimeSettings.mostWaitingMessages, {
      code: 'connection_too_slow',
      reconnect: true,
    });
  }

  private endWhere(applies: (connection: Connection) => boolean, farewell: Farewell): void {
    for (const connection of this.list()) if (applies(connection)) void this.end(connection, farewell);
  }

  private async begin(
    namespace: RealtimeNamespace,
    connection: Connection,
    since: number | undefined,
  ): Promise<void> {
    const { socket } = connection;
    const feed = await this.feeds.of(connection.caller.centerId, namespace);
    // A revocation may have come between the door and this feed.
    await this.recheck(connection);
    if (!socket.connected) return;
    const { centerId } = connection.caller;
    const from =
      since !== undefined && (since === feed.seq || (await this.replay.reaches(centerId, since)))
        ? since
        : await this.snapshots.send(namespace, socket, connection.view);
    await this.catchUp(connection, feed, from);
  }

  /** Replays what came after `since`, from the database and then from memory, until the socket follows live. */
  private async catchUp(connection: Connection, feed: CenterFeed, since: number): Promise<void> {
    const { socket, audience } = connection;
    const { centerId, teamId } = audience;
    await feed.reached(since);
    let from = since;
    while (socket.connected && !connection.isEnding && !feed.join(socket, audience, from)) {
      const until = feed.seq;
      const limit = realtimeSettings.replayBatch;
      const entries = await this.turns.take(() =>
        teamId === undefined
          ? this.replay.listForConsole(centerId, from, until, limit)
          : this.replay.listForTeam(centerId, teamId, from, until, limit),
      );
      for (const entry of entries) socket.emit('event', entry);
      from = entries.length < limit ? until : entries.at(-1)!.seq;
      await taken(socket);
    }
  }

  /** Ends the connection when its token does not stand any more, or stands for somebody else by now. */
  private async recheck(connection: Connection): Promise<void> {
    const answer = await this.entrance.identify(connection.token);
    if (answer.accepted) {
      if (connection.isSameAs(answer.value)) connection.scheduleRecheck();
      else await this.end(connection, { code: 'session_revoked', reconnect: false });
      return;
    }
    // Not knowing is no reason to darken a screen: a revocation cannot have been written either.
    if (answer.refusal.code === 'temporarily_unavailable') connection.scheduleRecheck();
    else await this.end(connection, { ...answer.refusal, reconnect: false });
  }

  /** What the journal says about accounts ends connections at once. */
  private heed(centerId: string, event: JournalEvent): void {
    if (event.type === 'session.revoked') {
      this.endWhere(({ caller }) => caller.sessionId === event.subjectId, {
        code: 'session_revoked',
        reconnect: false,
      });
    } else if (event.type === 'api_key.revoked') {
      this.endWhere(({ caller }) => caller.actor === `integration:${event.subjectId}`, {
        code: 'session_revoked',
        reconnect: false,
      });
    } else if (event.type === 'user.changed') {
      // Identity hears of the same entry and must have forgotten what it knew before it is asked.
      setImmediate(() => {
        for (const connection of this.list()) {
          const { caller } = connection;
          if (caller.centerId === centerId && caller.userId === event.subjectId)
            void this.recheck(connection);
        }
      });
    }
  }
}
