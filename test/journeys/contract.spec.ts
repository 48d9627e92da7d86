import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { TestSystem } from '../support/test-system.js';
import { cityCenter, type TestCenter } from '../support/test-system-center.js';

type Row = Record<string, unknown> & { id: string; version: number };
interface Rows {
  items: Row[];
  nextCursor: string | null;
}

const emergency = {
  place: { ...cityCenter, accuracyMetres: 20, address: 'Jalan Braga 10' },
  complaint: 'Sesak napas',
};
const id = expect.stringMatching(/^[0-9a-f-]{36}$/);

describe('the contract', () => {
  let system: TestSystem;
  let center: TestCenter;
  beforeAll(async () => {
    system = await TestSystem.start();
    ({ center } = system);
  }, 120_000);
  afterAll(() => system?.stop());

  const as = <T = Row>(
    who: Parameters<TestCenter['send']>[0],
    method: string,
    path: string,
    body?: unknown,
    headers = {},
  ) => center.send<T>(who, method, path, body === undefined ? { headers } : { body, headers });
  const opened = async () =>
    (await as('operator', 'POST', '/incidents', { ...emergency, type: 'breathing', priority: 'P1' })).body;

  it('signs in with a token, its life, the user, and a refresh cookie that no script can read', async () => {
    const signedIn = await center.send(undefined, 'POST', '/auth/login', {
      body: { username: center.usernameOf('operator'), password: 'layad-tests-119' },
    });
    expect(signedIn).toMatchObject({
      status: 200,
      body: { accessToken: expect.any(String), expiresInSeconds: expect.any(Number), user: { id } },
    });
    expect(signedIn.headers.get('set-cookie')).toMatch(/httponly/i);
  });

  it('takes a contact through ring, answer and end', async () => {
    const rung = await as('operator', 'POST', '/contacts', {
      channel: 'voice',
      callerNumber: '0812-3456-7890',
    });
    expect(rung).toMatchObject({
      status: 201,
      body: { id, state: 'ringing', channel: 'voice', callerNumber: '+6281234567890' },
    });
    const path = `/contacts/${rung.body.id}`;
    expect(await as('operator', 'POST', `${path}/answer`)).toMatchObject({
      status: 200,
      body: { state: 'answered' },
    });
    expect(await as('operator', 'POST', `${path}/end`, { outcome: 'information' })).toMatchObject({
      status: 200,
      body: { state: 'ended', outcome: 'information' },
    });
  });

  it('opens, lists, reads and edits an incident under its version', async () => {
    const { status, body } = await as('operator', 'POST', '/incidents', emergency);
    expect({ status, body }).toMatchObject({
      status: 201,
      body: { id, number: expect.any(String), state: 'queued', priority: null, version: 1 },
    });
    const list = await as<Rows>('operator', 'GET', '/incidents?state=queued&limit=1');
    expect(list).toMatchObject({ status: 200, body: { items: [{ id: body.id }] } });
    const path = `/incidents/${body.id}`;
    expect((await as('operator', 'GET', path)).headers.get('etag')).toBe('"1"');
    expect((await as<Rows>('operator', 'GET', `${path}/timeline`)).body.items.length).toBeGreaterThan(0);
    expect((await as('operator', 'PATCH', path, { priority: 'P1' })).status).toBe(428);
    const edited = await as('operator', 'PATCH', path, { priority: 'P1' }, { 'if-match': '"1"' });
    expect(edited).toMatchObject({ status: 200, body: { priority: 'P1' } });
    expect(await as('operator', 'PATCH', path, { priority: 'P2' }, { 'if-match': '"1"' })).toMatchObject({
      status: 412,
      body: { code: 'version_mismatch', current: { id: body.id, priority: 'P1' } },
    });
  });

  it('recommends teams with reasons, sends one once, and tells what may follow', async () => {
    const incident = await opened();
    const path = `/incidents/${incident.id}`;
    const recommended = await as<{ items: object[]; passedOver: object[] }>(
      'operator',
      'GET',
      `${path}/recommendations?limit=2`,
    );
    expect(recommended.status).toBe(200);
    expect(recommended.body.items[0]).toMatchObject({
      team: { id: center.teams[0]!.id },
      distanceMetres: expect.any(Number),
      etaSeconds: expect.any(Number),
      etaSource: 'straight_line',
      reasons: expect.any(Array),
    });
    expect(recommended.body.items[0]).toHaveProperty('fixAgeSeconds');
    const assignment = await as('operator', 'POST', `${path}/assignments`, {});
    expect(assignment).toMatchObject({
      status: 201,
      body: { id, incidentId: incident.id, teamId: center.teams[0]!.id, state: 'offered' },
    });
    const again = await as('operator', 'POST', `/incidents/${(await opened()).id}/assignments`, {
      teamId: center.teams[0]!.id,
    });
    expect(again).toMatchObject({ status: 409, body: { code: 'team_already_assigned' } });
    const state = `/assignments/${assignment.body.id}/state`;
    expect(await as('team', 'POST', state, { state: 'at_hospital' })).toMatchObject({
      status: 409,
      body: {
        code: 'transition_not_allowed',
        allowed: expect.arrayContaining(['acknowledged', 'en_route', 'declined']),
      },
    });
    expect(await as('team', 'POST', state, { state: 'acknowledged' })).toMatchObject({
      status: 200,
      body: { state: 'acknowledged' },
    });
    expect(await as('operator', 'POST', `${path}/close`, { disposition: 'cancelled' })).toMatchObject({
      status: 200,
      body: { state: 'closed' },
    });
    expect(await as('operator', 'POST', `${path}/assignments`, {})).toMatchObject({
      status: 409,
      body: { code: 'incident_closed' },
    });
  });

  it('answers teams, duty, positions, facilities, beds and the report', async () => {
    const { teams, facilityId } = center;
    expect((await as<Rows>('operator', 'GET', '/teams')).body.items.map((team) => team.id)).toEqual(
      teams.map((team) => team.id),
    );
    const duty = await as('operator', 'POST', `/teams/${teams[3]!.id}/duty`, { onDuty: false });
    expect(duty).toMatchObject({ status: 200, body: { id: teams[3]!.id, onDuty: false } });
    const fixes = [
      { ...cityCenter, at: new Date().toISOString(), speed: 8, heading: 90 },
      { ...cityCenter, at: new Date(Date.now() + 7_200_000).toISOString() },
    ];
    expect(await as('team', 'POST', `/teams/${teams[0]!.id}/positions`, fixes)).toMatchObject({
      status: 200,
      body: { accepted: 1, ignored: 1 },
    });
    expect(
      (await as<Rows>('operator', 'GET', '/facilities')).body.items.map((facility) => facility.id),
    ).toEqual([facilityId]);
    const beds = { beds: [{ category: 'emergency', total: 10, available: 4 }] };
    expect(await as('operator', 'PATCH', `/facilities/${facilityId}/beds`, beds)).toMatchObject({
      status: 200,
      body: beds,
    });
    expect(await as('supervisor', 'GET', '/reports/response-times?groupBy=priority')).toMatchObject({
      status: 200,
      body: { groupBy: 'priority', groups: expect.any(Array) },
    });
  });

  it.each([
    ['/contacts', 'operator', { channel: 'whatsapp' }, () => ({ channel: 'voice' })],
    ['/incidents', 'operator', { complaint: 'Pingsan' }, () => emergency],
    [
      '/teams',
      'admin',
      { kind: 'als_ambulance' },
      () => ({ callSign: `T-${randomUUID().slice(0, 8)}`, kind: 'bls_ambulance', base: cityCenter }),
    ],
    [
      '/facilities',
      'admin',
      { name: 'Klinik Dago' },
      () => ({ kind: 'clinic', name: 'Klinik Braga', ...cityCenter }),
    ],
    [
      '/users',
      'admin',
      { role: 'doctor' },
      () => ({
        username: `u-${randomUUID().slice(0, 8)}`,
        role: 'operator',
        password: 'sandi-yang-panjang-119',
      }),
    ],
    ['/api-keys', 'admin', { name: 'Telepon' }, () => ({ name: 'GPS' })],
  ] as const)(
    'gives the same answer to the same POST %s again, and refuses the key for another',
    async (path, role, different, bodyOf) => {
      const headers = { 'idempotency-key': randomUUID() };
      const body = bodyOf();
      const first = await as(role, 'POST', path, body, headers);
      expect(first.status).toBe(201);
      const again = await as(role, 'POST', path, body, headers);
      expect([again.status, again.body]).toEqual([201, first.body]);
      expect(await as(role, 'POST', path, { ...body, ...different }, headers)).toMatchObject({
        status: 422,
        body: { code: 'idempotency_key_reused' },
      });
    },
  );
});
