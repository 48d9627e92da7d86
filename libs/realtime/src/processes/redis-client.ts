import { setTimeout as pause } from 'node:timers/promises';
import { createClient } from 'redis';
import { endForGood } from '#lib/platform';

/** Commands that may wait for Redis at most; more are refused instead of filling the memory while it is away. */
const mostWaitingCommands = 1_000;
const longestRetryMilliseconds = 2_000;
const subscribeAgainMilliseconds = 1_000;

export type RedisClient = ReturnType<typeof newClient>;

const newClient = (url: string) =>
  createClient({
    url,
    // What the adapter reads streams in; the client's own default has another shape.
    RESP: 2,
    commandsQueueMaxLength: mostWaitingCommands,
    // Always a number: a client that gave up would make the adapter's reading loop spin without a pause.
    socket: { reconnectStrategy: (retries) => Math.min(2 ** retries * 50, longestRetryMilliseconds) },
  });

/**
 * A client for the Redis streams adapter. The adapter (0.3) waits for none of the promises of `publish`, `subscribe`
 * and `connect`, and a rejection nobody hears ends the process; so here they do not reject. It also leaves the
 * connections it opens to themselves; here they end with this one.
 */
export function redisClientForAdapter(url: string): { client: RedisClient; end: () => void } {
  const opened: RedisClient[] = [];
  const client = guard(newClient(url), opened);
  const end = () => {
    // In this order: a reader whose connection is gone asks again at once until the adapter has been closed.
    for (const one of opened) one.destroy();
  };
  return { client, end };
}

function guard(client: RedisClient, opened: RedisClient[]): RedisClient {
  opened.push(endForGood(client));
  // An error without a listener would be thrown; that the connection is away shows in `isReady`.
  client.on('error', () => undefined);
  const connect = client.connect.bind(client);
  const publish = client.publish.bind(client);
  const subscribe = client.subscribe.bind(client);
  const duplicate = client.duplicate.bind(client) as unknown as () => RedisClient;
  return Object.assign(client, {
    duplicate: () => guard(duplicate(), opened),
    connect: () => connect().catch(() => new Promise<never>(() => undefined)),
    publish: (...said: Parameters<typeof publish>) => publish(...said).catch(() => 0),
    subscribe: async (...asked: Parameters<typeof subscribe>) => {
      for (;;) {
        try {
          return await subscribe(...asked);
        } catch {
          if (!client.isOpen) return;
          await pause(subscribeAgainMilliseconds, undefined, { ref: false });
        }
      }
    },
  });
}
