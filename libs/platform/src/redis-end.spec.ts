import { once } from 'node:events';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { createClient } from 'redis';
import { endForGood } from './redis-end.js';

describe('a Redis client', () => {
  let server: Server;
  let arrived: number;
  beforeEach(async () => {
    arrived = 0;
    server = createServer((socket) => {
      arrived++;
      socket.on('error', () => undefined);
      socket.on('data', (bytes) => socket.write('+OK\r\n'.repeat(bytes.toString().split('*').length - 1)));
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
  });
  afterEach(() => server.close());

  const openConnections = () =>
    new Promise<number>((resolve) => server.getConnections((_error, count) => resolve(count)));

  const newClient = () => {
    const { port } = server.address() as AddressInfo;
    const client = endForGood(createClient({ url: `redis://127.0.0.1:${port}` }));
    client.on('error', () => undefined);
    return client;
  };

  it('that is ended while it connects leaves no connection', async () => {
    for (let time = 0; time < 5; time++) {
      const client = newClient();
      client.connect().catch(() => undefined);
      client.destroy();
    }
    while (arrived < 5) await pause(5);
    await pause(100);
    expect(await openConnections()).toBe(0);
  });

  it('that is not ended stays connected', async () => {
    const client = newClient();
    await client.connect();
    expect(await openConnections()).toBe(1);
    client.destroy();
  });
});
