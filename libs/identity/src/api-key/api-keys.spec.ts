import { rows } from '#lib/platform';
import { IdentityGround } from '../testing/identity-ground.js';

interface Key {
  id: string;
  key: string;
  permissions: string[];
  lastUsedAt: string | null;
  revokedAt: string | null;
}

let ground: IdentityGround;
let centerId: string;
let admin: { id: string; token: string };

beforeAll(async () => {
  ground = await IdentityGround.prepare();
  centerId = await ground.newCenter();
  admin = await ground.signedIn(centerId, 'admin');
});
afterAll(() => ground.close());

const create = (body: object, headers: Record<string, string> = {}) =>
  ground.ask<Key>('POST', '/api-keys', { token: admin.token, body, headers });
const list = async (token = admin.token) =>
  (await ground.ask<{ items: Key[] }>('GET', '/api-keys?limit=500', { token })).body.items;
/** What a program without any permission here is answered tells whether it was let in. */
const knock = async (key: string) => (await ground.ask('GET', '/users', { token: key })).body.code;

describe('an API key', () => {
  it('is shown once and kept as a hash only', async () => {
    const { status, body } = await create({ name: 'GPS trackers', permissions: ['team.position'] });
    expect(status).toBe(201);
    expect(body.key).toMatch(/^layad_[0-9a-f]{32}_[\w-]{43}$/);
    expect((await list()).find(({ id }) => id === body.id)).toEqual({
      id: body.id,
      name: 'GPS trackers',
      permissions: ['team.position'],
      createdAt: ground.clock.now().toISOString(),
      createdBy: admin.id,
      lastUsedAt: null,
      expiresAt: null,
      revokedAt: null,
      version: 1,
    });
    const secret = body.key.slice(-43);
    const [row] = await rows<{ row: string }>(
      ground.dataSource,
      `select api_key::text || coalesce((select string_agg(idempotency_key::text, '') from idempotency_key), '')
         as row from api_key where id = $1`,
      [body.id],
    );
    expect(row!.row).not.toContain(secret);
  });

  it('lets a program in as an integration of its center', async () => {
    const { body } = await create({ name: 'telephony' });
    expect(await knock(body.key)).toBe('forbidden');
    expect(await knock(`${body.key.slice(0, -1)}${body.key.endsWith('A') ? 'B' : 'A'}`)).toBe(
      'unauthenticated',
    );
    expect(await knock('layad_nonsense')).toBe('unauthenticated');
  });

  it('with the same idempotency key is the same key, which the database never held readable', async () => {
    const headers = { 'idempotency-key': 'one-key-please' };
    const first = await create({ name: 'once' }, headers);
    const second = await create({ name: 'once' }, headers);
    expect(second.body.key).toBe(first.body.key);
    const kept = await rows<{ row: string }>(
      ground.dataSource,
      `select idempotency_key::text as row from idempotency_key where key = 'one-key-please'`,
    );
    expect(kept).toHaveLength(1);
    expect(kept[0]!.row).not.toContain(first.body.key.slice(-43));
  });

  it('may be given no more than an integration may do, and not a past end', async () => {
    const tooMuch = await create({ name: 'greedy', permissions: ['user.write'] });
    expect([tooMuch.status, tooMuch.body.code]).toEqual([400, 'validation_failed']);
    const past = await create({ name: 'late', expiresAt: '2020-01-01T00:00:00Z' });
    expect(past.body).toMatchObject({ fields: [{ field: 'expiresAt', rule: 'inPast' }] });
  });

  it('is refused at once when it was revoked, and by itself when it has expired', async () => {
    const { body: revoked } = await create({ name: 'old' });
    expect(await knock(revoked.key)).toBe('forbidden');
    const answer = await ground.ask<Key>('DELETE', `/api-keys/${revoked.id}`, { token: admin.token });
    expect(answer.body.revokedAt).toBe(ground.clock.now().toISOString());
    expect(await knock(revoked.key)).toBe('session_revoked');
    const expiresAt = new Date(ground.clock.now().getTime() + 3_600_000).toISOString();
    const { body: expiring } = await create({ name: 'for an hour', expiresAt });
    expect(await knock(expiring.key)).toBe('forbidden');
    ground.clock.advanceSeconds(600);
    expect(await knock(expiring.key)).toBe('forbidden');
    ground.clock.advanceSeconds(3_000);
    expect(await knock(expiring.key)).toBe('session_expired');
    admin = await ground.signedIn(centerId, 'admin');
  });

  it('is seen and revoked in its own center only', async () => {
    const { body } = await create({ name: 'ours' });
    const stranger = await ground.signedIn(await ground.newCenter(), 'admin');
    expect(await list(stranger.token)).toEqual([]);
    const answer = await ground.ask('DELETE', `/api-keys/${body.id}`, { token: stranger.token });
    expect(answer.status).toBe(404);
    expect(await knock(body.key)).toBe('forbidden');
  });

  it('tells when it was last used, noted once a minute', async () => {
    const { body } = await create({ name: 'used' });
    const lastUse = async () => {
      await new Promise((resolve) => setTimeout(resolve, 50));
      return (await list()).find(({ id }) => id === body.id)!.lastUsedAt;
    };
    await knock(body.key);
    const first = await lastUse();
    expect(first).toBe(ground.clock.now().toISOString());
    ground.clock.advanceSeconds(30);
    await knock(body.key);
    expect(await lastUse()).toBe(first);
    ground.clock.advanceSeconds(31);
    await knock(body.key);
    expect(await lastUse()).toBe(ground.clock.now().toISOString());
  });

  it('has no account of its own: no password, no sessions', async () => {
    const { body } = await create({ name: 'a program' });
    const paths = ['/auth/me', '/auth/sessions'] as const;
    for (const path of paths) {
      expect((await ground.ask('GET', path, { token: body.key })).body.code).toBe('forbidden');
    }
    expect((await ground.ask('POST', '/auth/logout', { token: body.key })).body.code).toBe('forbidden');
  });
});
