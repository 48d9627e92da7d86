import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { uuidv7 } from '#lib/platform';
import { place, TriageDesk, type Asker, type Body } from './triage-desk.js';

describe('triage over HTTP', () => {
  let desk: TriageDesk;
  beforeAll(async () => {
    desk = await TriageDesk.open();
  });
  afterAll(() => desk?.system.stop());

  it('before the incident gives it type, priority and determinant when it is opened', async () => {
    const contactId = await desk.ring();
    const triage = await desk.arrest(await desk.start({ contactId }));
    expect(triage).toMatchObject({ type: 'cardiac_arrest', priority: 'P1', incidentId: null });
    const incident = await desk.newIncident({ contactId, triageId: triage.id, priority: 'P3', type: 'fall' });
    expect(incident).toMatchObject({
      type: 'cardiac_arrest',
      priority: 'P1',
      determinant: triage['determinant'],
    });
    const entries = await desk.timeline(incident.id);
    expect(entries.map(({ type }) => type)).toEqual(
      expect.arrayContaining([
        'contact.rang',
        'triage.started',
        'triage.mark_reached',
        'triage.graded',
        'incident.opened',
        'incident.determinant_set',
        'incident.triage_attached',
      ]),
    );
    const attached = entries.find(({ type }) => type === 'incident.triage_attached')!;
    expect(attached['payload']).toEqual({ triageId: triage.id, priorityKnownAt: triage['priorityKnownAt'] });
    expect((await desk.ask('GET', `/triages/${triage.id}`, 'operator')).body['incidentId']).toBe(incident.id);
    const again = await desk.ask('POST', '/incidents', 'operator', {
      place,
      complaint: 'x',
      triageId: triage.id,
    });
    expect(again.body).toMatchObject({ code: 'triage_attached_elsewhere' });
  });

  describe('that was told the age', () => {
    const patientsOf = async (incident: Body) =>
      (await desk.ask('GET', `/incidents/${incident.id}`, 'operator')).body['patients'] as Body[];

    it('before the incident opens it with a patient of that age, and corrects it', async () => {
      const triage = await desk.answer(await desk.start(), '00.age', '67');
      const incident = await desk.newIncident({ triageId: triage.id });
      expect(incident['patients']).toMatchObject([{ ageYears: 67, ageFromTriage: true, sex: 'unknown' }]);
      const now = (await desk.ask('GET', `/triages/${triage.id}`, 'operator')).body;
      const corrected = await desk.answer(now, '00.age', '76');
      expect(await patientsOf(incident)).toMatchObject([{ ageYears: 76, ageFromTriage: true, version: 2 }]);
      await desk.answer(corrected, '00.age', 'unknown');
      expect(await patientsOf(incident)).toMatchObject([{ ageYears: null, ageFromTriage: false }]);
      const told = (await desk.timeline(incident.id)).filter(({ type }) => String(type).includes('patient'));
      const [patient] = await patientsOf(incident);
      const payload = { patientId: patient!.id, fields: ['ageYears'] };
      expect(told.map((entry) => entry['payload'])).toEqual([payload, payload]);
    });

    it('in the incident adds its patient, or completes the only one', async () => {
      const [bare, known] = [
        await desk.newIncident(),
        await desk.newIncident({ patients: [{ name: 'Bu Ani', sex: 'female' }] }),
      ];
      for (const incident of [bare, known]) {
        await desk.answer(await desk.start({ incidentId: incident.id }), '00.age', '0.5');
      }
      expect(await patientsOf(bare)).toMatchObject([{ name: null, ageYears: 0.5, ageFromTriage: true }]);
      expect(await patientsOf(known)).toMatchObject([{ name: 'Bu Ani', ageYears: 0.5, ageFromTriage: true }]);
    });

    it('never replaces what a person wrote, before or after', async () => {
      const written = await desk.newIncident({ patients: [{ ageYears: 40 }] });
      await desk.answer(await desk.start({ incidentId: written.id }), '00.age', '50');
      expect(await patientsOf(written)).toMatchObject([{ ageYears: 40, ageFromTriage: false, version: 1 }]);

      const incident = await desk.newIncident();
      const triage = await desk.answer(await desk.start({ incidentId: incident.id }), '00.age', '50');
      const [patient] = await patientsOf(incident);
      const path = `/incidents/${incident.id}/patients/${patient!.id}`;
      const match = { 'if-match': '"1"' };
      const changed = await desk.ask('PATCH', path, 'operator', { ageYears: 52 }, match);
      expect(changed.body).toMatchObject({ ageYears: 52, ageFromTriage: false });
      await desk.answer(triage, '00.age', '60');
      expect(await patientsOf(incident)).toMatchObject([{ ageYears: 52, ageFromTriage: false, version: 2 }]);
    });

    it('stays with it while a person writes something else of the patient', async () => {
      const incident = await desk.newIncident();
      const triage = await desk.answer(await desk.start({ incidentId: incident.id }), '00.age', '50');
      const [patient] = await patientsOf(incident);
      await desk.ask(
        'PATCH',
        `/incidents/${incident.id}/patients/${patient!.id}`,
        'operator',
        { name: 'Pak Dedi', ageYears: 50 },
        { 'if-match': '"1"' },
      );
      await desk.answer(triage, '00.age', '60');
      expect(await patientsOf(incident)).toMatchObject([
        { name: 'Pak Dedi', ageYears: 60, ageFromTriage: true },
      ]);
    });

    it('of one among several patients changes none of them', async () => {
      const incident = await desk.newIncident({ patients: [{}, {}] });
      await desk.answer(await desk.start({ incidentId: incident.id }), '00.age', '50');
      expect(await patientsOf(incident)).toMatchObject([{ ageYears: null }, { ageYears: null }]);
    });

    it('goes with its contact into another incident, and takes the age along', async () => {
      const contactId = await desk.ring();
      const wrong = await desk.newIncident({ contactId });
      await desk.answer(await desk.start({ contactId }), '00.age', '50');
      expect(await patientsOf(wrong)).toMatchObject([{ ageYears: 50 }]);
      const right = await desk.newIncident();
      const contact = (await desk.ask('GET', `/contacts/${contactId}`, 'operator')).body;
      const moved = await desk.ask(
        'POST',
        `/contacts/${contactId}/link`,
        'operator',
        { incidentId: right.id },
        { 'if-match': `"${contact.version}"` },
      );
      expect(moved.status).toBe(200);
      expect(await patientsOf(wrong)).toMatchObject([{ ageYears: null, ageFromTriage: false }]);
      expect(await patientsOf(right)).toMatchObject([{ ageYears: 50, ageFromTriage: true }]);
    });
  });

  it('stands in the timeline with its questions and answers, for whoever may read triages', async () => {
    const incident = await desk.newIncident();
    let triage = await desk.start({ incidentId: incident.id });
    for (const value of ['yes', 'no', 'unknown']) triage = await desk.answer(triage, '00.awake', value);
    await desk.answer(triage, '00.age', '67');
    const read = async (as: Asker, cursor = '') =>
      (await desk.ask('GET', `/incidents/${incident.id}/timeline?limit=200${cursor}`, as)).body;
    const answersIn = ({ items }: Body) =>
      items.filter(({ type }) => type === 'triage.answered').map(({ answer }) => answer as Body | null);
    const told = answersIn(await read('operator'));
    expect(told.map((one) => [one!['question'], one!['answer']])).toEqual([
      [
        { id: 'Sadar', en: 'Awake' },
        { id: 'ya', en: 'yes' },
      ],
      [
        { id: 'Sadar', en: 'Awake' },
        { id: 'tidak', en: 'no' },
      ],
      [
        { id: 'Sadar', en: 'Awake' },
        { id: 'tidak diketahui', en: 'unknown' },
      ],
      [
        { id: 'Umur', en: 'Age' },
        { id: '67 tahun', en: '67 years' },
      ],
    ]);
    const begun = (await desk.ask('GET', `/incidents/${incident.id}/timeline?limit=4`, 'operator')).body;
    const rest = await read('operator', `&cursor=${String(begun['nextCursor'])}`);
    expect([...answersIn(begun), ...answersIn(rest)]).toEqual(told);
    expect(answersIn(await read('manager'))).toEqual([null, null, null, null]);
    const { items } = (await desk.ask('GET', '/audit?kind=access&limit=50', 'supervisor')).body;
    expect(JSON.stringify(items)).toContain('incident.answers_opened');
  });

  it('is started once for a contact, and belongs to the incident the contact already has', async () => {
    const contactId = await desk.ring();
    const incident = await desk.newIncident({ contactId });
    const [one, other] = [await desk.start({ contactId }), await desk.start({ contactId })];
    expect(one).toMatchObject({ incidentId: incident.id, contactId });
    expect(other.id).toBe(one.id);
    const key = { 'idempotency-key': uuidv7() };
    const body = { incidentId: incident.id };
    const first = await desk.ask('POST', '/triages', 'operator', body, key);
    expect((await desk.ask('POST', '/triages', 'operator', body, key)).body).toEqual(first.body);
    const listed = await desk.ask('GET', `/triages?incidentId=${incident.id}`, 'doctor');
    expect(listed.body.items).toHaveLength(2);
  });

  it('raises its incident at once, never lowers it by itself, and lowers it with a reason', async () => {
    const incident = await desk.newIncident({ priority: 'P3', type: 'fall' });
    let triage = await desk.answer(await desk.start({ incidentId: incident.id }), '00.awake', 'no');
    const now = async () => (await desk.ask('GET', `/incidents/${incident.id}`, 'operator')).body;
    expect(await now()).toMatchObject({ priority: 'P1', type: 'fall' });
    triage = await desk.answer(triage, '00.awake', 'yes');
    expect(await now()).toMatchObject({ priority: 'P1', determinant: triage['determinant'] });
    await desk.act(triage, 'override', { priority: 'P3', reason: 'dia bicara seperti biasa' });
    expect(await now()).toMatchObject({ priority: 'P3' });
    const types = (await desk.timeline(incident.id)).map(({ type }) => type);
    expect(types).toContain('triage.overridden');
    expect(JSON.stringify(await desk.timeline(incident.id))).not.toContain('seperti biasa');
  });

  it('attached later leaves a more urgent priority and its incident’s own determinant alone', async () => {
    const incident = await desk.newIncident({ priority: 'P1', type: 'fall' });
    let triage = await desk.act(await desk.start(), 'card', { card: '30' });
    triage = await desk.act(triage, 'finish', {});
    const attached = await desk.ask('POST', `/triages/${triage.id}/incident`, 'operator', {
      incidentId: incident.id,
    });
    expect(attached.status).toBe(200);
    const now = (await desk.ask('GET', `/incidents/${incident.id}`, 'operator')).body;
    expect(now).toMatchObject({ priority: 'P1', type: 'home_visit' });
  });

  it('chooses the plan of its determinant, and shows what that changes for teams already sent', async () => {
    const incident = await desk.newIncident({ priority: 'P3', type: 'fall' });
    const [ambulance] = desk.center.teams;
    const sent = await desk.ask('POST', `/incidents/${incident.id}/assignments`, 'operator', {
      teamId: ambulance!.id,
    });
    expect(sent.status).toBe(201);
    const before = (await desk.ask('GET', `/incidents/${incident.id}/response`, 'operator')).body;
    expect(before).toMatchObject({ missing: 0, notNeeded: [] });

    const triage = await desk.start({ incidentId: incident.id });
    const vital = await desk.answer(triage, '00.awake', 'no');
    const plan = {
      type: null,
      priority: 'P1',
      determinant: vital['determinant'],
      units: [{ kinds: ['home_visit_team'], capabilities: [], count: 2 }],
    };
    expect((await desk.ask('PUT', '/response-plans', 'admin', plan)).status).toBe(200);
    const wrong = await desk.ask('PUT', '/response-plans', 'admin', { ...plan, priority: 'P2' });
    expect(wrong.body).toMatchObject({ fields: [{ field: 'priority', rule: 'determinantPriority' }] });

    const after = (await desk.ask('GET', `/incidents/${incident.id}/response`, 'operator')).body;
    expect(after).toMatchObject({
      plan: { type: null, priority: 'P1', determinant: vital['determinant'] },
      missing: 2,
      places: [{ unitNumber: 1, assignment: null }, { assignment: null }],
      notNeeded: [{ id: sent.body.id, team: { callSign: ambulance!.callSign } }],
    });
    const next = (await desk.ask('GET', `/incidents/${incident.id}/recommendations`, 'operator')).body;
    expect(next['items']).toMatchObject([{ team: { kind: 'home_visit_team' } }]);

    const stoodDown = await desk.ask('POST', `/assignments/${sent.body.id}/state`, 'operator', {
      state: 'recalled',
    });
    expect(stoodDown.status).toBe(200);
    const upgraded = await desk.ask('POST', `/incidents/${incident.id}/assignments`, 'operator', {});
    expect(upgraded.body).toMatchObject({ fitsPlan: true });
    const mended = (await desk.ask('GET', `/incidents/${incident.id}/response`, 'operator')).body;
    expect(mended).toMatchObject({ missing: 1, notNeeded: [] });
  });

  it('tells the console when the plan and the teams under way have come apart', async () => {
    const incident = await desk.newIncident({ priority: 'P3', type: 'fall' });
    const team = await desk.center.addTeam({ kind: 'home_visit_team' });
    await desk.ask('POST', `/incidents/${incident.id}/assignments`, 'operator', {
      teamId: team.id,
      override: true,
    });
    const vital = await desk.answer(
      await desk.start({ incidentId: incident.id }),
      '00.breathingNormally',
      'no',
    );
    expect(vital).toMatchObject({ priority: 'P1' });
    const told = (await desk.timeline(incident.id)).find(({ type }) => type === 'incident.response_differs');
    expect(told).toMatchObject({ payload: { missing: 1, notNeeded: 1 } });
  });

  it('tells a team the result, the dangers and a short report of its own incident, and nothing else', async () => {
    const incident = await desk.newIncident({ priority: 'P1' });
    const team = await desk.center.addTeam();
    await desk.ask('POST', `/incidents/${incident.id}/assignments`, 'operator', {
      teamId: team.id,
      override: true,
    });
    const triage = await desk.answer(
      await desk.start({ incidentId: incident.id }),
      '00.whatHappened',
      'RAHASIA',
    );
    await desk.answer(triage, '00.awake', 'no');
    const report = await desk.ask('GET', `/incidents/${incident.id}/triage-reports`, team);
    expect(report.body.items).toMatchObject([{ priority: 'P1', triageId: triage.id }]);
    expect(report.body.items[0]!['dangers']).not.toEqual([]);
    expect(JSON.stringify(report.body)).not.toContain('RAHASIA');
    expect((await desk.ask('GET', `/triages/${triage.id}`, team)).status).toBe(403);
    expect((await desk.ask('GET', `/triages?incidentId=${incident.id}`, team)).status).toBe(403);
    const other = await desk.center.addTeam();
    expect((await desk.ask('GET', `/incidents/${incident.id}/triage-reports`, other)).status).toBe(404);
    const manager = (await desk.ask('GET', `/incidents/${incident.id}/triage-reports`, 'manager')).body
      .items[0];
    expect(manager).toMatchObject({ priority: 'P1', report: null, dangers: [] });
  });

  it('is run by operators and supervisors, read by doctors, and by nobody else', async () => {
    const triage = await desk.start();
    const status = async (method: string, path: string, as: Asker, body?: object) =>
      (await desk.ask(method, path, as, body)).status;
    for (const role of ['manager', 'admin', 'integration', 'team'] as const) {
      expect(await status('GET', `/triages/${triage.id}`, role)).toBe(403);
      expect(await status('POST', '/triages', role, {})).toBe(403);
    }
    expect(await status('GET', `/triages/${triage.id}`, 'doctor')).toBe(200);
    expect(await status('POST', '/triages', 'doctor', {})).toBe(403);
    expect(await status('POST', '/triages', 'supervisor', {})).toBe(201);
  });

  it('runs on a protocol that administrators change and doctors sign', async () => {
    const first = (await desk.ask('GET', '/protocols/in-force', 'operator')).body;
    const cards = first['cards'] as { number: string; approved: unknown }[];
    expect(cards).toHaveLength(32);
    const signing = `/protocols/${first.id}/cards/06/sign-off`;
    expect((await desk.ask('POST', signing, 'admin')).status).toBe(403);
    expect((await desk.ask('POST', signing, 'doctor')).status).toBe(201);
    const document = {
      scripts: first['scripts'],
      cards: cards.map(({ approved: _, ...card }) =>
        card.number === '06' ? { ...card, title: { id: 'Dada sakit', en: 'Chest hurts' } } : card,
      ),
    };
    expect((await desk.ask('POST', '/protocols', 'supervisor', { document })).status).toBe(403);
    const broken = { ...document, cards: document.cards.slice(1) };
    const faults = await desk.ask('POST', '/protocols/check', 'admin', { document: broken });
    expect(faults.body.items).toMatchObject([{ rule: 'entryMissing', text: { id: expect.any(String) } }]);
    expect((await desk.ask('POST', '/protocols', 'admin', { document: broken })).body).toMatchObject({
      code: 'protocol_invalid',
    });
    const added = await desk.ask('POST', '/protocols', 'admin', { document, note: 'ejaan' });
    expect(added.body).toMatchObject({ number: 2, changedCards: ['06'], inForce: false, signedCount: 0 });
    const compared = await desk.ask(
      'GET',
      `/protocols/${added.body.id}/comparison?with=${first.id}`,
      'doctor',
    );
    expect(compared.body.items).toMatchObject([
      { path: 'cards.06.title.id', kind: 'changed', after: 'Dada sakit' },
      { path: 'cards.06.title.en', kind: 'changed' },
    ]);
    expect((await desk.ask('POST', `/protocols/${added.body.id}/activate`, 'admin')).status).toBe(200);
    expect((await desk.ask('GET', '/protocols', 'operator')).body).toMatchObject({
      builtInOffered: false,
      items: [
        { number: 2, inForce: true },
        { number: 1, inForce: false, signedCount: 1 },
      ],
    });
    const withdrawn = await desk.ask('POST', `/protocols/${first.id}/cards/06/withdrawal`, 'doctor', {
      reason: 'salah',
    });
    expect(withdrawn.status).toBe(204);
  });

  it('dates t3 by the triage where that knew it before the incident was opened', async () => {
    const other = await desk.system.newCenter('TRI');
    const send = (path: string, body: object) =>
      other.send<Body>('operator', 'POST', path, { body }).then(({ body: answered }) => answered);
    const contact = await send('/contacts', { channel: 'voice', callerNumber: '0812345678' });
    await send(`/contacts/${contact.id}/answer`, {});
    const triage = await send('/triages', { contactId: contact.id });
    await send(`/triages/${triage.id}/answers`, { card: '00', question: 'awake', value: 'no' });
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    await send('/incidents', { place, complaint: 'x', contactId: contact.id, triageId: triage.id });
    const report = await other.send<{
      groups: { intervals: { interval: string; medianSeconds: number }[] }[];
    }>('supervisor', 'GET', '/reports/response-times');
    const interval = report.body.groups[0]!.intervals.find(({ interval: name }) => name === 'triage')!;
    expect(interval).toMatchObject({ count: 1 });
    expect(interval.medianSeconds).toBeLessThan(1.5);
  });
});
