import pg from 'pg';
import { ChannelListeners } from './channel-listeners.js';
import type { DatabaseLogger } from './database-logger.js';
import type { NotificationHandler, Notifications, StopListening } from './notifications.js';

export interface ServerNotificationTimes {
  /** A ping every so often, and as long again for its answer: a dead connection is noticed within twice this. */
  readonly pingMilliseconds: number;
  readonly shortestRetryMilliseconds: number;
  readonly longestRetryMilliseconds: number;
}

export const defaultServerNotificationTimes: ServerNotificationTimes = {
  pingMilliseconds: 4_000,
  shortestRetryMilliseconds: 100,
  longestRetryMilliseconds: 5_000,
};

/**
 * One connection of its own, opened at the first `listen` and kept open by itself. It stays out
 * of the pool because a pooled connection that is closed takes its LISTEN with it, silently.
 */
export class ServerNotifications implements Notifications {
  private readonly listeners: ChannelListeners;
  private readonly waitingForConnection = new Set<() => void>();
  private connection: pg.Client | undefined;
  private connecting = false;
  private wasConnected = false;
  private retryMilliseconds: number;
  private timer: NodeJS.Timeout | undefined;
  private closed = false;

  constructor(
    private readonly connectionString: string,
    private readonly logger: DatabaseLogger,
    private readonly times: ServerNotificationTimes = defaultServerNotificationTimes,
  ) {
    this.listeners = new ChannelListeners(logger);
    this.retryMilliseconds = times.shortestRetryMilliseconds;
  }

  async listen(
    channel: string,
    handler: NotificationHandler,
    onReconnect?: () => void,
  ): Promise<StopListening> {
    const remove = this.listeners.add(channel, handler, onReconnect);
    await this.execute(`listen "${channel}"`);
    return async () => {
      remove();
      if (!this.listeners.has(channel))
        await this.connection?.query(`unlisten "${channel}"`).catch(() => undefined);
      // Somebody may have started to listen while the statement was on its way.
      if (this.listeners.has(channel)) await this.execute(`listen "${channel}"`);
    };
  }

  async close(): Promise<void> {
    this.closed = true;
    clearTimeout(this.timer);
    const connection = this.connection;
    this.connection = undefined;
    this.wakeWaiting();
    await connection?.end().catch(() => undefined);
  }

  /** Runs the statement on the live connection, over again on the next one if that one is lost. */
  private async execute(statement: string): Promise<void> {
    while (!this.closed) {
      const connection = this.connection;
      if (connection === undefined) {
        if (!this.connecting && this.timer === undefined) void this.connect();
        await new Promise<void>((resolve) => this.waitingForConnection.add(resolve));
        continue;
      }
      try {
        await connection.query(statement);
        return;
      } catch (error) {
        if (this.connection === connection) this.lose(connection, error);
      }
    }
    throw new Error('the database is closed');
  }

  private async connect(): Promise<void> {
    this.timer = undefined;
    this.connecting = true;
    const connection = new pg.Client({
      connectionString: this.connectionString,
      application_name: 'layad notifications',
      connectionTimeoutMillis: 2 * this.times.pingMilliseconds,
      keepAlive: true,
    });
    connection.on('notification', ({ channel, payload }) => this.listeners.tell(channel, payload ?? ''));
    connection.on('error', (error) => this.lose(connection, error));
    connection.on('end', () => this.lose(connection, new Error('connection ended')));
    try {
      await connection.connect();
      for (const channel of this.listeners.channels) await connection.query(`listen "${channel}"`);
    } catch (error) {
      this.connecting = false;
      abandon(connection);
      this.retryLater(error);
      return;
    }
    this.connecting = false;
    if (this.closed) return abandon(connection);
    this.connection = connection;
    this.retryMilliseconds = this.times.shortestRetryMilliseconds;
    this.timer = setTimeout(() => void this.ping(connection), this.times.pingMilliseconds);
    this.wakeWaiting();
    if (this.wasConnected) {
      this.logger.log('listening to the database again');
      this.listeners.tellReconnected();
    }
    this.wasConnected = true;
  }

  /** A cable pulled out sends no end of connection: only an answer proves that the other side lives. */
  private async ping(connection: pg.Client): Promise<void> {
    let deadline: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, reject) => {
      deadline = setTimeout(() => reject(new Error('no answer to a ping')), this.times.pingMilliseconds);
    });
    try {
      await Promise.race([connection.query('select 1'), late]);
      if (this.connection === connection) {
        this.timer = setTimeout(() => void this.ping(connection), this.times.pingMilliseconds);
      }
    } catch (error) {
      this.lose(connection, error);
    } finally {
      clearTimeout(deadline);
    }
  }

  private lose(connection: pg.Client, reason: unknown): void {
    if (this.connection !== connection) return;
    this.connection = undefined;
    clearTimeout(this.timer);
    abandon(connection);
    this.retryLater(reason);
  }

  private retryLater(reason: unknown): void {
    if (this.closed) return;
    const waitMilliseconds = Math.round(this.retryMilliseconds * (0.5 + Math.random() / 2));
    this.retryMilliseconds = Math.min(this.retryMilliseconds * 2, this.times.longestRetryMilliseconds);
    this.logger.warn(
      `not listening to the database (${describe(reason)}); trying again in ${waitMilliseconds} ms`,
    );
    this.timer = setTimeout(() => void this.connect(), waitMilliseconds);
  }

  private wakeWaiting(): void {
    for (const wake of this.waitingForConnection) wake();
    this.waitingForConnection.clear();
  }
}

/** `end()` waits for the other side to answer; a dead one never does. */
function abandon(connection: pg.Client): void {
  connection.removeAllListeners('end');
  const { connection: wire } = connection as unknown as { connection: { stream: { destroy(): void } } };
  wire.stream.destroy();
}

function describe(reason: unknown): string {
  const { code, message } = reason as { code?: string; message?: string };
  return code ?? message ?? 'unknown';
}
