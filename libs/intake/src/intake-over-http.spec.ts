import fastifyCookie from '@fastify/cookie';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { DocumentBuilder, SwaggerModule } from '@nestjs/swagger';
import { Test } from '@nestjs/testing';
import type { Problem } from '#lib/contract';
import { ApiKeys, Users } from '#lib/identity';
import type { IncidentView } from '#lib/incident';
import { NestLogger, PlatformModule, systemCaller, uuidv7 } from '#lib/platform';
import { Ground, valueOf } from '#testing';
import type { ContactView } from './contact/contact.view.js';
import { IntakeModule } from './intake.module.js';
import { alunAlun } from './testing/intake-ground.js';

describe('intake over HTTP', () => {
  let ground: Ground;
  let application: NestFastifyApplication;
  let address: string;
  let authorization: string;

  beforeAll(async () => {
    ground = await Ground.prepare([], { environment: { LAYAD_LOGIN_ATTEMPTS_PER_MINUTE: '100000' } });
    const module = await Test.createTestingModule({
      imports: [PlatformModule.on(ground.foundations), IntakeModule],
    })
      .setLogger(new NestLogger(ground.foundations.logger))
      .compile();
    application = module.createNestApplication<NestFastifyApplication>(new FastifyAdapter());
    await application.register(fastifyCookie);
    await application.listen(0, '127.0.0.1');
    address = await application.getUrl();
  });
  afterAll(async () => {
    await application.close();
    await ground.close();
  });
  beforeEach(async () => {
    authorization = '';
    authorization = await signIn((await ground.newCenter()).id);
  });

  const signIn = async (
    centerId: string,
    role: 'operator' | 'supervisor' | 'manager' | 'admin' = 'operator',
  ) => {
    const username = uuidv7();
    const password = 'kuda lumping di Braga';
    const user = { username, password, role, mustChangePassword: false };
    valueOf(await application.get(Users).create(systemCaller(centerId), user));
    const signedIn = await send<{ accessToken: string }>('POST', '/auth/login', { username, password });
    return `Bearer ${signedIn.body.accessToken}`;
  };
  const send = async <T = IncidentView>(
    method: 'GET' | 'POST' | 'PATCH',
    url: string,
    body?: object,
    headers: Record<string, string> = {},
  ) => {
    const response = await fetch(`${address}${url}`, {
      method,
      headers: {
        ...headers,
        ...(authorization ? { authorization } : {}),
        ...(body ? { 'content-type': 'application/json' } : {}),
      },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    return { status: response.status, headers: response.headers, body: (await response.json()) as T };
  };
  const opening = { place: alunAlun, complaint: 'Ayah saya sesak napas' };
  const open = async () => (await send('POST', '/incidents', opening)).body;

  it('takes a call from its ring to its incident', async () => {
    const rang = await send<{ id: string }>('POST', '/contacts', {
      channel: 'voice',
      callerNumber: '08123456789',
      at: ground.clock.now().toISOString(),
    });
    expect(rang.status).toBe(201);
    const taken = await send('POST', `/contacts/${rang.body.id}/answer`, {});
    expect([taken.status, taken.headers.get('etag')]).toEqual([200, '"2"']);
    const opened = await send('POST', '/incidents', { ...opening, contactId: rang.body.id });
    expect([opened.status, opened.headers.get('etag')]).toEqual([201, '"1"']);
    expect(opened.body.caller.phone).toBe('+628123456789');
    const ended = await send('POST', `/contacts/${rang.body.id}/end`, { outcome: 'incident_opened' });
    expect(ended).toMatchObject({ status: 200, body: { state: 'ended', incidentId: opened.body.id } });
    const timeline = await send<{ items: { type: string }[] }>(
      'GET',
      `/incidents/${opened.body.id}/timeline`,
    );
    expect(timeline.headers.get('etag')).toBe('"1"');
    expect(timeline.body.items.map(({ type }) => type)).toEqual([
      'contact.rang',
      'contact.answered',
      'incident.opened',
      'contact.ended',
    ]);
  });

  it('answers a contact without a body, and lists who waits for a call back', async () => {
    const ring = async () =>
      (await send<{ id: string }>('POST', '/contacts', { channel: 'voice', callerNumber: '08123456789' }))
        .body.id;
    expect((await send('POST', `/contacts/${await ring()}/answer`)).status).toBe(200);
    const abandoned = await ring();
    expect((await send('POST', `/contacts/${abandoned}/end`)).status).toBe(200);
    const { body } = await send<{ items: { id: string }[] }>('GET', '/contacts?callBack=true');
    expect(body.items.map(({ id }) => id)).toEqual([abandoned]);
    expect((await send('POST', `/contacts/${abandoned}/called-back`)).status).toBe(200);
  });

  it('edits under If-Match and answers 412 with the current incident', async () => {
    const { id } = await open();
    const url = `/incidents/${id}`;
    const edited = await send('PATCH', url, { priority: 'P1' }, { 'if-match': '"1"' });
    expect([edited.status, edited.headers.get('etag')]).toEqual([200, '"2"']);
    const late = await send<Problem>('PATCH', url, { priority: 'P3' }, { 'if-match': '"1"' });
    expect(late.status).toBe(412);
    expect(late.headers.get('content-type')).toMatch(/^application\/problem\+json/);
    expect(late.body).toMatchObject({ code: 'version_mismatch', current: edited.body });
    expect((await send('PATCH', url, {})).status).toBe(428);
  });

  it('answers a retry with the same key again, and another request with it 422', async () => {
    const headers = { 'idempotency-key': 'form-1' };
    const first = await send('POST', '/incidents', opening, headers);
    expect(await send('POST', '/incidents', opening, headers)).toMatchObject({
      status: 201,
      body: first.body,
    });
    const other = await send<Problem>('POST', '/incidents', { ...opening, priority: 'P1' }, headers);
    expect([other.status, other.body.code]).toEqual([422, 'idempotency_key_reused']);
  });

  it('takes states repeated or separated by commas', async () => {
    const { id } = await open();
    for (const query of ['state=queued&state=closed', 'state=queued,closed', 'state=open', '']) {
      const { body } = await send<{ items: { id: string }[] }>('GET', `/incidents?${query}`);
      expect(body.items.map((item) => item.id)).toEqual([id]);
    }
    const wrong = await send<Problem>('GET', '/incidents?state=queued,lost');
    expect(wrong).toMatchObject({ status: 400, body: { fields: [{ field: 'query.state', rule: 'isIn' }] } });
  });

  it.each<[string, object, string]>([
    ['coordinates that are exchanged', { ...opening, place: { lat: 107.6, lon: -6.9 } }, 'place.lat'],
    ['a latitude that is text', { ...opening, place: { lat: 'NaN', lon: 107.6 } }, 'place.lat'],
    ['a place without a longitude', { ...opening, place: { lat: -6.9 } }, 'place.lon'],
    ['no complaint', { place: alunAlun }, 'complaint'],
    ['an empty complaint', { ...opening, complaint: '  ' }, 'complaint'],
    ['unknown fields', { ...opening, disposition: 'prank' }, 'disposition'],
    ['unknown fields inside', { ...opening, place: { ...alunAlun, city: 'Bandung' } }, 'place.city'],
    [
      'a patient with an impossible age',
      { ...opening, patients: [{}, { ageYears: 200 }] },
      'patients.1.ageYears',
    ],
    ['a patient that is nothing', { ...opening, patients: [null] }, 'patients.0'],
    ['a patient that is a list', { ...opening, patients: [[]] }, 'patients'],
    ['a caller that is nothing', { ...opening, caller: null }, 'caller'],
    ['a contact id that is none', { ...opening, contactId: 'x' }, 'contactId'],
  ])('refuses %s and names the field', async (_, body, field) => {
    const answer = await send<Problem>('POST', '/incidents', body);
    expect(answer.status).toBe(400);
    expect(answer.body.fields!.map((wrong) => wrong.field)).toContain(field);
  });

  it('refuses to rewrite the caller’s words', async () => {
    const { id } = await open();
    const answer = await send<Problem>(
      'PATCH',
      `/incidents/${id}`,
      { complaint: 'lain' },
      { 'if-match': '"1"' },
    );
    expect(answer).toMatchObject({ status: 400, body: { fields: [{ field: 'complaint' }] } });
  });

  it('adds patients and notes, closes and reopens', async () => {
    const { id } = await open();
    const added = await send<{ id: string }>('POST', `/incidents/${id}/patients`, { name: 'Budi' });
    expect(added.status).toBe(201);
    const changed = await send(
      'PATCH',
      `/incidents/${id}/patients/${added.body.id}`,
      { sex: 'male' },
      { 'if-match': '"1"' },
    );
    expect([changed.status, changed.headers.get('etag')]).toEqual([200, '"2"']);
    expect((await send('POST', `/incidents/${id}/notes`, { text: 'pagar hijau' })).status).toBe(201);
    expect((await send('POST', `/incidents/${id}/close`, { disposition: 'refused' })).status).toBe(200);
    expect((await send('POST', `/incidents/${id}/close`, { disposition: 'refused' })).status).toBe(409);
    expect((await send('POST', `/incidents/${id}/reopen`, { reason: 'salah' })).status).toBe(200);
    expect((await send('GET', `/incidents/${id}`)).body.patients).toMatchObject([
      { name: 'Budi', sex: 'male' },
    ]);
  });

  it('lets a supervisor put a number behind others, and an operator ask what it called about', async () => {
    const { id: centerId } = await ground.newCenter();
    authorization = await signIn(centerId);
    const contactId = (
      await send<{ id: string }>('POST', '/contacts', { channel: 'voice', callerNumber: '08123456789' })
    ).body.id;
    const until = new Date(ground.clock.now().getTime() + 3_600_000).toISOString();
    const lowering = { contactId, until, reason: 'repeated_prank' };
    expect((await send('POST', '/numbers/lowerings', lowering)).status).toBe(403);
    expect((await send('GET', '/numbers/lowering-proposals')).status).toBe(403);
    const history = await send<{ lowering: unknown }>('POST', '/numbers/history', { number: '08123456789' });
    expect(history).toMatchObject({ status: 200, body: { number: '+628123456789', lowering: null } });
    authorization = await signIn(centerId, 'supervisor');
    const lowered = await send<{ id: string }>('POST', '/numbers/lowerings', lowering);
    expect(lowered).toMatchObject({ status: 201, body: { number: '+628123456789' } });
    const waiting = await send<{ items: { lowered: boolean }[] }>('GET', '/contacts?waiting=true');
    expect(waiting.body.items).toMatchObject([{ id: contactId, lowered: true }]);
    expect((await send('GET', '/numbers/lowerings?live=true')).body).toMatchObject({ items: [lowered.body] });
    expect((await send('POST', `/numbers/lowerings/${lowered.body.id}/end`)).status).toBe(200);
  });

  it('takes notes of places, and tells them with the incidents there', async () => {
    const note = { kind: 'hazard', ...alunAlun, text: 'Tangga curam' };
    const { status, body } = await send<{ id: string }>('POST', '/place-notes', note);
    expect(status).toBe(201);
    const incident = (await open()).id;
    expect((await send('POST', '/places/history', alunAlun)).body).toMatchObject({
      notes: [{ id: body.id }],
      incidents: [{ id: incident }],
    });
    expect((await send('GET', `/incidents/${incident}/place-history`)).body).toMatchObject({
      notes: [{ text: 'Tangga curam' }],
      incidents: [],
    });
    expect((await send('GET', '/place-notes?live=true')).body).toMatchObject({ items: [{ id: body.id }] });
  });

  it('leaves exchanges to administrators, and says plainly where there is none to call by', async () => {
    expect((await send('POST', '/exchanges', { name: 'PBX' })).status).toBe(403);
    const { id } = (
      await send<{ id: string }>('POST', '/contacts', { channel: 'voice', callerNumber: '0811111111' })
    ).body;
    expect(await send('POST', `/contacts/${id}/hang-up`)).toMatchObject({
      status: 409,
      body: { code: 'contact_not_on_exchange' },
    });
    expect(await send('POST', `/contacts/${id}/call-back`)).toMatchObject({
      status: 409,
      body: { code: 'exchange_missing' },
    });
    authorization = await signIn((await ground.newCenter()).id, 'admin');
    const made = await send<{ id: string; secret: string }>('POST', '/exchanges', { name: 'PBX' });
    expect([made.status, made.body.secret.length]).toEqual([201, 43]);
  });

  it('documents the answer of every route', () => {
    const document = SwaggerModule.createDocument(application, new DocumentBuilder().build());
    const operations = Object.entries(document.paths).flatMap(([path, byMethod]) =>
      Object.entries(byMethod as Record<string, { summary?: string; responses: Record<string, object> }>).map(
        ([method, operation]) => ({ route: `${method} ${path}`, operation }),
      ),
    );
    const ours = operations.filter(({ route }) =>
      /\/(incidents|contacts|numbers|place|exchanges|telephony)/.test(route),
    );
    expect(ours.length).toBeGreaterThan(30);
    const incomplete = ours.filter(({ operation: { summary, responses } }) => {
      const success = responses['200'] ?? responses['201'];
      return !summary || !success || !('content' in success);
    });
    expect(incomplete.map(({ route }) => route)).toEqual([]);
  });

  it('tells a program that may only write contacts nothing of who called', async () => {
    const { id: centerId } = await ground.newCenter();
    const operator = await signIn(centerId);
    const key = await application
      .get(ApiKeys)
      .create(systemCaller(centerId), { name: 'Exchange', permissions: ['contact.write'] });
    const program = `Bearer ${valueOf(key).key}`;
    const personal = {
      callerNumber: '08123456789',
      callerName: 'Ibu Sri',
      note: 'menangis',
    };
    authorization = operator;
    const contact = { channel: 'voice', externalId: 'call-1', ...personal };
    const rang = await send<ContactView>('POST', '/contacts', contact);
    expect(rang.body).toMatchObject({ callerNumberReceived: '08123456789', callerName: 'Ibu Sri' });
    await send('POST', `/contacts/${rang.body.id}/answer`, {});

    authorization = program;
    const known = await send<ContactView>('POST', '/contacts', { channel: 'voice', externalId: 'call-1' });
    const late = await send<Problem>('POST', `/contacts/${rang.body.id}/answer`, {});
    expect(late.status).toBe(409);
    const nobody = { callerNumber: null, callerNumberReceived: null, callerName: null, note: null };
    expect(known.body).toMatchObject({ id: rang.body.id, ...nobody });
    expect(late.body).toMatchObject({ current: { id: rang.body.id, ...nobody } });
  });

  it('is closed to those whose role does not write, and to those who have not signed in', async () => {
    authorization = await signIn((await ground.newCenter()).id, 'manager');
    expect((await send('POST', '/incidents', opening)).status).toBe(403);
    expect((await send('GET', '/contacts')).status).toBe(403);
    expect((await send('GET', '/incidents')).status).toBe(200);
    authorization = '';
    expect((await send('GET', '/incidents')).status).toBe(401);
  });
});
