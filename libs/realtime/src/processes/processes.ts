import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { createAdapter } from '@socket.io/redis-streams-adapter';
import { CONFIGURATION, Health, LOGGER, type Configuration, type Logger } from '#lib/platform';
import type { RealtimeNamespace } from '../socket.js';
import type { ProcessEvents } from './process-events.js';
import { redisClientForAdapter, type RedisClient } from './redis-client.js';

/** How often Redis is asked whether it answers, and how long it may take: a frozen one keeps its connection. */
const askMilliseconds = 2_000;

/**
 * The other server processes. With `REDIS_URL` positions and presence reach them through Redis; without, or while it
 * is away, each process shows its own. The journal never takes this way: every process follows it by itself.
 */
@Injectable()
export class Processes implements OnApplicationShutdown {
  private readonly whenReturned: (() => void)[] = [];
  private redis: { client: RedisClient; end: () => void } | undefined;
  private namespace: RealtimeNamespace | undefined;
  private timer: NodeJS.Timeout | undefined;
  private answers = false;

  constructor(
    @Inject(CONFIGURATION) private readonly configuration: Configuration,
    @Inject(LOGGER) private readonly logger: Logger,
    health: Health,
  ) {
    if (configuration.redisUrl) health.register('redis', () => this.answers);
  }

  /** Joins the others, now or as soon as Redis is there; never waits for it. */
  join(namespace: RealtimeNamespace): void {
    const { redisUrl } = this.configuration;
    if (!redisUrl) return;
    this.redis = redisClientForAdapter(redisUrl);
    this.namespace = namespace;
    void this.redis.client.connect();
    namespace.server.adapter(
      createAdapter(this.redis.client, { streamName: 'layad:socket.io', channelPrefix: 'layad:socket.io' }),
    );
    void this.ask();
    this.timer = setInterval(() => void this.ask(), askMilliseconds).unref();
  }

  /** Calls `act` each time the others can be reached again, the first time included. */
  onReturn(act: () => void): void {
    this.whenReturned.push(act);
  }

  /** Tells the others, if they can be reached now. Nothing waits for them and nothing is kept for later. */
  tell<E extends keyof ProcessEvents>(event: E, ...said: Parameters<ProcessEvents[E]>): void {
    if (this.answers) this.namespace?.serverSideEmit(event, ...said);
  }

  onApplicationShutdown(): void {
    clearInterval(this.timer);
    this.answers = false;
    this.redis?.end();
  }

  /** Finds out whether Redis answers, and says so when that changed. */
  private async ask(): Promise<void> {
    const { client } = this.redis!;
    const answers = client.isReady && (await answersInTime(client));
    if (answers === this.answers) return;
    this.answers = answers;
    if (answers) {
      this.logger.info('other server processes can be reached through Redis');
      for (const act of this.whenReturned) act();
    } else {
      this.logger.warn('Redis does not answer: positions and presence of other processes are not shown');
    }
  }
}

async function answersInTime(client: RedisClient): Promise<boolean> {
  const late = new Promise<false>((resolve) => setTimeout(() => resolve(false), askMilliseconds).unref());
  const answer = client.ping().then(
    () => true,
    () => false,
  );
  return Promise.race([answer, late]);
}
