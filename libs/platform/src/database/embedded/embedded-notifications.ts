import { ChannelListeners } from '../channel-listeners.js';
import type { DatabaseLogger } from '../database-logger.js';
import type { NotificationHandler, Notifications, StopListening } from '../notifications.js';
import type { EmbeddedEngine } from './embedded-engine.js';

/** Notifications of the one embedded backend: it listens for itself, and its answers carry what it heard. */
export class EmbeddedNotifications implements Notifications {
  private readonly listeners: ChannelListeners;

  constructor(
    private readonly engine: EmbeddedEngine,
    private readonly logger: DatabaseLogger,
  ) {
    this.listeners = new ChannelListeners(logger);
    engine.onNotification = (channel, payload) => this.listeners.tell(channel, payload);
    engine.onRestart = () => void this.listenAgain();
  }

  async listen(
    channel: string,
    handler: NotificationHandler,
    onReconnect?: () => void,
  ): Promise<StopListening> {
    const remove = this.listeners.add(channel, handler, onReconnect);
    await this.engine.execute(`listen "${channel}"`);
    return async () => {
      remove();
      // Not waited for: inside a transaction of one's own that would be for ever.
      if (!this.listeners.has(channel))
        void this.engine.execute(`unlisten "${channel}"`).then(
          () => this.has(channel),
          () => undefined,
        );
    };
  }

  /** Somebody may have started to listen while the statement was on its way. */
  private async has(channel: string): Promise<void> {
    if (this.listeners.has(channel)) await this.engine.execute(`listen "${channel}"`);
  }

  private async listenAgain(): Promise<void> {
    try {
      for (const channel of this.listeners.channels) await this.engine.execute(`listen "${channel}"`);
      this.listeners.tellReconnected();
    } catch (error) {
      this.logger.error(`not listening to the embedded database: ${String(error)}`);
    }
  }
}
