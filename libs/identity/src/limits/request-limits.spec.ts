import { createServer, type Socket } from 'node:net';
import type { AddressInfo } from 'node:net';
import { createLogger, uuidv7 } from '#lib/platform';
import { eventually } from '#testing';
import { goodPassword, IdentityGround } from '../testing/identity-ground.js';
import { OwnCounts } from './own-counts.js';
import { networkOf, RequestLimits } from './request-limits.js';
import { SharedCounts } from './shared-counts.js';

const from = (address: string) => ({ 'x-forwarded-for': address });

describe('requests by one user or address in a minute', () => {
  let ground: IdentityGround;
  beforeAll(async () => {
    ground = await IdentityGround.prepare({
      environment: { LAYAD_REQUESTS_PER_MINUTE: '60', LAYAD_LOGIN_ATTEMPTS_PER_MINUTE: '5' },
    });
  });
  afterAll(() => ground.close());

  it('beyond the limit are refused with the seconds to wait', async () => {
    const ask = () => ground.ask('GET', '/users', { headers: from('203.0.113.1') });
    const answers = [];
    for (let request = 0; request < 61; request++) answers.push(await ask());
    expect(answers.slice(0, 60).every(({ status }) => status === 401)).toBe(true);
    const { status, body, headers } = answers[60]!;
    expect([status, body.code]).toEqual([429, 'rate_limited']);
    expect(Number(headers['retry-after'])).toBeGreaterThan(0);
    expect(Number(headers['retry-after'])).toBeLessThanOrEqual(60);
    expect((await ground.ask('GET', '/users', { headers: from('203.0.113.2') })).status).toBe(401);
  });

  it('are counted by the address that the proxy saw, whatever the request claims to have come by', async () => {
    const statuses: number[] = [];
    for (let attempt = 0; attempt < 6; attempt++) {
      const body = { username: `nobody-${attempt}`, password: 'a wrong one' };
      const headers = from(`198.51.100.${attempt}, 203.0.113.9`);
      statuses.push((await ground.ask('POST', '/auth/login', { body, headers })).status);
    }
    expect(statuses).toEqual([401, 401, 401, 401, 401, 429]);
  });

  it('are counted by user, so colleagues behind one address do not hinder each other', async () => {
    const centerId = await ground.newCenter();
    const headers = from('203.0.113.3');
    const tokens: string[] = [];
    for (let user = 0; user < 2; user++) {
      const { username } = await ground.newUser(centerId);
      const { body } = await ground.ask<{ accessToken: string }>('POST', '/auth/login', {
        body: { username, password: goodPassword },
        headers,
      });
      tokens.push(body.accessToken);
    }
    const [busy, calm] = tokens as [string, string];
    let last = 0;
    for (let request = 0; request < 61; request++) {
      last = (await ground.ask('GET', '/auth/me', { token: busy, headers })).status;
    }
    expect(last).toBe(429);
    expect((await ground.ask('GET', '/auth/me', { token: calm, headers })).status).toBe(200);
  });

  it('that try passwords are counted more narrowly', async () => {
    const statuses: number[] = [];
    for (let attempt = 0; attempt < 6; attempt++) {
      const body = { username: `somebody-${attempt}`, password: 'a wrong one' };
      const headers = from('203.0.113.4');
      statuses.push((await ground.ask('POST', '/auth/login', { body, headers })).status);
    }
    expect(statuses).toEqual([401, 401, 401, 401, 401, 429]);
  });

  it('for the health of the process are never refused', async () => {
    const statuses = new Set<number>();
    for (let request = 0; request < 70; request++) {
      statuses.add((await ground.ask('GET', '/health/live', { headers: from('203.0.113.5') })).status);
    }
    expect(statuses).toEqual(new Set([200]));
  });
});

describe('the window of a count', () => {
  it('begins with the first hit and ends a minute later', () => {
    const counts = new OwnCounts();
    expect(counts.hit('a', 60_000, 1_000)).toEqual({ hits: 1, endsAt: 61_000 });
    expect(counts.hit('a', 60_000, 60_999).hits).toBe(2);
    expect(counts.hit('b', 60_000, 60_999).hits).toBe(1);
    expect(counts.hit('a', 60_000, 61_000)).toEqual({ hits: 1, endsAt: 121_000 });
  });

  it('takes over what all processes together have counted, when it is more', () => {
    const counts = new OwnCounts();
    counts.hit('a', 60_000, 1_000);
    counts.learn('a', { hits: 7, endsAt: 50_000 });
    expect(counts.hit('a', 60_000, 2_000)).toEqual({ hits: 8, endsAt: 50_000 });
    counts.learn('a', { hits: 3, endsAt: 50_000 });
    expect(counts.hit('a', 60_000, 3_000).hits).toBe(9);
  });
});

describe('the network of an address', () => {
  it.each([
    ['203.0.113.9', '203.0.113.9'],
    ['::ffff:203.0.113.9', '203.0.113.9'],
    ['2001:db8:1:2:aaaa:bbbb:cccc:dddd', '2001:db8:1:2::/64'],
    ['2001:0db8:0001:0002::1', '2001:db8:1:2::/64'],
    ['2001:db8::1', '2001:db8:0:0::/64'],
    ['fe80::1%eth0', 'fe80:0:0:0::/64'],
    ['::1', '0:0:0:0::/64'],
  ])('%s is %s', (address, network) => expect(networkOf(address)).toBe(network));
});

describe('a Redis that does not answer', () => {
  const logger = createLogger('silent');

  it('because it is away leaves each process counting alone', async () => {
    const counts = new SharedCounts('redis://127.0.0.1:1', logger);
    counts.start();
    expect(await counts.hit('a', 60_000)).toBeUndefined();
    counts.stop();
  });

  it('because it hangs is asked once, and then left alone for a while', async () => {
    const connections: Socket[] = [];
    let silent = false;
    let unanswered = 0;
    const server = createServer((socket) => {
      connections.push(socket);
      socket.on('error', () => undefined);
      // Says yes to whatever the client says at first, then nothing more.
      socket.on('data', (bytes) => {
        const commands = bytes.toString().split('*').length - 1;
        if (silent) unanswered += 1;
        else socket.write('+OK\r\n'.repeat(commands));
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const counts = new SharedCounts(`redis://127.0.0.1:${(server.address() as AddressInfo).port}`, logger);
    counts.start();
    await eventually(() => counts.isReady, 'the connection');
    silent = true;
    expect(await counts.hit('a', 60_000)).toBeUndefined();
    expect(unanswered).toBe(1);
    expect(await counts.hit('a', 60_000)).toBeUndefined();
    expect(unanswered).toBe(1);
    counts.stop();
    connections.forEach((socket) => socket.destroy());
    server.close();
  });
});

const redisUrl = process.env['TEST_REDIS_URL'];
if (redisUrl) {
  describe('with a Redis', () => {
    it('two processes count together', async () => {
      const logger = createLogger('silent');
      const [one, two] = [new SharedCounts(redisUrl, logger), new SharedCounts(redisUrl, logger)];
      one.start();
      two.start();
      const key = `layad:test:${uuidv7()}`;
      const windowMilliseconds = 3_000;
      await eventually(() => one.isReady && two.isReady, 'both connections');
      const hits = await Promise.all(
        Array.from({ length: 20 }, (_, index) => [one, two][index % 2]!.hit(key, windowMilliseconds)),
      );
      expect(hits.map((window) => window?.hits).sort((a, b) => a! - b!)).toEqual(
        Array.from({ length: 20 }, (_, index) => index + 1),
      );
      for (const window of hits) {
        expect(window!.endsAt - Date.now()).toBeLessThanOrEqual(windowMilliseconds);
      }
      await eventually(async () => (await two.hit(key, windowMilliseconds))?.hits === 1, 'a new window');
      one.stop();
      two.stop();
    });

    it('a limit holds over two server processes', async () => {
      const environment = { REDIS_URL: redisUrl, LAYAD_LOGIN_ATTEMPTS_PER_MINUTE: '10' };
      const one = await IdentityGround.prepare({ environment });
      const two = await one.anotherProcess(environment);
      await eventually(
        () => [one, two].every(({ application }) => application.get(RequestLimits)['shared']?.isReady),
        'both connections',
      );
      const headers = from(`198.51.100.${Math.floor(Math.random() * 250)}`);
      const statuses: number[] = [];
      for (let attempt = 0; attempt < 14; attempt++) {
        const body = { username: `spray-${attempt}`, password: 'a wrong one' };
        const ground = [one, two][attempt % 2]!;
        statuses.push((await ground.ask('POST', '/auth/login', { body, headers })).status);
      }
      expect(statuses.slice(0, 10)).toEqual(Array(10).fill(401));
      expect(statuses.slice(12)).toEqual([429, 429]);
      await one.close();
    });
  });
}
