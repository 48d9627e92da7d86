import { accept } from '#lib/kernel';
import { Commands, systemCaller, uuidv7, type Caller } from '#lib/platform';
import { IdentityGround } from '../testing/identity-ground.js';
import type { AuditEntry } from './audit.dto.js';
import { PersonalDataAccess } from './personal-data-access.js';

type Entry = Omit<AuditEntry, 'occurredAt'> & { occurredAt: string };

let ground: IdentityGround;
let centerId: string;
let admin: { id: string; username: string; token: string };

beforeAll(async () => {
  ground = await IdentityGround.prepare();
});
beforeEach(async () => {
  centerId = await ground.newCenter();
  admin = await ground.signedIn(centerId, 'admin');
});
afterAll(() => ground.close());

const ask = (query = '', token = admin.token) =>
  ground.ask<{ items: Entry[]; nextCursor: string | null }>('GET', `/audit?${query}`, { token });
const entries = async (query = '') => (await ask(query)).body.items;
const callerOf = (user: { id: string }): Caller => ({
  ...systemCaller(centerId),
  actor: `user:${user.id}`,
  userId: user.id,
  role: 'operator',
  requestId: 'a-request',
});

/** Opens an incident's personal data, as the incident lib does. */
async function opened(user: { id: string }): Promise<string> {
  const subjectId = uuidv7();
  await ground.application.get(PersonalDataAccess).record(ground.dataSource, callerOf(user), {
    action: 'incident.opened',
    subjectType: 'incident',
    subjectId,
  });
  return subjectId;
}

/** Changes a team, as the fleet lib does. */
async function changed(user: { id: string }): Promise<string> {
  const subjectId = uuidv7();
  await ground.application.get(Commands).run(callerOf(user), async (tx) => {
    tx.record({
      type: 'team.changed',
      subjectId,
      subjectVersion: 2,
      payload: { fields: ['callSign'] },
    });
    return accept(undefined);
  });
  return subjectId;
}

describe('the audit trail', () => {
  it('names each actor whatever plan the database has chosen: an actor that is no user is not read as one', async () => {
    await changed(admin);
    await ground.application.get(Commands).run(systemCaller(centerId), async (tx) => {
      tx.record({ type: 'team.changed', subjectId: uuidv7(), subjectVersion: 2, payload: { fields: [] } });
      return accept(undefined);
    });
    for (let number = 0; number < 40; number++) await ground.newUser(centerId, 'operator');
    await ground.dataSource.query('analyze app_user, api_key, journal, personal_data_access');
    const answer = await ask('limit=50');
    expect(answer.status).toBe(200);
    expect(answer.body.items.map(({ actor }) => actor)).toContain('system');
  });

  it('tells who changed what and who opened whose data, with names, newest first', async () => {
    const teamId = await changed(admin);
    ground.clock.advanceSeconds(1);
    const incidentId = await opened(admin);
    const [access, change] = await entries('limit=2');
    expect(access).toEqual({
      kind: 'access',
      id: expect.any(String) as string,
      occurredAt: ground.clock.now().toISOString(),
      type: 'incident.opened',
      subjectType: 'incident',
      subjectId: incidentId,
      actor: `user:${admin.id}`,
      actorName: admin.username,
      fields: [],
      incidentId,
      requestId: 'a-request',
    });
    expect(change).toMatchObject({
      kind: 'change',
      type: 'team.changed',
      subjectType: 'team',
      subjectId: teamId,
      actorName: admin.username,
      fields: ['callSign'],
    });
  });

  it('is cut into pages without losing or repeating an entry, whatever falls on one moment', async () => {
    const subjects: string[] = [];
    for (let round = 0; round < 6; round++) {
      for (let time = 0; time < 2; time++) subjects.push(await changed(admin), await opened(admin));
      if (round % 2) ground.clock.advanceSeconds(60);
    }
    const seen: Entry[] = [];
    let cursor: string | null = null;
    do {
      const { body }: { body: { items: Entry[]; nextCursor: string | null } } = await ask(
        `limit=5${cursor ? `&cursor=${cursor}` : ''}`,
      );
      seen.push(...body.items);
      cursor = body.nextCursor;
    } while (cursor);
    expect(seen.filter(({ subjectId }) => subjects.includes(subjectId))).toHaveLength(24);
    expect(new Set(seen.map(({ kind, id }) => `${kind}${id}`)).size).toBe(seen.length);
    const times = seen.map(({ occurredAt }) => occurredAt);
    expect(times).toEqual([...times].sort().reverse());
  });

  it('is narrowed by actor, subject, type, kind and time', async () => {
    const other = await ground.signedIn(centerId, 'admin');
    const early = await changed(admin);
    ground.clock.advanceSeconds(60);
    const middle = ground.clock.now().toISOString();
    const late = await opened(other);
    const subjectsOf = async (query: string) => (await entries(query)).map(({ subjectId }) => subjectId);
    expect(await subjectsOf(`subjectId=${early}`)).toEqual([early]);
    expect(await subjectsOf('type=team.changed')).toEqual([early]);
    expect(await subjectsOf('kind=access')).toEqual([late]);
    expect(await subjectsOf(`actor=user:${other.id}&kind=access`)).toEqual([late]);
    expect(await subjectsOf(`actor=user:${admin.id}&kind=access`)).toEqual([]);
    expect(await subjectsOf(`from=${middle}`)).toEqual([late]);
    expect(await subjectsOf(`to=${middle}&type=team.changed`)).toEqual([early]);
    expect(await subjectsOf(`to=${middle}&kind=access`)).toEqual([]);
  });

  it('names keys as well, and lists what the system did without a name', async () => {
    const { body } = await ground.ask<{ id: string }>('POST', '/api-keys', {
      token: admin.token,
      body: { name: 'telephony' },
    });
    const system = await ground.newUser(centerId);
    await ground.application
      .get(PersonalDataAccess)
      .record(
        ground.dataSource,
        { ...systemCaller(centerId), role: 'integration', actor: `integration:${body.id}` },
        { action: 'contact.opened', subjectType: 'contact', subjectId: uuidv7() },
      );
    expect((await entries('type=contact.opened'))[0]).toMatchObject({ actorName: 'telephony' });
    expect((await entries(`subjectId=${system.id}`))[0]).toMatchObject({ actor: 'system', actorName: null });
  });

  it('holds nothing of another center and is not for operators', async () => {
    await changed(admin);
    const stranger = await ground.signedIn(await ground.newCenter(), 'supervisor');
    const theirs = await ask('', stranger.token);
    expect(theirs.status).toBe(200);
    expect(theirs.body.items.map(({ type }) => type)).toEqual(['session.opened', 'user.created']);
    const operator = await ground.signedIn(centerId);
    expect((await ask('', operator.token)).body.code).toBe('forbidden');
  });

  it('refuses ranges that end before they begin or are too long, and cursors of its own making', async () => {
    const fieldsOf = async (query: string) => (await ask(query)).body as unknown;
    expect(await fieldsOf('from=2026-01-02T00:00:00Z&to=2026-01-01T00:00:00Z')).toMatchObject({
      fields: [{ field: 'query.to', rule: 'range' }],
    });
    expect(await fieldsOf('from=2020-01-01T00:00:00Z')).toMatchObject({
      fields: [{ field: 'query.to', rule: 'tooLong' }],
    });
    const forged = Buffer.from('["2026-99-99T00:00:00.000Z","change","1"]').toString('base64url');
    for (const cursor of ['x', forged]) {
      expect(await fieldsOf(`cursor=${cursor}`)).toMatchObject({ fields: [{ rule: 'cursor' }] });
    }
  });

  it('of opened personal data cannot be changed afterwards', async () => {
    await opened(admin);
    await expect(ground.dataSource.query(`update personal_data_access set actor = 'system'`)).rejects.toThrow(
      'append-only',
    );
  });

  it('does not count what the system itself reads', async () => {
    await ground.application.get(PersonalDataAccess).record(ground.dataSource, systemCaller(centerId), {
      action: 'incident.opened',
      subjectType: 'incident',
      subjectId: uuidv7(),
    });
    expect(await entries('kind=access')).toEqual([]);
  });
});
