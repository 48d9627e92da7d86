import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Centers } from '#lib/center';
import type { Role } from '#lib/contract';
import { Users } from '#lib/identity';
import { systemClock } from '#lib/kernel';
import {
  createLogger,
  migrations,
  readConfiguration,
  systemCaller,
  testDatabase,
  uuidSource,
  uuidv7,
  type Database,
} from '#lib/platform';
import { openApiDocument } from '../apps/server/src/api-documents/openapi.js';
import { createApplication } from '../apps/server/src/application.js';

interface Answer {
  status: number;
  headers: Headers;
  // The bodies of this API's answers, looked at field by field.
  body: Record<string, unknown> & { id: string; items: Record<string, unknown>[] };
}

describe('dispatch over HTTP', () => {
  let database: Database;
  let application: NestFastifyApplication;
  let url: string;
  let centerId: string;
  const tokens = new Map<string, string>();

  beforeAll(async () => {
    database = await testDatabase({ migrations });
    application = await createApplication({
      configuration: readConfiguration({ LAYAD_SECRET: 'a secret of tests, long enough to sign with' }),
      database,
      clock: systemClock,
      ids: uuidSource,
      logger: createLogger('silent'),
    });
    await application.listen(0, '127.0.0.1');
    url = await application.getUrl();
    const center = await application
      .get(Centers)
      .create({ code: 'BDG', name: 'PSC 119', timeZone: 'Asia/Jakarta', locale: 'id' });
    if (!center.accepted) throw new Error(center.refusal.code);
    centerId = center.value.id;
    for (const role of ['admin', 'operator', 'manager'] as const) await signIn(role, role);
  });
  afterAll(async () => {
    await application.close();
    await database.close();
  });

  async function signIn(
    username: string,
    role: Exclude<Role, 'integration'>,
    teamId?: string,
  ): Promise<void> {
    const password = 'kuda lumping di Braga';
    const facts = { username, password, role, teamId, mustChangePassword: false };
    const created = await application.get(Users).create(systemCaller(centerId), facts);
    if (!created.accepted) throw new Error(created.refusal.code);
    const { body } = await ask('POST', '/auth/login', undefined, { username, password });
    tokens.set(username, body['accessToken'] as string);
  }

  async function ask(
    method: string,
    path: string,
    as?: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<Answer> {
    const answer = await fetch(`${url}/api/v1${path}`, {
      method,
      headers: {
        ...(as ? { authorization: `Bearer ${tokens.get(as)}` } : {}),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        'accept-language': 'en',
        ...headers,
      },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    const text = await answer.text();
    return {
      status: answer.status,
      headers: answer.headers,
      body: (text ? JSON.parse(text) : {}) as Answer['body'],
    };
  }

  const square = { lat: -6.9218, lon: 107.6071 };
  let signs = 0;

  /** A team on duty at so many degrees east of the town square, and a user for it. */
  async function newTeam(east = 0): Promise<{ id: string; user: string }> {
    const callSign = `ALS-${++signs}`;
    const base = { lat: square.lat, lon: square.lon + east };
    const team = await ask('POST', '/teams', 'admin', { callSign, kind: 'als_ambulance', base });
    expect(team.status).toBe(201);
    const crew = [{ name: 'Ibu Sri', role: 'nurse' }];
    const duty = await ask('POST', `/teams/${team.body.id}/duty`, 'operator', { onDuty: true, crew });
    expect(duty.status).toBe(200);
    await signIn(callSign.toLowerCase(), 'team', team.body.id);
    return { id: team.body.id, user: callSign.toLowerCase() };
  }

  async function newIncident(more: object = {}): Promise<string> {
    const incident = await ask('POST', '/incidents', 'operator', {
      place: square,
      complaint: 'Ayah saya sesak napas',
      priority: 'P1',
      ...more,
    });
    expect(incident.status).toBe(201);
    return incident.body.id;
  }

  async function offDuty(): Promise<void> {
    const { body } = await ask('GET', '/teams?onDuty=true', 'operator');
    for (const { id } of body.items)
      await ask('POST', `/teams/${String(id)}/duty`, 'operator', { onDuty: false });
  }

  it('recommends a team, sends it, follows it to the hospital and back, and lets the incident close', async () => {
    const team = await newTeam();
    const further = await newTeam(0.02);
    const incident = await newIncident();

    const recommended = await ask('GET', `/incidents/${incident}/recommendations?limit=2`, 'operator');
    expect(recommended).toMatchObject({
      status: 200,
      body: {
        items: [
          { team: { id: team.id }, etaSource: 'straight_line', fixAgeSeconds: null },
          { team: { id: further.id } },
        ],
        fallbackReason: 'not_configured',
        complete: true,
        plan: { unitNumber: 1, missing: 1 },
      },
    });

    const sent = await ask('POST', `/incidents/${incident}/assignments`, 'operator');
    expect(sent).toMatchObject({ status: 201, body: { teamId: team.id, state: 'offered', version: 1 } });
    expect(sent.headers.get('etag')).toBe('"1"');
    const assignment = `/assignments/${sent.body.id}`;

    for (const state of ['acknowledged', 'en_route', 'on_scene', 'transporting', 'at_hospital', 'cleared']) {
      const step = await ask('POST', `${assignment}/state`, team.user, { state });
      expect(step).toMatchObject({ status: 200, body: { state } });
    }
    expect((await ask('GET', assignment, team.user)).body).toMatchObject({ state: 'cleared', version: 7 });
    expect((await ask('GET', `/incidents/${incident}/assignments`, 'manager')).body.items).toHaveLength(1);
    const closed = await ask('POST', `/incidents/${incident}/close`, 'operator', {
      disposition: 'transported',
    });
    expect(closed).toMatchObject({ status: 200, body: { state: 'closed' } });
    await offDuty();
  });

  it('tells the loser of a race what became of the team', async () => {
    const team = await newTeam();
    const [first, second] = [await newIncident(), await newIncident()];
    const send = (incident: string) =>
      ask('POST', `/incidents/${incident}/assignments`, 'operator', { teamId: team.id });
    const won = await send(first);
    expect(await send(second)).toMatchObject({
      status: 409,
      body: { code: 'team_already_assigned', current: { id: won.body.id, incidentId: first } },
    });
    const impossible = await ask('POST', `/assignments/${won.body.id}/state`, team.user, {
      state: 'at_hospital',
    });
    expect(impossible).toMatchObject({
      status: 409,
      body: {
        code: 'transition_not_allowed',
        detail: 'The assignment is in state offered.',
        allowed: ['acknowledged', 'en_route', 'declined'],
      },
    });
    expect(await ask('POST', `/teams/${team.id}/duty`, team.user, { onDuty: false })).toMatchObject({
      status: 409,
      body: { code: 'team_has_assignment' },
    });
    const diverted = await ask('POST', `/assignments/${won.body.id}/divert`, 'operator', {
      incidentId: second,
    });
    expect(diverted).toMatchObject({ status: 201, body: { incidentId: second, state: 'offered' } });
    await ask('POST', `/assignments/${diverted.body.id}/state`, 'operator', { state: 'recalled' });
    await offDuty();
  });

  it('shows a team its own assignments and incidents only', async () => {
    const team = await newTeam();
    const stranger = await newTeam(0.05);
    const incident = await newIncident();
    const sent = await ask('POST', `/incidents/${incident}/assignments`, 'operator', { teamId: team.id });
    expect((await ask('GET', `/incidents/${incident}`, team.user)).status).toBe(200);
    expect((await ask('GET', `/incidents/${incident}`, stranger.user)).status).toBe(404);
    expect((await ask('GET', `/assignments/${sent.body.id}`, stranger.user)).status).toBe(404);
    expect((await ask('GET', '/assignments?live=true', team.user)).body.items).toHaveLength(1);
    expect((await ask('GET', `/assignments?teamId=${team.id}`, stranger.user)).body.items).toEqual([]);
    const state = { state: 'declined', reason: 'vehicle_defect' };
    expect((await ask('POST', `/assignments/${sent.body.id}/state`, stranger.user, state)).status).toBe(404);
    expect((await ask('POST', `/incidents/${incident}/assignments`, team.user)).status).toBe(403);
    expect((await ask('GET', `/incidents/${incident}/recommendations`, team.user)).status).toBe(403);
    expect(
      (await ask('POST', `/assignments/${sent.body.id}/state`, 'operator', { state: 'recalled' })).status,
    ).toBe(200);
    await offDuty();
  });

  it('lists every plan in force, and changes one under its version', async () => {
    const plan = {
      type: 'burns',
      priority: 'P1',
      units: [{ kinds: ['als_ambulance'], capabilities: ['oxygen'], count: 2 }],
    };
    const before = await ask('GET', '/response-plans', 'operator');
    expect(before.body.items).toContainEqual(
      expect.objectContaining({ type: null, priority: 'P1', source: 'built_in', version: null }),
    );
    expect((await ask('PUT', '/response-plans', 'operator', plan)).status).toBe(403);
    const early = await ask('PUT', '/response-plans', 'admin', plan, { 'if-match': '"1"' });
    expect(early).toMatchObject({ status: 412, body: { code: 'version_mismatch' } });
    const made = await ask('PUT', '/response-plans', 'admin', plan);
    expect(made).toMatchObject({ status: 200, body: { ...plan, source: 'center', version: 1 } });
    expect((await ask('PUT', '/response-plans', 'admin', plan)).status).toBe(428);
    const changed = await ask('PUT', '/response-plans', 'admin', plan, {
      'if-match': made.headers.get('etag')!,
    });
    expect(changed).toMatchObject({ status: 200, body: { version: 2 } });
    const late = await ask('PUT', '/response-plans', 'admin', plan, { 'if-match': '"1"' });
    expect(late).toMatchObject({ status: 412, body: { current: { version: 2 } } });
    const after = await ask('GET', '/response-plans', 'operator');
    expect(after.body.items).toHaveLength(before.body.items.length + 1);
    const [entry] = await database.dataSource.query(
      `select actor, payload from journal where type = 'response_plan.changed' order by seq limit 1`,
    );
    expect(entry).toMatchObject({
      actor: expect.stringMatching(/^user:/),
      payload: { type: 'burns', priority: 'P1' },
    });
  });

  it('names what is wrong with a request', async () => {
    const incident = await newIncident();
    const wrong: [string, string, object, string][] = [
      ['POST', `/incidents/${incident}/assignments`, { teamId: 'x' }, 'teamId'],
      ['POST', `/incidents/${incident}/assignments`, { reason: 'Pak Budi jatuh' }, 'reason'],
      ['POST', `/incidents/${incident}/assignments`, { colour: 'red' }, 'colour'],
      ['POST', `/assignments/${uuidv7()}/state`, { state: 'expired' }, 'state'],
      ['POST', `/assignments/${uuidv7()}/state`, { state: 'on_scene', at: 'now' }, 'at'],
      ['POST', `/assignments/${uuidv7()}/divert`, {}, 'incidentId'],
      ['PUT', '/response-plans', { type: null, priority: 'P1', units: [] }, 'units'],
    ];
    for (const [method, path, body, field] of wrong) {
      const answer = await ask(method, path, path === '/response-plans' ? 'admin' : 'operator', body);
      expect(answer).toMatchObject({ status: 400, body: { code: 'validation_failed', fields: [{ field }] } });
    }
    const nobody = await ask('PUT', '/response-plans', 'admin', {
      type: null,
      priority: 'P1',
      units: [{ kinds: [], capabilities: [], count: 1 }],
    });
    expect(nobody).toMatchObject({ status: 400, body: { fields: [{ field: 'units.0.kinds' }] } });
    expect((await ask('GET', '/assignments/not-an-id', 'operator')).status).toBe(400);
    expect((await ask('GET', `/assignments/${uuidv7()}`, 'operator')).status).toBe(404);
    expect((await ask('GET', `/incidents/${uuidv7()}/recommendations`, 'operator')).status).toBe(404);
    const declined = await ask('POST', `/assignments/${uuidv7()}/state`, 'operator', { state: 'declined' });
    expect(declined.status).toBe(404);
  });

  it('documents every route, and every field that it answers', async () => {
    const document = openApiDocument(application);
    const routes = Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method} ${path.replace('/api/v1', '')}`),
    );
    expect(routes).toEqual(
      expect.arrayContaining([
        'get /incidents/{id}/recommendations',
        'get /incidents/{id}/assignments',
        'post /incidents/{id}/assignments',
        'get /assignments',
        'get /assignments/{id}',
        'post /assignments/{id}/state',
        'post /assignments/{id}/divert',
        'get /response-plans',
        'put /response-plans',
      ]),
    );
    expect(JSON.stringify(document)).not.toContain('"#/components/schemas/"');
    const fieldsOf = (schema: string) =>
      Object.keys((document.components!.schemas![schema] as { properties: object }).properties).sort();
    const team = await newTeam();
    const incident = await newIncident();
    const recommended = await ask('GET', `/incidents/${incident}/recommendations`, 'operator');
    expect(Object.keys(recommended.body).sort()).toEqual(fieldsOf('RecommendationView'));
    expect(Object.keys(recommended.body.items[0]!).sort()).toEqual(fieldsOf('RecommendedTeamView'));
    const sent = await ask('POST', `/incidents/${incident}/assignments`, 'operator', { teamId: team.id });
    expect(Object.keys(sent.body).sort()).toEqual(fieldsOf('AssignmentView'));
    const plans = await ask('GET', '/response-plans', 'operator');
    expect(Object.keys(plans.body.items[0]!).sort()).toEqual(fieldsOf('ResponsePlanView'));
  });
});
