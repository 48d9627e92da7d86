import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { TriageDesk, type Body } from './triage-desk.js';

describe('the triages of a contact', () => {
  let desk: TriageDesk;
  beforeAll(async () => {
    desk = await TriageDesk.open();
  });
  afterAll(() => desk?.system.stop());

  const link = async (contactId: string, incidentId: string) =>
    expect((await desk.ask('POST', `/contacts/${contactId}/link`, 'operator', { incidentId })).status).toBe(
      200,
    );
  const incidentNow = async (id: string) => (await desk.ask('GET', `/incidents/${id}`, 'operator')).body;
  const idsAt = async (incidentId: string) =>
    (await desk.ask('GET', `/triages?incidentId=${incidentId}`, 'operator')).body.items
      .map(({ id }) => id)
      .sort();
  const homeOf = async (id: string) =>
    (await desk.ask('GET', `/triages/${id}`, 'operator')).body['incidentId'];
  const close = async (duplicate: Body, of: Body) => {
    const body = { disposition: 'duplicate', duplicateOf: of.id };
    expect((await desk.ask('POST', `/incidents/${duplicate.id}/close`, 'operator', body)).status).toBe(200);
  };
  const reopen = async (duplicate: Body) => {
    const body = { reason: 'bukan kejadian yang sama' };
    expect((await desk.ask('POST', `/incidents/${duplicate.id}/reopen`, 'supervisor', body)).status).toBe(
      200,
    );
  };
  const typesAt = async (id: string) => (await desk.timeline(id)).map(({ type }) => type);

  it('go with it when it is linked later, and the incident is treated as they say', async () => {
    const incident = await desk.newIncident({ priority: 'P3', type: 'fall' });
    const contactId = await desk.ring();
    const triage = await desk.arrest(await desk.start({ contactId }));
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
    const more = await desk.answer(
      (await desk.ask('GET', `/triages/${triage.id}`, 'operator')).body,
      '00.age',
      '60',
    );
    expect(more['incidentId']).toBe(incident.id);
  });

  it('part with it when it is unlinked: the danger stays until a person says otherwise, their result does not', async () => {
    const incident = await desk.newIncident({ priority: 'P3', type: 'fall' });
    const contactId = await desk.ring();
    const triage = await desk.arrest(await desk.start({ contactId }));
    await link(contactId, incident.id);
    expect((await desk.ask('POST', `/contacts/${contactId}/unlink`, 'operator')).status).toBe(200);
    expect(await homeOf(triage.id)).toBeNull();
    expect(await idsAt(incident.id)).toEqual([]);
    expect(await incidentNow(incident.id)).toMatchObject({ priority: 'P1', determinant: null });
    const types = await typesAt(incident.id);
    expect(types).toContain('incident.triage_parted');
    expect(types).not.toContain('triage.started');
    const other = await desk.newIncident({ priority: 'P3' });
    await link(contactId, other.id);
    expect(await incidentNow(other.id)).toMatchObject({ determinant: triage['determinant'] });
  });

  it('go with it when an incident is opened from it, whether or not they are named', async () => {
    const contactId = await desk.ring();
    const triage = await desk.arrest(await desk.start({ contactId }));
    const incident = await desk.newIncident({ contactId, priority: 'P3' });
    expect(incident).toMatchObject({ priority: 'P1', determinant: triage['determinant'] });
    expect(await idsAt(incident.id)).toEqual([triage.id]);
  });

  it('stay where somebody put them by hand', async () => {
    const [one, other] = [await desk.newIncident(), await desk.newIncident()];
    const contactId = await desk.ring();
    const triage = await desk.start({ contactId });
    await desk.ask('POST', `/triages/${triage.id}/incident`, 'operator', { incidentId: one.id });
    await link(contactId, other.id);
    expect(await homeOf(triage.id)).toBe(one.id);
  });

  it('are all seen where a duplicate was merged, and come back when it is reopened', async () => {
    const contactId = await desk.ring();
    const ofCaller = await desk.arrest(await desk.start({ contactId }));
    const duplicate = await desk.newIncident({ contactId });
    const ofSecondPatient = await desk.start({ incidentId: duplicate.id });
    const target = await desk.newIncident({ priority: 'P3', type: 'fall' });
    const own = await desk.start({ incidentId: target.id });
    await close(duplicate, target);
    expect(await idsAt(target.id)).toEqual([ofCaller.id, ofSecondPatient.id, own.id].sort());
    expect(await incidentNow(target.id)).toMatchObject({
      priority: 'P1',
      determinant: ofCaller['determinant'],
    });
    const reports = await desk.ask('GET', `/incidents/${target.id}/triage-reports`, 'operator');
    expect(reports.body.items).toHaveLength(3);
    await reopen(duplicate);
    expect(await idsAt(target.id)).toEqual([own.id]);
    expect(await idsAt(duplicate.id)).toEqual([ofCaller.id, ofSecondPatient.id].sort());
    expect(await incidentNow(duplicate.id)).toMatchObject({ determinant: ofCaller['determinant'] });
  });

  it('find their way back through a chain of merges', async () => {
    const first = await desk.newIncident();
    const triage = await desk.start({ incidentId: first.id });
    const [second, third] = [await desk.newIncident(), await desk.newIncident()];
    await close(first, second);
    await close(second, third);
    expect(await idsAt(third.id)).toEqual([triage.id]);
    await reopen(second);
    expect(await idsAt(second.id)).toEqual([triage.id]);
    await reopen(first);
    expect([await idsAt(first.id), await idsAt(second.id)]).toEqual([[triage.id], []]);
  });

  it('lower the incident only as far as the gravest of the others when one is overridden', async () => {
    const incident = await desk.newIncident();
    const grave = await desk.arrest(await desk.start({ incidentId: incident.id }));
    const slight = await desk.answer(await desk.start({ incidentId: incident.id }), '00.awake', 'no');
    await desk.act(slight, 'override', { priority: 'P3', reason: 'pasien kedua berjalan sendiri' });
    expect(await incidentNow(incident.id)).toMatchObject({
      priority: 'P1',
      determinant: grave['determinant'],
    });
    await desk.act(grave, 'override', { priority: 'P2', reason: 'bicara lagi' });
    expect(await incidentNow(incident.id)).toMatchObject({ priority: 'P2' });
  });

  it('say when the place was known before there is an incident', async () => {
    const contactId = await desk.ring();
    const triage = await desk.answer(await desk.start({ contactId }), '00.place', 'Jalan Braga 10');
    expect((triage['marks'] as { placeKnownAt: string }).placeKnownAt).toEqual(expect.any(String));
    expect(JSON.stringify(await desk.ask('GET', `/contacts/${contactId}`, 'operator'))).not.toContain(
      'Braga',
    );
    const said = await desk.ask('POST', `/contacts/${contactId}/place-known`, 'operator', {});
    expect(said.body['placeKnownAt']).toEqual(expect.any(String));
    const again = await desk.ask('POST', `/contacts/${contactId}/place-known`, 'operator', {});
    expect(again.body['placeKnownAt']).toBe(said.body['placeKnownAt']);
  });
});
