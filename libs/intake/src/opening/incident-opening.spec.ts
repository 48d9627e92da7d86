import { jest } from '@jest/globals';
import { uuidv7, type Caller } from '#lib/platform';
import { describeOnServer, refusalOf, valueOf } from '#testing';
import { ContactReading } from '../contact/contact-reading.js';
import { Contacts } from '../contact/contacts.js';
import { alunAlun, IntakeGround } from '../testing/intake-ground.js';

describe('opening an incident', () => {
  let on: IntakeGround;
  let operator: Caller;

  beforeAll(async () => {
    on = await IntakeGround.prepare();
  });
  afterAll(() => on.close());
  beforeEach(async () => {
    operator = await on.newOperator();
  });

  const contactOf = async (id: string) => valueOf(await on.get(ContactReading).get(operator, id));

  it('without a contact starts the clock now', async () => {
    expect(valueOf(await on.open(operator))).toMatchObject({
      clockStartedAt: on.now().toISOString(),
      caller: { name: null, phone: null },
    });
    expect(await on.journalTypes(operator)).toEqual(['incident.opened']);
  });

  it('without a contact starts the clock when it was begun, as whoever took it tells, and keeps that for ever', async () => {
    const incident = valueOf(await on.open(operator, { beganAt: on.now(-65) }));
    expect(incident).toMatchObject({
      clockStartedAt: on.now(-65).toISOString(),
      openedAt: on.now().toISOString(),
    });
    expect(await on.journal(operator)).toMatchObject([
      { type: 'incident.opened', payload: { contactId: null, beganAt: on.now(-65).toISOString() } },
    ]);
    // A little ahead is a clock that differs, and no call begins after it was taken.
    expect(valueOf(await on.open(operator, { beganAt: on.now(20) })).clockStartedAt).toBe(
      on.now().toISOString(),
    );
  });

  it('is refused for a beginning in the future or longer ago than anybody tells late, naming the field', async () => {
    const refused = async (beganAt: Date) => refusalOf(await on.open(operator, { beganAt }));
    expect(await refused(on.now(31))).toEqual({
      code: 'time_in_future',
      fields: [{ field: 'beganAt', rule: 'inFuture' }],
    });
    expect(await refused(on.now(-86_401))).toEqual({
      code: 'time_too_long_ago',
      fields: [{ field: 'beganAt', rule: 'tooLongAgo' }],
    });
    expect(await on.journal(operator)).toEqual([]);
  });

  it('from a contact heeds its ring, whatever is told of a beginning', async () => {
    for (const seconds of [-60, -5, 3_600]) {
      const contact = await on.ring(operator);
      on.pass(10);
      const beganAt = on.now(seconds);
      const incident = valueOf(await on.open(operator, { contactId: contact.id, beganAt }));
      expect(incident.clockStartedAt).toBe(contact.ringingAt);
    }
    const opened = (await on.journal(operator)).filter(({ type }) => type === 'incident.opened');
    expect(opened.map(({ payload }) => 'beganAt' in payload)).toEqual([false, false, false]);
  });

  it('from an answered contact starts the clock at its ring, and takes its number and name', async () => {
    const contact = await on.ring(operator, { callerName: 'Siti' });
    on.pass(7);
    await on.get(Contacts).answer(operator, contact.id, {});
    on.pass(30);
    const incident = valueOf(await on.open(operator, { contactId: contact.id }));
    expect(incident).toMatchObject({
      clockStartedAt: contact.ringingAt,
      openedAt: on.now().toISOString(),
      caller: { name: 'Siti', phone: '+628123456789' },
    });
    expect(await contactOf(contact.id)).toMatchObject({
      incidentId: incident.id,
      outcome: 'incident_opened',
      state: 'answered',
      answeredAt: on.now(-30).toISOString(),
    });
    expect(await on.journal(operator)).toMatchObject([
      { type: 'contact.rang' },
      { type: 'contact.answered', incidentId: null },
      { type: 'incident.opened', payload: { contactId: contact.id } },
    ]);
  });

  it('from a contact that still rings answers it in the same moment', async () => {
    const contact = await on.ring(operator);
    on.pass(9);
    const colleague = await on.colleagueOf(operator);
    const incident = valueOf(await on.open(colleague, { contactId: contact.id }));
    expect(await contactOf(contact.id)).toMatchObject({
      state: 'answered',
      answeredAt: on.now().toISOString(),
      answeredBy: colleague.userId,
    });
    expect((await on.journal(operator)).slice(1)).toMatchObject([
      { type: 'contact.answered', incidentId: incident.id, payload: { answeredBy: colleague.userId } },
      { type: 'incident.opened', incidentId: incident.id },
    ]);
  });

  it('prefers what the caller said to what the exchange says', async () => {
    const contact = await on.ring(operator, { callerName: 'PT Telekomunikasi' });
    const { caller } = valueOf(
      await on.open(operator, { contactId: contact.id, caller: { name: 'Siti', phone: '022-7314001' } }),
    );
    expect(caller).toEqual({ name: 'Siti', phone: '+62227314001' });
  });

  it('is refused for a contact of another center or of nobody, naming the field', async () => {
    const theirs = await on.ring(await on.newOperator());
    for (const contactId of [theirs.id, uuidv7()]) {
      expect(refusalOf(await on.open(operator, { contactId }))).toEqual({
        code: 'not_found',
        fields: [{ field: 'contactId', rule: 'notFound' }],
      });
    }
    expect(await on.journal(operator)).toEqual([]);
  });

  it('is refused a second time for the same contact, with the contact that knows its incident', async () => {
    const contact = await on.ring(operator);
    const incident = valueOf(await on.open(operator, { contactId: contact.id }));
    expect(refusalOf(await on.open(operator, { contactId: contact.id }))).toMatchObject({
      code: 'contact_already_linked',
      current: { id: contact.id, incidentId: incident.id },
    });
  });

  it('leaves the contact ringing when the incident is refused', async () => {
    const contact = await on.ring(operator);
    const refusal = refusalOf(
      await on.open(operator, { contactId: contact.id, patients: [{ tag: 'black' }] }),
    );
    expect(refusal.code).toBe('validation_failed');
    expect(await contactOf(contact.id)).toEqual(contact);
    expect(await on.journalTypes(operator)).toEqual(['contact.rang']);
  });

  it('gives a retry with the same idempotency key the same incident', async () => {
    const contact = await on.ring(operator);
    const once = { ...operator, idempotency: { key: 'open-1', requestHash: 'h' } };
    const first = await on.open(once, { contactId: contact.id });
    expect(valueOf(await on.open(once, { contactId: contact.id }))).toEqual(valueOf(first));
    expect((await on.journalTypes(operator)).filter((type) => type === 'incident.opened')).toHaveLength(1);
  });

  it('takes at most six statements', async () => {
    const contact = await on.ring(operator);
    await on.get(Contacts).answer(operator, contact.id, {});
    await on.open(operator);
    const logQuery = jest.spyOn(on.ground.dataSource.logger, 'logQuery');
    valueOf(await on.open(operator, { contactId: contact.id, place: alunAlun }));
    const statements = logQuery.mock.calls.map(([statement]) => statement);
    logQuery.mockRestore();
    expect([statements.at(0), statements.at(-1)]).toEqual(['START TRANSACTION', 'COMMIT']);
    expect(statements.length).toBeLessThanOrEqual(6);
  });

  describeOnServer('by several at once', () => {
    it('for one contact happens once, and the others are told its incident', async () => {
      for (let round = 0; round < 10; round++) {
        const contact = await on.ring(operator);
        const results = await Promise.all(
          Array.from({ length: 5 }, () => on.open(operator, { contactId: contact.id })),
        );
        const [incident, ...others] = results.filter((result) => result.accepted).map(valueOf);
        expect(others).toEqual([]);
        const refusals = results.filter((result) => !result.accepted).map(refusalOf);
        expect(refusals).toHaveLength(4);
        for (const refusal of refusals) {
          expect(refusal).toMatchObject({
            code: 'contact_already_linked',
            current: { incidentId: incident!.id },
          });
        }
      }
    });

    it('and an answer at the same moment is answered once', async () => {
      for (let round = 0; round < 10; round++) {
        const contact = await on.ring(operator, { callerNumber: null });
        const colleague = await on.colleagueOf(operator);
        const [opened] = await Promise.all([
          on.open(operator, { contactId: contact.id }),
          on.get(Contacts).answer(colleague, contact.id, {}),
        ]);
        valueOf(opened);
        const answers = (await on.journal(operator)).filter(
          ({ type, subjectId }) => type === 'contact.answered' && subjectId === contact.id,
        );
        expect(answers).toHaveLength(1);
        expect((await contactOf(contact.id)).answeredBy).toBe(
          (answers[0]!.payload as { answeredBy: string }).answeredBy,
        );
      }
    });
  });
});
