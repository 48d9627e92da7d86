import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { uuidv7 } from '#lib/platform';
import { openApiDocument } from '../../apps/server/src/api-documents/openapi.js';
import { TestSystem } from '../support/test-system.js';
import { cityCenter, type TestAnswer, type TestCenter } from '../support/test-system-center.js';

/** The bodies of this API's answers, looked at field by field. */
type Body = Record<string, unknown> & { id: string; items: Record<string, unknown>[] };
type Asker = Parameters<TestCenter['send']>[0];

describe('dispatch over HTTP', () => {
  let system: TestSystem;
  let center: TestCenter;

  beforeAll(async () => {
    system = await TestSystem.start({ fleet: [] });
    ({ center } = system);
  });
  afterAll(() => system?.stop());

  const ask = (
    method: string,
    path: string,
    as?: Asker,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<TestAnswer<Body>> =>
    center.send<Body>(as, method, path, { body, headers: { 'accept-language': 'en', ...headers } });

  /** A team on duty at so many degrees east of the middle; it is asked as by its user. */
  const newTeam = (east = 0) => center.addTeam({ base: { lat: cityCenter.lat, lon: cityCenter.lon + east } });

  async function newIncident(more: object = {}): Promise<string> {
    const incident = await ask('POST', '/incidents', 'operator', {
      place: cityCenter,
      complaint: 'Ayah saya sesak napas',
      priority: 'P1',
      ...more,
    });
    expect(incident.status).toBe(201);
    return incident.body.id;
  }

  /** What one test left open must not be offered to the teams of the next. */
  afterEach(async () => {
    const incidents = await ask('GET', '/incidents?limit=100', 'operator');
    for (const { id, state } of incidents.body.items) {
      if (state === 'closed') continue;
      await ask('POST', `/incidents/${String(id)}/close`, 'operator', { disposition: 'cancelled' });
    }
    const teams = await ask('GET', '/teams?onDuty=true', 'operator');
    for (const { id } of teams.body.items) {
      await ask('POST', `/teams/${String(id)}/duty`, 'operator', { onDuty: false });
    }
  });

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
      const step = await ask('POST', `${assignment}/state`, team, { state });
      expect(step).toMatchObject({ status: 200, body: { state } });
    }
    expect((await ask('GET', assignment, team)).body).toMatchObject({ state: 'cleared', version: 7 });
    expect((await ask('GET', `/incidents/${incident}/assignments`, 'manager')).body.items).toHaveLength(1);
    const closed = await ask('POST', `/incidents/${incident}/close`, 'operator', {
      disposition: 'transported',
    });
    expect(closed).toMatchObject({ status: 200, body: { state: 'closed' } });
  });

  it('names all teams that the plan asks for, sends them with one request, and the same key sends nobody twice', async () => {
    const motor = await center.addTeam({ base: cityCenter, kind: 'motor_ambulance' });
    const ambulance = await newTeam(0.02);
    const incident = await newIncident({ type: 'cardiac_arrest' });
    const recommended = await ask('GET', `/incidents/${incident}/recommendations`, 'operator');
    expect(recommended.body['places']).toMatchObject([
      { unitNumber: 1, best: { team: { id: motor.id } } },
      { unitNumber: 2, unit: { kinds: ['als_ambulance'] }, best: { team: { id: ambulance.id } } },
    ]);
    const path = `/incidents/${incident}/response`;
    const key = { 'idempotency-key': uuidv7() };
    const sent = await ask('POST', path, 'operator', undefined, key);
    expect(sent).toMatchObject({
      status: 201,
      body: { missing: 0, notNeeded: [], sent: [{ teamId: motor.id }, { teamId: ambulance.id }] },
    });
    expect((await ask('POST', path, 'operator', undefined, key)).body).toEqual(sent.body);
    const again = await ask('POST', path, 'operator');
    expect(again).toMatchObject({ status: 409, body: { code: 'plan_met' } });
    expect((await ask('GET', `/incidents/${incident}/assignments`, 'operator')).body.items).toHaveLength(2);
    expect((await ask('POST', path, motor)).status).toBe(403);
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
    const impossible = await ask('POST', `/assignments/${won.body.id}/state`, team, {
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
    expect(await ask('POST', `/teams/${team.id}/duty`, team, { onDuty: false })).toMatchObject({
      status: 409,
      body: { code: 'team_has_assignment' },
    });
    const diverted = await ask('POST', `/assignments/${won.body.id}/divert`, 'operator', {
      incidentId: second,
    });
    expect(diverted).toMatchObject({ status: 201, body: { incidentId: second, state: 'offered' } });
    await ask('POST', `/assignments/${diverted.body.id}/state`, 'operator', { state: 'recalled' });
  });

  it('shows a team its own assignments and incidents only', async () => {
    const team = await newTeam();
    const stranger = await newTeam(0.05);
    const incident = await newIncident();
    const sent = await ask('POST', `/incidents/${incident}/assignments`, 'operator', { teamId: team.id });
    expect((await ask('GET', `/incidents/${incident}`, team)).status).toBe(200);
    expect((await ask('GET', `/incidents/${incident}`, stranger)).status).toBe(404);
    expect((await ask('GET', `/assignments/${sent.body.id}`, stranger)).status).toBe(404);
    expect((await ask('GET', '/assignments?live=true', team)).body.items).toHaveLength(1);
    expect((await ask('GET', `/assignments?teamId=${team.id}`, stranger)).body.items).toEqual([]);
    const state = { state: 'declined', reason: 'vehicle_defect' };
    expect((await ask('POST', `/assignments/${sent.body.id}/state`, stranger, state)).status).toBe(404);
    expect((await ask('POST', `/incidents/${incident}/assignments`, team)).status).toBe(403);
    expect((await ask('GET', `/incidents/${incident}/recommendations`, team)).status).toBe(403);
    expect((await ask('GET', `/incidents/${incident}/routes?teamIds=${team.id}`, team)).status).toBe(403);
    expect((await ask('POST', '/recommendations', team, { place: cityCenter })).status).toBe(403);
    expect(
      (await ask('POST', `/assignments/${sent.body.id}/state`, 'operator', { state: 'recalled' })).status,
    ).toBe(200);
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
    const [entry] = await system.database.dataSource.query(
      `select actor, payload from journal where type = 'response_plan.changed' order by seq limit 1`,
    );
    expect(entry).toMatchObject({
      actor: expect.stringMatching(/^user:/),
      payload: { type: 'burns', priority: 'P1' },
    });
  });

  it('shows the way of each team that is asked for, as a list or name by name', async () => {
    const [team, further] = [await newTeam(0.01), await newTeam(0.02)];
    const incident = await newIncident();
    const routes = `/incidents/${incident}/routes`;
    const answer = await ask('GET', `${routes}?teamIds=${further.id}&teamIds=${team.id}`, 'operator');
    const place = [cityCenter.lon, cityCenter.lat];
    expect(answer).toMatchObject({
      status: 200,
      body: {
        items: [
          { teamId: further.id, to: 'incident', line: [[cityCenter.lon + 0.02, cityCenter.lat], place] },
          { teamId: team.id, source: 'straight_line', fallbackReason: 'not_configured' },
        ],
      },
    });
    expect(await ask('GET', `${routes}?teamIds=${further.id},${team.id}`, 'supervisor')).toMatchObject({
      status: 200,
      body: answer.body,
    });
    const eleven = Array.from({ length: 11 }, () => uuidv7()).join(',');
    for (const query of ['', '?teamIds=', '?teamIds=AMB-01', `?teamIds=${eleven}`]) {
      const wrong = await ask('GET', routes + query, 'operator');
      expect(wrong).toMatchObject({ status: 400, body: { code: 'validation_failed' } });
    }
    expect((await ask('GET', `${routes}?teamIds=${uuidv7()}`, 'operator')).status).toBe(404);
    expect((await ask('GET', `${routes}?teamIds=${team.id}`, 'manager')).status).toBe(403);
  });

  it('names what is wrong with a request', async () => {
    const incident = await newIncident();
    const place = cityCenter;
    const wrong: [string, string, object, string][] = [
      ['POST', `/incidents/${incident}/assignments`, { teamId: 'x' }, 'teamId'],
      ['POST', `/incidents/${incident}/assignments`, { reason: 'Pak Budi jatuh' }, 'reason'],
      ['POST', `/incidents/${incident}/assignments`, { colour: 'red' }, 'colour'],
      ['POST', `/assignments/${uuidv7()}/state`, { state: 'expired' }, 'state'],
      ['POST', `/assignments/${uuidv7()}/state`, { state: 'on_scene', at: 'now' }, 'at'],
      ['POST', `/assignments/${uuidv7()}/divert`, {}, 'incidentId'],
      ['PUT', '/response-plans', { type: null, priority: 'P1', units: [] }, 'units'],
      ['POST', '/recommendations', {}, 'place'],
      ['POST', '/recommendations', { place: { lat: -91, lon: 107 } }, 'place.lat'],
      ['POST', '/recommendations', { place, determinant: 'P1' }, 'determinant'],
      ['POST', '/recommendations', { place, priority: 'P9' }, 'priority'],
      ['POST', '/recommendations', { place, type: null }, 'type'],
      ['POST', '/recommendations', { place, limit: 0 }, 'limit'],
      ['POST', '/recommendations', { place, complaint: 'Pak Budi jatuh' }, 'complaint'],
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
    const document = openApiDocument(system.application);
    const routes = Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method} ${path.replace('/api/v1', '')}`),
    );
    expect(routes).toEqual(
      expect.arrayContaining([
        'get /incidents/{id}/recommendations',
        'get /incidents/{id}/response',
        'post /incidents/{id}/response',
        'get /incidents/{id}/routes',
        'post /recommendations',
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
    const ways = await ask('GET', `/incidents/${incident}/routes?teamIds=${team.id}`, 'operator');
    expect(Object.keys(ways.body.items[0]!).sort()).toEqual(fieldsOf('RouteView'));
    const foreseen = await ask('POST', '/recommendations', 'operator', { place: cityCenter });
    expect(foreseen.status).toBe(200);
    expect(Object.keys(foreseen.body).sort()).toEqual(fieldsOf('RecommendationView'));
    const sent = await ask('POST', `/incidents/${incident}/assignments`, 'operator', { teamId: team.id });
    expect(Object.keys(sent.body).sort()).toEqual(fieldsOf('AssignmentView'));
    const plans = await ask('GET', '/response-plans', 'operator');
    expect(Object.keys(plans.body.items[0]!).sort()).toEqual(fieldsOf('ResponsePlanView'));
  });
});
