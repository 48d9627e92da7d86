import { rows } from '#lib/platform';
import { goodPassword, IdentityGround } from '../testing/identity-ground.js';

let ground: IdentityGround;
let centerId: string;

beforeAll(async () => {
  ground = await IdentityGround.prepare();
  centerId = await ground.newCenter();
});
afterAll(() => ground.close());

const codesOf = (answers: { body: { code?: string } }[]) => answers.map(({ body }) => body.code ?? 'ok');

async function failTimes(username: string, times: number): Promise<string[]> {
  const codes: string[] = [];
  for (let time = 0; time < times; time++) {
    codes.push(...codesOf([await ground.signIn(username, `wrong password ${time}`)]));
  }
  return codes;
}

/** The journal hears of a lock just after the answer. */
async function locksOf(userId: string, expected: number): Promise<number[]> {
  for (let look = 0; look < 100; look++) {
    const locks = (await ground.journalOf(userId)).filter(({ type }) => type === 'user.locked');
    if (locks.length >= expected) return locks.map(({ payload }) => payload['untilSeconds'] as number);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  return [];
}

describe('wrong passwords in a row', () => {
  it('lock the name after ten, also for the right password, and say for how long', async () => {
    const { username, password } = await ground.newUser(centerId);
    expect(await failTimes(username, 10)).toEqual(Array(10).fill('credentials_invalid'));
    const { status, body, headers } = await ground.signIn(username, password);
    expect([status, body.code]).toEqual([429, 'account_locked']);
    expect(headers['retry-after']).toBe('60');
    ground.clock.advanceSeconds(60);
    expect((await ground.signIn(username, password)).status).toBe(200);
  });

  it('lock for 1, 2, 4 … minutes, at most an hour, and the journal knows', async () => {
    const { id, username } = await ground.newUser(centerId);
    await failTimes(username, 9);
    for (const minutes of [1, 2, 4, 8, 16, 32, 60, 60]) {
      expect(await failTimes(username, 1)).toEqual(['credentials_invalid']);
      const { body, headers } = await ground.signIn(username, goodPassword);
      expect([body.code, headers['retry-after']]).toEqual(['account_locked', String(minutes * 60)]);
      ground.clock.advanceSeconds(minutes * 60);
    }
    expect(await locksOf(id, 8)).toEqual([60, 120, 240, 480, 960, 1920, 3600, 3600]);
  });

  it('are forgotten by the right password and by a day of quiet', async () => {
    const { username, password } = await ground.newUser(centerId);
    await failTimes(username, 9);
    expect((await ground.signIn(username, password)).status).toBe(200);
    await failTimes(username, 9);
    ground.clock.advanceSeconds(86_401);
    expect(await failTimes(username, 9)).not.toContain('account_locked');
    expect((await ground.signIn(username, password)).status).toBe(200);
  });

  it('lock a name that belongs to nobody just the same', async () => {
    expect(await failTimes('nobody-of-that-name', 12)).toEqual([
      ...(Array(10).fill('credentials_invalid') as string[]),
      'account_locked',
      'account_locked',
    ]);
  });

  it('count where one changes the own password, too', async () => {
    const { username, token } = await ground.signedIn(centerId);
    for (let time = 0; time < 10; time++) {
      await ground.ask('POST', '/auth/password', {
        token,
        body: { currentPassword: `wrong ${time}`, newPassword: 'angklung dari Saung Udjo' },
      });
    }
    expect((await ground.signIn(username, goodPassword)).body.code).toBe('account_locked');
    expect((await ground.ask('GET', '/auth/me', { token })).status).toBe(200);
  });

  it('stay counted when the server starts again', async () => {
    const { username, password } = await ground.newUser(centerId);
    await failTimes(username, 10);
    const restarted = await ground.anotherProcess();
    expect((await restarted.signIn(username, password)).body.code).toBe('account_locked');
  });

  it('are pardoned by an administrator', async () => {
    const admin = await ground.signedIn(centerId, 'admin');
    const { id, username, password } = await ground.newUser(centerId);
    await failTimes(username, 10);
    const seen = await ground.ask('GET', `/users/${id}`, { token: admin.token });
    expect(seen.body['lockedUntil']).toBe(new Date(ground.clock.now().getTime() + 60_000).toISOString());
    const { body } = await ground.ask('POST', `/users/${id}/unlock`, { token: admin.token });
    expect(body['lockedUntil']).toBeNull();
    expect((await ground.signIn(username, password)).status).toBe(200);
    expect((await ground.journalOf(id)).at(-1)).toEqual({
      type: 'user.changed',
      payload: { fields: ['lock'] },
    });
  });

  it('leave no typed name readable in the database', async () => {
    await failTimes('rahasia-saya-yang-salah-ketik', 1);
    const kept = await rows<{ row: string }>(
      ground.dataSource,
      'select sign_in_failure::text as row from sign_in_failure',
    );
    expect(kept.length).toBeGreaterThan(0);
    expect(kept.filter(({ row }) => row.includes('rahasia'))).toEqual([]);
  });
});

describe('wrong passwords typed by somebody else', () => {
  const from = (address: string, cookie?: string) => ({
    'x-forwarded-for': address,
    ...(cookie === undefined ? {} : { cookie }),
  });
  const tryFrom = async (username: string, password: string, headers: Record<string, string>) =>
    ground.ask('POST', '/auth/login', { body: { username, password, refreshTokenIn: 'body' }, headers });
  async function failFrom(username: string, address: string, times: number): Promise<void> {
    for (let time = 0; time < times; time++) await tryFrom(username, `wrong ${time}`, from(address));
  }
  /** Signs in at an address and answers the cookie that makes the device known. */
  async function deviceOf(username: string, address: string): Promise<string> {
    const { headers } = await tryFrom(username, goodPassword, from(address));
    return headers['set-cookie']!.split(';')[0]!;
  }

  it('lock the name in their network and nowhere else', async () => {
    const { username, password } = await ground.newUser(centerId);
    await failFrom(username, '198.51.100.1', 10);
    expect((await tryFrom(username, password, from('198.51.100.1'))).body.code).toBe('account_locked');
    expect((await tryFrom(username, password, from('203.0.113.1'))).status).toBe(200);
  });

  it('from many networks are slowed too, and do not lock out a device that is known', async () => {
    const { username, password } = await ground.newUser(centerId);
    const cookie = await deviceOf(username, '203.0.113.1');
    for (let network = 0; network < 10; network++) await failFrom(username, `198.51.100.${network}`, 5);
    expect((await tryFrom(username, password, from('192.0.2.1'))).body.code).toBe('account_locked');
    expect((await tryFrom(username, password, from('203.0.113.1', cookie))).status).toBe(200);
    ground.clock.advanceSeconds(60);
    await failFrom(username, '198.51.100.77', 1);
    const { headers } = await tryFrom(username, password, from('192.0.2.1'));
    expect(headers['retry-after']).toBe('120');
  });

  it('do not lock out a known device in their own network, which is locked by its own ten alone', async () => {
    const { username, password } = await ground.newUser(centerId);
    const cookie = await deviceOf(username, '203.0.113.1');
    await failFrom(username, '203.0.113.1', 10);
    const known = from('203.0.113.1', cookie);
    expect((await tryFrom(username, password, known)).status).toBe(200);
    for (let time = 0; time < 10; time++) await tryFrom(username, `slip ${time}`, known);
    expect((await tryFrom(username, password, known)).body.code).toBe('account_locked');
  });

  it('are not excused by the cookie of another name, a forged one or one of long ago', async () => {
    const { username, password } = await ground.newUser(centerId);
    const other = await ground.newUser(centerId);
    const own = await deviceOf(username, '203.0.113.9');
    const foreign = await deviceOf(other.username, '203.0.113.9');
    await failFrom(username, '203.0.113.9', 10);
    const renamed = `${own.split('=')[0]}=${foreign.split('=')[1]}`;
    for (const cookie of [foreign, renamed, `${own}x`, `${own.split('=')[0]}=a.b.c`]) {
      const { body } = await tryFrom(username, password, from('203.0.113.9', cookie));
      expect(body.code).toBe('account_locked');
    }
    ground.clock.advanceSeconds(181 * 86_400);
    await failFrom(username, '203.0.113.9', 10);
    expect((await tryFrom(username, password, from('203.0.113.9', own))).body.code).toBe('account_locked');
  });

  it('leave neither address nor device readable in the database', async () => {
    const { username } = await ground.newUser(centerId);
    await failFrom(username, '198.51.100.123', 1);
    const kept = await rows<{ row: string }>(
      ground.dataSource,
      'select sign_in_failure::text as row from sign_in_failure',
    );
    expect(kept.filter(({ row }) => row.includes('198.51'))).toEqual([]);
  });
});

describe('fifty sign-ins at once', () => {
  const attempts = Array.from({ length: 50 }, (_, index) => index);

  it('with wrong passwords, over two processes, get no more than ten tries', async () => {
    const other = await ground.anotherProcess();
    const { id, username, password } = await ground.newUser(centerId);
    const answers = await Promise.all(
      attempts.map((index) => [ground, other][index % 2]!.signIn(username, `guess number ${index}`)),
    );
    const codes = codesOf(answers);
    expect(codes.filter((code) => code === 'credentials_invalid')).toHaveLength(10);
    expect(codes.filter((code) => code === 'account_locked')).toHaveLength(40);
    expect((await ground.signIn(username, password)).body.code).toBe('account_locked');
    expect(await locksOf(id, 1)).toEqual([60]);
  });

  it('with the right password all succeed', async () => {
    const { username, password } = await ground.newUser(centerId);
    const answers = await Promise.all(attempts.map(() => ground.signIn(username, password)));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
  });
});

describe('a name that belongs to nobody', () => {
  it('costs as much work as a wrong password, so that the time does not tell', async () => {
    const { username } = await ground.newUser(centerId);
    /** Processor time and not the clock's, so that a busy machine does not disturb it. */
    const workFor = async (names: string[]) => {
      const before = process.cpuUsage();
      for (const name of names) await ground.signIn(name, 'wrong password');
      return process.cpuUsage(before).user;
    };
    await workFor(['warm-up']);
    const known = await workFor(Array<string>(8).fill(username));
    const unknown = await workFor(Array.from({ length: 8 }, (_, index) => `nobody-${index}`));
    expect(unknown).toBeGreaterThan(known * 0.6);
    expect(unknown).toBeLessThan(known * 1.7);
  });
});
