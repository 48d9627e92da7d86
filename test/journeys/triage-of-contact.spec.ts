import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { TestSystem } from '../support/test-system.js';
import { cityCenter, type TestAnswer, type TestCenter } from '../support/test-system-center.js';

type Body = Record<string, unknown> & { id: string; version: number; items: Record<string, unknown>[] };
type Asker = Parameters<TestCenter['send']>[0];

describe('the triages of a contact', () => {
  let system: TestSystem;
  let center: TestCenter;

  beforeAll(async () => {
    system = await TestSystem.start({ fleet: ['als_ambulance', 'bls_ambulance', 'home_visit_team'] });
    ({ center } = system);
  });
  afterAll(() => system?.stop());

  const ask = (
    method: string,
    path: string,
    as: Asker,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<TestAnswer<Body>> => center.send<Body>(as, method, path, { body, headers });

  const place = { lat: cityCenter.lat, lon: cityCenter.lon };
  const ring = async () => {
    const contact = await ask('POST', '/contacts', 'operator', {
      channel: 'voice',
      callerNumber: '0812345678',
    });
    await ask('POST', `/contacts/${contact.body.id}/answer`, 'operator', {});
    return contact.body.id;
  };
  const newIncident = async (more: object = {}) => {
    const opened = await ask('POST', '/incidents', 'operator', { place, complaint: 'Ayah jatuh', ...more });
    expect(opened.status).toBe(201);
    return opened.body;
  };
  const start = async (subject: object = {}) => {
    const started = await ask('POST', '/triages', 'operator', subject);
    expect(started.status).toBe(201);
    return started.body;
  };
  const act = async (triage: Body, path: string, body: object): Promise<Body> => {
    const answered = await ask('POST', `/triages/${triage.id}/${path}`, 'operator', body, {
      'if-match': `"${triage.version}"`,
    });
    expect(answered.status).toBe(200);
    expect(answered.headers.get('etag')).toBe(`"${answered.body.version}"`);
    return answered.body;
  };
  const answer = (triage: Body, name: string, value: string) => {
    const [card, question] = name.split('.');
    return act(triage, 'answers', { card, question, value });
  };
  const arrest = async (triage: Body) =>
    answer(await answer(triage, '00.awake', 'no'), '00.breathingNormally', 'no');
  const timeline = async (id: string) =>
    (await ask('GET', `/incidents/${id}/timeline?limit=200`, 'supervisor')).body.items;

  const link = async (contactId: string, incidentId: string) =>
    expect((await ask('POST', `/contacts/${contactId}/link`, 'operator', { incidentId })).status).toBe(200);
  const incidentNow = async (id: string) => (await ask('GET', `/incidents/${id}`, 'operator')).body;
  const idsAt = async (incidentId: string) =>
    (await ask('GET', `/triages?incidentId=${incidentId}`, 'operator')).body.items.map(({ id }) => id).sort();
  const homeOf = async (id: string) => (await ask('GET', `/triages/${id}`, 'operator')).body['incidentId'];
  const close = async (duplicate: Body, of: Body) => {
    const body = { disposition: 'duplicate', duplicateOf: of.id };
    expect((await ask('POST', `/incidents/${duplicate.id}/close`, 'operator', body)).status).toBe(200);
  };
  const reopen = async (duplicate: Body) => {
    const body = { reason: 'bukan kejadian yang sama' };
    expect((await ask('POST', `/incidents/${duplicate.id}/reopen`, 'supervisor', body)).status).toBe(200);
  };
  const typesAt = async (id: string) => (await timeline(id)).map(({ type }) => type);

  it('go with it when it is linked later, and the incident is treated as they say', async () => {
    const incident = await newIncident({ priority: 'P3', type: 'fall' });
    const contactId = await ring();
    const triage = await arrest(await start({ contactId }));
    expect(triage['incidentId']).toBeNull();
    await link(contactId, incident.id);
    expect(await homeOf(triage.id)).toBe(incident.id);
    expect(await incidentNow(incident.id)).toMatchObject({
      priority: 'P1',
      type: 'cardiac_arrest',
      determinant: triage['determinant'],
    });
    expect(await typesAt(incident.id)).toEqual(
      expect.arrayContaining(['triage.started', 'incident.triage_attached', 'incident.priority_set']),
    );
    const more = await answer((await ask('GET', `/triages/${triage.id}`, 'operator')).body, '00.age', '60');
    expect(more['incidentId']).toBe(incident.id);
  });

  it('part with it when it is unlinked: the danger stays until a person says otherwise, their result does not', async () => {
    const incident = await newIncident({ priority: 'P3', type: 'fall' });
    const contactId = await ring();
    const triage = await arrest(await start({ contactId }));
    await link(contactId, incident.id);
    expect((await ask('POST', `/contacts/${contactId}/unlink`, 'operator')).status).toBe(200);
    expect(await homeOf(triage.id)).toBeNull();
    expect(await idsAt(incident.id)).toEqual([]);
    expect(await incidentNow(incident.id)).toMatchObject({ priority: 'P1', determinant: null });
    const types = await typesAt(incident.id);
    expect(types).toContain('incident.triage_parted');
    expect(types).not.toContain('triage.started');
    const other = await newIncident({ priority: 'P3' });
    await link(contactId, other.id);
    expect(await incidentNow(other.id)).toMatchObject({ determinant: triage['determinant'] });
  });

  it('go with it when an incident is opened from it, whether or not they are named', async () => {
    const contactId = await ring();
    const triage = await arrest(await start({ contactId }));
    const incident = await newIncident({ contactId, priority: 'P3' });
    expect(incident).toMatchObject({ priority: 'P1', determinant: triage['determinant'] });
    expect(await idsAt(incident.id)).toEqual([triage.id]);
  });

  it('stay where somebody put them by hand', async () => {
    const [one, other] = [await newIncident(), await newIncident()];
    const contactId = await ring();
    const triage = await start({ contactId });
    await ask('POST', `/triages/${triage.id}/incident`, 'operator', { incidentId: one.id });
    await link(contactId, other.id);
    expect(await homeOf(triage.id)).toBe(one.id);
  });

  it('are all seen where a duplicate was merged, and come back when it is reopened', async () => {
    const contactId = await ring();
    const ofCaller = await arrest(await start({ contactId }));
    const duplicate = await newIncident({ contactId });
    const ofSecondPatient = await start({ incidentId: duplicate.id });
    const target = await newIncident({ priority: 'P3', type: 'fall' });
    const own = await start({ incidentId: target.id });
    await close(duplicate, target);
    expect(await idsAt(target.id)).toEqual([ofCaller.id, ofSecondPatient.id, own.id].sort());
    expect(await incidentNow(target.id)).toMatchObject({
      priority: 'P1',
      determinant: ofCaller['determinant'],
    });
    const reports = await ask('GET', `/incidents/${target.id}/triage-reports`, 'operator');
    expect(reports.body.items).toHaveLength(3);
    await reopen(duplicate);
    expect(await idsAt(target.id)).toEqual([own.id]);
    expect(await idsAt(duplicate.id)).toEqual([ofCaller.id, ofSecondPatient.id].sort());
    expect(await incidentNow(duplicate.id)).toMatchObject({ determinant: ofCaller['determinant'] });
  });

  it('find their way back through a chain of merges', async () => {
    const first = await newIncident();
    const triage = await start({ incidentId: first.id });
    const [second, third] = [await newIncident(), await newIncident()];
    await close(first, second);
    await close(second, third);
    expect(await idsAt(third.id)).toEqual([triage.id]);
    await reopen(second);
    expect(await idsAt(second.id)).toEqual([triage.id]);
    await reopen(first);
    expect([await idsAt(first.id), await idsAt(second.id)]).toEqual([[triage.id], []]);
  });

  it('lower the incident only as far as the gravest of the others when one is overridden', async () => {
    const incident = await newIncident();
    const grave = await arrest(await start({ incidentId: incident.id }));
    const slight = await answer(await start({ incidentId: incident.id }), '00.awake', 'no');
    await act(slight, 'override', { priority: 'P3', reason: 'pasien kedua berjalan sendiri' });
    expect(await incidentNow(incident.id)).toMatchObject({
      priority: 'P1',
      determinant: grave['determinant'],
    });
    await act(grave, 'override', { priority: 'P2', reason: 'bicara lagi' });
    expect(await incidentNow(incident.id)).toMatchObject({ priority: 'P2' });
  });

  it('say when the place was known before there is an incident', async () => {
    const contactId = await ring();
    const triage = await answer(await start({ contactId }), '00.place', 'Jalan Braga 10');
    expect((triage['marks'] as { placeKnownAt: string }).placeKnownAt).toEqual(expect.any(String));
    expect(JSON.stringify(await ask('GET', `/contacts/${contactId}`, 'operator'))).not.toContain('Braga');
    const said = await ask('POST', `/contacts/${contactId}/place-known`, 'operator', {});
    expect(said.body['placeKnownAt']).toEqual(expect.any(String));
    const again = await ask('POST', `/contacts/${contactId}/place-known`, 'operator', {});
    expect(again.body['placeKnownAt']).toBe(said.body['placeKnownAt']);
  });
});
