import { systemCaller, rows } from '#lib/platform';
import { goodPassword, IdentityGround } from '../testing/identity-ground.js';
import { Users } from './users.js';

interface User {
  id: string;
  username: string;
  role: string;
  version: number;
  disabled: boolean;
  [field: string]: unknown;
}

let ground: IdentityGround;
let centerId: string;
let admin: { id: string; token: string };

beforeAll(async () => {
  ground = await IdentityGround.prepare();
});
beforeEach(async () => {
  centerId = await ground.newCenter();
  admin = await ground.signedIn(centerId, 'admin');
});
afterAll(() => ground.close());

const newUser = (more: object = {}) => ({
  username: `u${Math.random().toString(36).slice(2)}`,
  password: goodPassword,
  role: 'operator',
  ...more,
});
const create = (body: object, headers: Record<string, string> = {}, token = admin.token) =>
  ground.ask<User>('POST', '/users', { token, body, headers });
const change = (id: string, version: number, body: object, token = admin.token) =>
  ground.ask<User>('PATCH', `/users/${id}`, { token, body, headers: { 'if-match': `"${version}"` } });

describe('creating a user', () => {
  it('answers it with its version, without a trace of the password', async () => {
    const { status, body, headers } = await create(newUser({ username: 'Siti.Rahma', locale: 'en' }));
    expect(status).toBe(201);
    expect(headers['etag']).toBe('"1"');
    expect(body).toEqual({
      id: expect.any(String) as string,
      username: 'siti.rahma',
      displayName: 'siti.rahma',
      role: 'operator',
      teamId: null,
      locale: 'en',
      extension: null,
      disabled: false,
      mustChangePassword: true,
      lockedUntil: null,
      version: 1,
      createdAt: ground.clock.now().toISOString(),
    });
    expect(await ground.journalOf(body.id)).toEqual([
      { type: 'user.created', payload: { role: 'operator' } },
    ]);
  });

  it('stores the password as argon2id with 19 MiB, two passes and one lane', async () => {
    const { body } = await create(newUser());
    const [row] = await rows<{ hash: string }>(
      ground.dataSource,
      `select password_hash as hash from app_user where id = $1`,
      [body.id],
    );
    expect(row!.hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$[\w+/]{22}\$[\w+/]{43}$/);
  });

  it('is refused when the name is taken, also in another center and in another case', async () => {
    const { username } = await ground.newUser(await ground.newCenter());
    const { status, body } = await create(newUser({ username: username.toUpperCase() }));
    expect([status, body.code]).toEqual([409, 'username_taken']);
  });

  it.each([
    ['short', 'abcdefghi'],
    ['common', 'Rahasia12345!'],
    ['a pattern', 'abababababab'],
    ['of the name', 'siti.rahma2026'],
  ])('is refused when the password is %s', async (_, password) => {
    const { status, body } = await create(newUser({ username: 'siti.rahma', password }));
    expect([400, 422]).toContain(status);
    expect(['validation_failed', 'password_too_weak']).toContain(body.code);
  });

  it('binds a team’s user to a team of the same center and nobody else to any', async () => {
    const own = await ground.newTeam(centerId);
    const foreign = await ground.newTeam(await ground.newCenter());
    const fieldsOf = async (body: object) => (await create(newUser(body))).body['fields'];
    expect((await create(newUser({ role: 'team', teamId: own }))).body.teamId).toBe(own);
    expect(await fieldsOf({ role: 'team' })).toMatchObject([{ field: 'teamId', rule: 'required' }]);
    expect(await fieldsOf({ role: 'team', teamId: foreign })).toMatchObject([
      { field: 'teamId', rule: 'notFound' },
    ]);
    expect(await fieldsOf({ role: 'doctor', teamId: own })).toMatchObject([
      { field: 'teamId', rule: 'onlyWith' },
    ]);
  });

  it('with the same idempotency key gives the same answer, with another body none', async () => {
    const body = newUser();
    const headers = { 'idempotency-key': 'once-only' };
    const first = await create(body, headers);
    expect((await create(body, headers)).body).toEqual(first.body);
    const other = await create({ ...body, role: 'doctor' }, headers);
    expect([other.status, other.body.code]).toEqual([422, 'idempotency_key_reused']);
  });

  it('for the demo takes a password that everybody knows, for many at once', async () => {
    const users = ground.application.get(Users);
    const made = await users.createForDemonstration(
      systemCaller(centerId),
      [newUser(), newUser({ role: 'manager' })].map(({ username, role }) => ({
        username,
        role: role as 'operator',
      })),
      'layad-119',
    );
    const created = made.accepted ? made.value : [];
    expect(created.map(({ role }) => role)).toEqual(['operator', 'manager']);
    expect((await ground.signIn(created[1]!.username, 'layad-119')).status).toBe(200);
  });
});

describe('reading users', () => {
  it('pages them by name, only those of the own center', async () => {
    await ground.newUser(await ground.newCenter());
    for (const username of ['b', 'd', 'a', 'c']) {
      await create(newUser({ username: `${username}${centerId.slice(-12)}` }));
    }
    const names: string[] = [];
    let cursor: string | null = null;
    do {
      const page: { body: { items: User[]; nextCursor: string | null } } = await ground.ask(
        'GET',
        `/users?limit=2${cursor ? `&cursor=${cursor}` : ''}`,
        { token: admin.token },
      );
      names.push(...page.body.items.map(({ username }) => username));
      cursor = page.body.nextCursor;
    } while (cursor);
    expect(names).toHaveLength(5);
    expect(names).toEqual([...names].sort());
  });

  it('is for supervisors, changing is not', async () => {
    const supervisor = await ground.signedIn(centerId, 'supervisor');
    const { body } = await ground.ask<{ items: User[] }>('GET', '/users?role=admin', {
      token: supervisor.token,
    });
    expect(body.items.map(({ id }) => id)).toEqual([admin.id]);
    expect((await create(newUser(), {}, supervisor.token)).body.code).toBe('forbidden');
  });

  it('finds nobody of another center, nor lets anything be done to them', async () => {
    const stranger = await ground.newUser(await ground.newCenter());
    const tries = [
      ground.ask('GET', `/users/${stranger.id}`, { token: admin.token }),
      change(stranger.id, 1, { role: 'manager' }),
      ...['disable', 'enable', 'unlock'].map((act) =>
        ground.ask('POST', `/users/${stranger.id}/${act}`, { token: admin.token }),
      ),
      ground.ask('POST', `/users/${stranger.id}/password`, {
        token: admin.token,
        body: { password: goodPassword },
      }),
      ground.ask('DELETE', `/users/${stranger.id}/sessions`, { token: admin.token }),
    ];
    for (const { status, body } of await Promise.all(tries)) {
      expect([status, body.code]).toEqual([404, 'not_found']);
    }
  });
});

describe('changing a user', () => {
  it('needs the version that was read, and answers the present one otherwise', async () => {
    const { body: user } = await create(newUser());
    expect((await change(user.id, 1, { displayName: 'Siti' })).body).toMatchObject({
      displayName: 'Siti',
      version: 2,
    });
    const late = await change(user.id, 1, { displayName: 'Dewi' });
    expect([late.status, late.body.code]).toEqual([412, 'version_mismatch']);
    expect(late.body['current']).toMatchObject({ displayName: 'Siti', version: 2 });
    const without = await ground.ask('PATCH', `/users/${user.id}`, { token: admin.token, body: {} });
    expect(without.status).toBe(428);
    expect((await ground.journalOf(user.id)).at(-1)).toEqual({
      type: 'user.changed',
      payload: { fields: ['displayName'] },
    });
  });

  it('holds from the next request on: a new role, with the old token', async () => {
    const user = await ground.signedIn(centerId, 'supervisor');
    expect((await ground.ask('GET', '/users', { token: user.token })).status).toBe(200);
    await change(user.id, 1, { role: 'operator' });
    expect((await ground.ask('GET', '/users', { token: user.token })).status).toBe(403);
  });

  it('frees a user of its team when the role changes', async () => {
    const { body: user } = await create(newUser({ role: 'team', teamId: await ground.newTeam(centerId) }));
    expect((await change(user.id, 1, { role: 'doctor' })).body).toMatchObject({ teamId: null });
  });
});

describe('disabling a user', () => {
  it('ends every session at once and lets nobody sign in until enabled again', async () => {
    const user = await ground.signedIn(centerId);
    const { body } = await ground.ask<User>('POST', `/users/${user.id}/disable`, { token: admin.token });
    expect(body.disabled).toBe(true);
    expect((await ground.ask('GET', '/auth/me', { token: user.token })).body.code).toBe('session_revoked');
    expect((await ground.signIn(user.username, goodPassword)).body.code).toBe('credentials_invalid');
    await ground.ask('POST', `/users/${user.id}/enable`, { token: admin.token });
    expect((await ground.signIn(user.username, goodPassword)).status).toBe(200);
    expect((await ground.ask('GET', '/auth/me', { token: user.token })).body.code).toBe('session_revoked');
  });

  it('or only signing them out everywhere', async () => {
    const user = await ground.signedIn(centerId);
    const { status } = await ground.ask('DELETE', `/users/${user.id}/sessions`, { token: admin.token });
    expect(status).toBe(204);
    expect((await ground.ask('GET', '/auth/me', { token: user.token })).body.code).toBe('session_revoked');
  });
});

describe('the last enabled administrator of a center', () => {
  it('can be neither disabled nor demoted', async () => {
    await ground.newUser(await ground.newCenter(), 'admin');
    const { body: former } = await create(newUser({ role: 'admin' }));
    await ground.ask('POST', `/users/${former.id}/disable`, { token: admin.token });
    const disabled = await ground.ask('POST', `/users/${admin.id}/disable`, { token: admin.token });
    expect([disabled.status, disabled.body.code]).toEqual([409, 'last_administrator']);
    const demoted = await change(admin.id, 1, { role: 'operator' });
    expect([demoted.status, demoted.body.code]).toEqual([409, 'last_administrator']);
  });

  it('stays when two of them remove each other at the same moment', async () => {
    for (let round = 0; round < 5; round++) {
      const center = await ground.newCenter();
      const [a, b] = [await ground.signedIn(center, 'admin'), await ground.signedIn(center, 'admin')];
      await Promise.all([
        ground.ask('POST', `/users/${b.id}/disable`, { token: a.token }),
        change(a.id, 1, { role: 'operator' }, b.token),
      ]);
      const [row] = await rows<{ left: number }>(
        ground.dataSource,
        `select count(*) as left from app_user
         where center_id = $1 and role = 'admin' and disabled_at is null`,
        [center],
      );
      expect(row!.left).toBe(1);
    }
  });
});

describe('an extension', () => {
  it('is written down, found by the exchange’s name for it, and taken away', async () => {
    const { body } = await create(newUser({ extension: '101' }));
    expect(body['extension']).toBe('101');
    const users = ground.application.get(Users);
    expect(await users.idAtExtension(ground.dataSource, centerId, '101')).toBe(body.id);
    expect(await users.extensionOf(ground.dataSource, centerId, body.id)).toBe('101');
    expect(await users.idAtExtension(ground.dataSource, await ground.newCenter(), '101')).toBeUndefined();
    const changed = await change(body.id, 1, { extension: null });
    expect(changed.body['extension']).toBeNull();
    expect(await users.idAtExtension(ground.dataSource, centerId, '101')).toBeUndefined();
    expect((await ground.journalOf(body.id)).at(-1)).toEqual({
      type: 'user.changed',
      payload: { fields: ['extension'] },
    });
  });

  it('belongs to one user of a center, and to another in another', async () => {
    await create(newUser({ extension: '102' }));
    const second = await create(newUser());
    const taken = await change(second.body.id, 1, { extension: '102' });
    expect([taken.status, taken.body['code']]).toEqual([409, 'extension_taken']);
    expect((await create(newUser({ extension: '102' }))).status).toBe(409);
    const elsewhere = await ground.signedIn(await ground.newCenter(), 'admin');
    expect((await create(newUser({ extension: '102' }), {}, elsewhere.token)).status).toBe(201);
  });

  it('of somebody who may not sign in any more is free for the next, and not for them when they return', async () => {
    const { body } = await create(newUser({ extension: '103' }));
    const ask = (what: string) =>
      ground.ask<User>('POST', `/users/${body.id}/${what}`, { token: admin.token });
    await ask('disable');
    const users = ground.application.get(Users);
    expect(await users.idAtExtension(ground.dataSource, centerId, '103')).toBeUndefined();
    expect((await create(newUser({ extension: '103' }))).status).toBe(201);
    const back = await ask('enable');
    expect([back.status, back.body['code']]).toEqual([409, 'extension_taken']);
  });

  it.each(['', '../1', '10 1', 'a'.repeat(41)])('is not %p', async (extension) => {
    expect((await create(newUser({ extension }))).status).toBe(400);
  });
});
