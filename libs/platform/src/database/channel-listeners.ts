import type { DatabaseLogger } from './database-logger.js';
import type { NotificationHandler } from './notifications.js';

interface Listener {
  readonly handler: NotificationHandler;
  readonly onReconnect: (() => void) | undefined;
}

/** Who listens on which channel; the two engines differ only in how a channel is heard. */
export class ChannelListeners {
  private readonly byChannel = new Map<string, Set<Listener>>();

  constructor(private readonly logger: DatabaseLogger) {}

  get channels(): string[] {
    return [...this.byChannel.keys()];
  }

  has(channel: string): boolean {
    return this.byChannel.has(channel);
  }

  /** Returns the way to remove the listener again; removing twice does nothing. */
  add(channel: string, handler: NotificationHandler, onReconnect?: () => void): () => void {
    // The name goes into LISTEN as it is: LISTEN takes no parameters.
    if (!/^[a-z_][a-z0-9_]{0,62}$/.test(channel))
      throw new TypeError(`not a channel name: ${JSON.stringify(channel)}`);
    const listener: Listener = { handler, onReconnect };
    const listeners = this.byChannel.get(channel) ?? new Set();
    this.byChannel.set(channel, listeners.add(listener));
    return () => {
      listeners.delete(listener);
      if (listeners.size === 0 && this.byChannel.get(channel) === listeners) this.byChannel.delete(channel);
    };
  }

  tell(channel: string, payload: string): void {
    for (const { handler } of [...(this.byChannel.get(channel) ?? [])])
      this.call(channel, () => handler(payload));
  }

  tellReconnected(): void {
    for (const channel of this.channels)
      for (const { onReconnect } of [...(this.byChannel.get(channel) ?? [])])
        if (onReconnect) this.call(channel, onReconnect);
  }

  private call(channel: string, work: () => void): void {
    try {
      work();
    } catch (error) {
      this.logger.error(
        `a listener on ${channel} threw: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`,
      );
    }
  }
}
