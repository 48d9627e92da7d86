interface RedisConnection {
  readonly isOpen: boolean;
  on(event: 'connect', listener: () => void): unknown;
  destroy(): void;
}

/**
 * Makes `destroy()` final for a client that is still connecting. The client (6.3) has no socket to close by then, and
 * opens it all the same a moment later: it would keep the process alive after its work is done.
 */
export function endForGood<Client extends RedisConnection>(client: Client): Client {
  client.on('connect', () => {
    if (!client.isOpen) client.destroy();
  });
  return client;
}
