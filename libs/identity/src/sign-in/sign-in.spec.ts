import { jest } from '@jest/globals';
import { decodeJwt } from 'jose';
import { Commands, systemCaller } from '#lib/platform';
import { goodPassword, IdentityGround } from '../testing/identity-ground.js';
import { Users } from '../user/users.js';

let ground: IdentityGround;
let centerId: string;

beforeAll(async () => {
  ground = await IdentityGround.prepare();
  centerId = await ground.newCenter();
});
afterAll(() => ground.close());

const me = (token: string) => ground.ask('GET', '/auth/me', { token });
const renew = (refreshToken: string) =>
  ground.ask<{ accessToken: string; refreshToken: string }>('POST', '/auth/refresh', {
    body: { refreshToken },
  });
const cookieOf = (headers: Record<string, string>) => headers['set-cookie'] ?? '';

describe('signing in with a password that is replaced while it is being checked', () => {
  it('opens no session', async () => {
    const { id, username, password } = await ground.newUser(centerId);
    const { application } = ground;
    const replace = () =>
      application.get(Users).resetPassword(systemCaller(centerId), id, {
        password: 'wayang golek di Dago',
        mustChangePassword: false,
      });
    const commands = application.get(Commands);
    const run = commands.run.bind(commands);
    // The first command after the check is the one that opens the session.
    jest.spyOn(commands, 'run').mockImplementationOnce(async (caller, work) => {
      expect((await replace()).accepted).toBe(true);
      return run(caller, work);
    });
    expect((await ground.signIn(username, password)).body.code).toBe('credentials_invalid');
    expect((await ground.signIn(username, 'wayang golek di Dago')).status).toBe(200);
  });
});

describe('signing in', () => {
  it('answers an access token for a quarter of an hour, the user, and a cookie that scripts cannot read', async () => {
    const { id, username, password } = await ground.newUser(centerId, 'supervisor');
    const { status, body, headers } = await ground.ask<{ accessToken: string }>('POST', '/auth/login', {
      body: { username: username.toUpperCase(), password },
    });
    expect(status).toBe(200);
    expect(body).toEqual({
      accessToken: expect.any(String) as string,
      expiresInSeconds: 900,
      user: {
        id,
        username,
        displayName: username,
        role: 'supervisor',
        centerId,
        teamId: null,
        locale: 'id',
        mustChangePassword: false,
      },
    });
    expect(decodeJwt(body.accessToken)).toMatchObject({
      sub: id,
      center: centerId,
      role: 'supervisor',
      sid: expect.any(String) as string,
    });
    expect(cookieOf(headers)).toMatch(
      /^layad_refresh=[^;]+; Max-Age=604800; Path=\/api\/v1\/auth; HttpOnly; SameSite=Strict$/,
    );
  });

  it('sends the cookie over https only when it came by https', async () => {
    const { username, password } = await ground.newUser(centerId);
    const { headers } = await ground.ask('POST', '/auth/login', {
      body: { username, password },
      headers: { 'x-forwarded-proto': 'https' },
    });
    expect(cookieOf(headers)).toContain('; Secure');
  });

  it('gives wrong password, unknown name and disabled user the same answer', async () => {
    const wrong = await ground.newUser(centerId);
    const disabled = await ground.newUser(centerId);
    const admin = await ground.signedIn(centerId, 'admin');
    await ground.ask('POST', `/users/${disabled.id}/disable`, { token: admin.token });
    const answers = await Promise.all([
      ground.signIn(wrong.username, 'not the password'),
      ground.signIn('nobody-at-all', goodPassword),
      ground.signIn(disabled.username, disabled.password),
    ]);
    for (const { status, body } of answers) {
      expect(status).toBe(401);
      expect({ ...body, requestId: undefined }).toEqual({ ...answers[0].body, requestId: undefined });
      expect(body.code).toBe('credentials_invalid');
    }
  });

  it('takes the password exactly as typed, whichever way its characters are composed', async () => {
    const { username } = await ground.newUser(centerId, 'operator', { password: ' café di sudut jalan ' });
    expect((await ground.signIn(username, 'café di sudut jalan')).status).toBe(401);
    expect((await ground.signIn(username, ' cafe\u0301 di sudut jalan ')).status).toBe(200);
  });

  it('records the session in the journal under the user, and nothing about the password', async () => {
    const { id, token } = await ground.signedIn(centerId);
    const { sid } = decodeJwt<{ sid: string }>(token);
    expect(await ground.journalOf(sid)).toEqual([{ type: 'session.opened', payload: { userId: id } }]);
  });

  it('refuses a body without the fields by naming them', async () => {
    const { status, body } = await ground.ask('POST', '/auth/login');
    expect(status).toBe(400);
    expect(body['fields']).toEqual([
      expect.objectContaining({ field: 'username', rule: 'required' }),
      expect.objectContaining({ field: 'password', rule: 'required' }),
    ]);
  });
});

describe('an access token', () => {
  it('expires after a quarter of an hour', async () => {
    const { token } = await ground.signedIn(centerId);
    expect((await me(token)).status).toBe(200);
    ground.clock.advanceSeconds(901);
    const { status, body } = await me(token);
    expect([status, body.code]).toEqual([401, 'session_expired']);
  });

  it('is refused when it was changed, cut short or signed by somebody else', async () => {
    const { token } = await ground.signedIn(centerId);
    const [header, payload, signature] = token.split('.') as [string, string, string];
    const none = Buffer.from('{"alg":"none","typ":"at+jwt"}').toString('base64url');
    const promoted = Buffer.from(JSON.stringify({ ...decodeJwt(token), role: 'admin' })).toString(
      'base64url',
    );
    const forgeries = [
      `${header}.${promoted}.${signature}`,
      `${header}.${payload}.${signature.slice(1)}A`,
      `${header}.${payload}`,
      `${none}.${payload}.`,
      'nonsense',
    ];
    for (const forged of forgeries) {
      const { status, body, headers } = await me(forged);
      expect([status, body.code]).toEqual([401, 'unauthenticated']);
      expect(headers['www-authenticate']).toBe('Bearer');
    }
  });

  it('of another installation is refused', async () => {
    const other = await ground.anotherProcess({ LAYAD_SECRET: 'the secret of another installation' });
    const { token } = await ground.signedIn(centerId);
    expect((await other.ask('GET', '/auth/me', { token })).status).toBe(401);
  });
});

describe('renewing', () => {
  it('exchanges the refresh token for the next one', async () => {
    const { refreshToken } = await ground.signedIn(centerId);
    const first = await renew(refreshToken);
    expect(first.status).toBe(200);
    expect(first.body.refreshToken).not.toBe(refreshToken);
    const second = await renew(first.body.refreshToken);
    expect((await me(second.body.accessToken)).status).toBe(200);
  });

  it('works by the cookie alone, without a body', async () => {
    const { username, password } = await ground.newUser(centerId);
    const { headers } = await ground.ask('POST', '/auth/login', { body: { username, password } });
    const cookie = cookieOf(headers).split(';')[0]!;
    const renewed = await ground.ask('POST', '/auth/refresh', { headers: { cookie } });
    expect(renewed.status).toBe(200);
    expect(renewed.body).not.toHaveProperty('refreshToken');
    expect(cookieOf(renewed.headers)).toMatch(/^layad_refresh=/);
    expect(cookieOf(renewed.headers).split(';')[0]).not.toBe(cookie);
  });

  it('gives two tabs that renew at once the same next token', async () => {
    const { refreshToken } = await ground.signedIn(centerId);
    const answers = await Promise.all([renew(refreshToken), renew(refreshToken), renew(refreshToken)]);
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect(new Set(answers.map(({ body }) => body.refreshToken)).size).toBe(1);
  });

  it('ends the whole session when a token is used a second time later on', async () => {
    const { refreshToken, token } = await ground.signedIn(centerId);
    const { body: renewed } = await renew(refreshToken);
    ground.clock.advanceSeconds(11);
    const reused = await renew(refreshToken);
    expect([reused.status, reused.body.code]).toEqual([401, 'session_revoked']);
    expect((await renew(renewed.refreshToken)).body.code).toBe('session_revoked');
    expect((await me(renewed.accessToken)).body.code).toBe('session_revoked');
    const { sid } = decodeJwt<{ sid: string }>(token);
    expect((await ground.journalOf(sid)).at(-1)).toMatchObject({
      type: 'session.revoked',
      payload: { reason: 'reuse_detected' },
    });
  });

  it('ends the session for a token two generations old, even within the grace', async () => {
    const { refreshToken } = await ground.signedIn(centerId);
    const { body: second } = await renew(refreshToken);
    await renew(second.refreshToken);
    expect((await renew(refreshToken)).body.code).toBe('session_revoked');
  });

  it('is not possible with a token that was made up, which harms nobody', async () => {
    const { refreshToken } = await ground.signedIn(centerId);
    const [sessionId] = refreshToken.split('.');
    const madeUp = `${sessionId}.1.${'A'.repeat(43)}`;
    expect((await renew(madeUp)).body.code).toBe('unauthenticated');
    expect((await renew(refreshToken)).status).toBe(200);
  });

  it('is over after a week without use, and after a month in any case', async () => {
    const idle = await ground.signedIn(centerId);
    ground.clock.advanceSeconds(7 * 86_400 + 1);
    expect((await renew(idle.refreshToken)).body.code).toBe('session_expired');
    let { refreshToken } = await ground.signedIn(centerId);
    for (let day = 0; day < 30; day += 5) {
      const { status, body } = await renew(refreshToken);
      expect(status).toBe(200);
      refreshToken = body.refreshToken;
      ground.clock.advanceSeconds(5 * 86_400);
    }
    expect((await renew(refreshToken)).body.code).toBe('session_expired');
  });

  it('takes the useless cookie away', async () => {
    const { status, headers } = await ground.ask('POST', '/auth/refresh', {
      headers: { cookie: 'layad_refresh=of-long-ago' },
    });
    expect(status).toBe(401);
    expect(cookieOf(headers)).toMatch(/^layad_refresh=;/);
  });
});

describe('ending a session', () => {
  it('by signing out holds at once for all its tokens', async () => {
    const { token, refreshToken } = await ground.signedIn(centerId);
    const { status, headers } = await ground.ask('POST', '/auth/logout', { token });
    expect(status).toBe(204);
    expect(cookieOf(headers)).toMatch(/^layad_refresh=;/);
    expect((await me(token)).body.code).toBe('session_revoked');
    expect((await renew(refreshToken)).body.code).toBe('session_revoked');
  });

  it('from the list of sessions ends that one only', async () => {
    const { username, token } = await ground.signedIn(centerId);
    const phone = await ground.signIn(username, goodPassword);
    const list = await ground.ask<{ items: { id: string; current: boolean }[] }>('GET', '/auth/sessions', {
      token,
    });
    expect(list.body.items.map(({ current }) => current).sort()).toEqual([false, true]);
    const lost = list.body.items.find(({ current }) => !current)!;
    expect((await ground.ask('DELETE', `/auth/sessions/${lost.id}`, { token })).status).toBe(204);
    expect((await me(phone.body.accessToken)).body.code).toBe('session_revoked');
    expect((await me(token)).status).toBe(200);
  });

  it('of somebody else is not possible', async () => {
    const { token } = await ground.signedIn(centerId);
    const other = await ground.signedIn(centerId);
    const { sid } = decodeJwt<{ sid: string }>(other.token);
    expect((await ground.ask('DELETE', `/auth/sessions/${sid}`, { token })).status).toBe(404);
    expect((await me(other.token)).status).toBe(200);
  });

  it('in one process holds in another one within two seconds', async () => {
    const other = await ground.anotherProcess();
    const { token } = await ground.signedIn(centerId);
    expect((await other.ask('GET', '/auth/me', { token })).status).toBe(200);
    await ground.ask('POST', '/auth/logout', { token });
    await new Promise((resolve) => setTimeout(resolve, 2_050));
    expect((await other.ask('GET', '/auth/me', { token })).body.code).toBe('session_revoked');
  });
});

describe('changing the password', () => {
  const newPassword = 'angklung dari Saung Udjo';

  it('ends every other session and keeps this one', async () => {
    const { username, token } = await ground.signedIn(centerId);
    const other = await ground.signIn(username, goodPassword);
    const { status } = await ground.ask('POST', '/auth/password', {
      token,
      body: { currentPassword: goodPassword, newPassword },
    });
    expect(status).toBe(204);
    expect((await me(token)).status).toBe(200);
    expect((await me(other.body.accessToken)).body.code).toBe('session_revoked');
    expect((await ground.signIn(username, goodPassword)).status).toBe(401);
    expect((await ground.signIn(username, newPassword)).status).toBe(200);
  });

  it('needs the present one and a good new one', async () => {
    const { token } = await ground.signedIn(centerId);
    const change = (currentPassword: string, password: string) =>
      ground.ask('POST', '/auth/password', { token, body: { currentPassword, newPassword: password } });
    expect((await change('not the password', newPassword)).body.code).toBe('credentials_invalid');
    expect((await change(goodPassword, 'password1234')).body.code).toBe('password_too_weak');
  });

  it('is the only thing possible with a password that an administrator chose', async () => {
    const admin = await ground.signedIn(centerId, 'admin');
    const { id, username } = await ground.newUser(centerId);
    await ground.ask('POST', `/users/${id}/password`, {
      token: admin.token,
      body: { password: 'sementara untuk Siti' },
    });
    const { body } = await ground.signIn(username, 'sementara untuk Siti');
    const token = body.accessToken;
    expect((await ground.ask('GET', '/users', { token })).body.code).toBe('password_change_required');
    const changed = await ground.ask('POST', '/auth/password', {
      token,
      body: { currentPassword: 'sementara untuk Siti', newPassword },
    });
    expect(changed.status).toBe(204);
    expect((await ground.ask('GET', '/users', { token })).body.code).toBe('forbidden');
  });
});
