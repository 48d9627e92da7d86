import { uuidv7, type Caller } from '#lib/platform';
import { describeOnServer, refusalOf, valueOf } from '#testing';
import { IntakeGround } from '../testing/intake-ground.js';
import { boardContacts } from './board-contacts.js';
import type { ContactQuery, EndRequest } from './contact.dto.js';
import { ContactReading } from './contact-reading.js';
import { Contacts } from './contacts.js';
import type { ContactView } from './contact.view.js';

describe('a contact', () => {
  let on: IntakeGround;
  let operator: Caller;

  beforeAll(async () => {
    on = await IntakeGround.prepare();
  });
  afterAll(() => on.close());
  beforeEach(async () => {
    operator = await on.newOperator();
  });

  const contacts = () => on.get(Contacts);
  const answer = (contact: ContactView, by = operator, at?: Date) =>
    contacts().answer(by, contact.id, { at });
  const end = (contact: ContactView, request: EndRequest, by = operator) =>
    contacts().end(by, contact.id, request);
  const answered = async (request = {}) => valueOf(await answer(await on.ring(operator, request)));

  describe('that comes in', () => {
    it('rings now, with its number in E.164 and as it was received', async () => {
      const contact = await on.ring(operator, { callerName: 'Siti', line: '119', note: 'bising' });
      expect(contact).toMatchObject({
        channel: 'voice',
        state: 'ringing',
        callerNumber: '+628123456789',
        callerNumberReceived: '0812-3456-789',
        callerName: 'Siti',
        line: '119',
        note: 'bising',
        ringingAt: on.now().toISOString(),
        answeredAt: null,
        outcome: null,
        version: 1,
      });
      const journal = await on.journal(operator);
      expect(journal).toMatchObject([
        { type: 'contact.rang', subjectId: contact.id, payload: { channel: 'voice', at: contact.ringingAt } },
      ]);
      expect(JSON.stringify(journal)).not.toMatch(/3456|Siti|bising/);
    });

    it('keeps what was received when that is not a telephone number', async () => {
      expect(await on.ring(operator, { callerNumber: 'anonymous' })).toMatchObject({
        callerNumber: null,
        callerNumberReceived: 'anonymous',
      });
    });

    it.each(['walk_in', 'agency'] as const)('as %s is answered at once', async (channel) => {
      const contact = await on.ring(operator, { channel, callerNumber: null });
      expect(contact).toMatchObject({
        state: 'answered',
        answeredAt: contact.ringingAt,
        answeredBy: operator.userId,
      });
      expect(await on.journalTypes(operator)).toEqual(['contact.rang', 'contact.answered']);
    });

    it.each(['whatsapp', 'web'] as const)('as %s waits to be answered', async (channel) => {
      expect((await on.ring(operator, { channel })).state).toBe('ringing');
    });

    it('may be told afterwards', async () => {
      const contact = await on.ring(operator, { at: on.now(-120) });
      expect(contact.ringingAt).toBe(on.now(-120).toISOString());
    });

    it('counts as now when the exchange’s clock is a little ahead, and is refused when far', async () => {
      expect((await on.ring(operator, { at: on.now(30) })).ringingAt).toBe(on.now().toISOString());
      expect(refusalOf(await contacts().ring(operator, { channel: 'voice', at: on.now(31) }))).toEqual({
        code: 'time_in_future',
        fields: [{ field: 'at', rule: 'inFuture' }],
      });
    });

    it('is refused when it is told of more than a day later, and so are its marks', async () => {
      const day = 86_400;
      expect((await on.ring(operator, { at: on.now(-day) })).state).toBe('ringing');
      const tooLongAgo = { code: 'time_too_long_ago', fields: [{ field: 'at', rule: 'tooLongAgo' }] };
      const told = { channel: 'voice' as const, at: on.now(-day - 1) };
      expect(refusalOf(await contacts().ring(operator, told))).toEqual(tooLongAgo);
      const contact = await on.ring(operator);
      for (const tell of ['answer', 'placeKnown', 'end'] as const) {
        const request = { at: on.now(-day - 1), outcome: 'prank' as const };
        expect(refusalOf(await contacts()[tell](operator, contact.id, request))).toEqual(tooLongAgo);
      }
    });

    it('is written down once for its external id, on each channel apart', async () => {
      const [first, again, other] = [
        await on.ring(operator, { externalId: 'call-1' }),
        await on.ring(operator, { externalId: 'call-1', callerNumber: '022 7314001' }),
        await on.ring(operator, { externalId: 'call-1', channel: 'whatsapp' }),
      ];
      expect(again).toEqual(first);
      expect(other.id).not.toBe(first.id);
      expect(await on.journalTypes(operator)).toEqual(['contact.rang', 'contact.rang']);
    });

    it('is another one in another center, whatever its external id', async () => {
      const [mine, theirs] = [
        await on.ring(operator, { externalId: 'call-1' }),
        await on.ring(await on.newOperator(), { externalId: 'call-1' }),
      ];
      expect(theirs.id).not.toBe(mine.id);
    });
  });

  describe('that is answered', () => {
    it('keeps when and by whom', async () => {
      const contact = await on.ring(operator);
      on.pass(8);
      expect(valueOf(await answer(contact))).toMatchObject({
        state: 'answered',
        answeredAt: on.now().toISOString(),
        answeredBy: operator.userId,
        version: 2,
      });
      expect((await on.journal(operator)).at(-1)).toMatchObject({
        type: 'contact.answered',
        subjectVersion: 2,
        payload: { at: on.now().toISOString(), answeredBy: operator.userId },
      });
    });

    it('may be answered by a program, which is no user', async () => {
      const { centerId, locale } = operator;
      const actor = `integration:${uuidv7()}`;
      const program: Caller = { actor, name: 'PBX', role: 'integration', centerId, locale };
      const contact = valueOf(await answer(await on.ring(operator), program));
      expect(contact).toMatchObject({ state: 'answered', answeredBy: null });
    });

    it('is refused to a second, with the current contact', async () => {
      const current = await answered();
      expect(refusalOf(await answer(current, await on.colleagueOf(operator)))).toEqual({
        code: 'contact_already_answered',
        current,
      });
    });

    it('cannot be answered before it rang, in the future, or after it ended', async () => {
      const contact = await on.ring(operator);
      expect(refusalOf(await answer(contact, operator, on.now(-1)))).toMatchObject({
        code: 'validation_failed',
        fields: [{ field: 'at', rule: 'tooEarly' }],
      });
      expect(refusalOf(await answer(contact, operator, on.now(60))).code).toBe('time_in_future');
      const current = valueOf(await end(contact, { outcome: 'abandoned' }));
      expect(refusalOf(await answer(contact))).toEqual({ code: 'contact_already_ended', current });
    });

    it('is not found in another center', async () => {
      const contact = await on.ring(operator);
      expect(refusalOf(await answer(contact, await on.newOperator())).code).toBe('not_found');
    });
  });

  describe('that ends', () => {
    it('keeps what came of it', async () => {
      const contact = await answered({ note: 'suara anak' });
      on.pass(20);
      expect(valueOf(await end(contact, { outcome: 'prank', note: 'tertawa' }))).toMatchObject({
        state: 'ended',
        endedAt: on.now().toISOString(),
        outcome: 'prank',
        note: 'suara anak\ntertawa',
        callBackBy: null,
      });
      expect((await on.journal(operator)).at(-1)).toMatchObject({
        type: 'contact.ended',
        payload: { at: on.now().toISOString(), outcome: 'prank', incidentId: null },
      });
    });

    it('ends once, and tells others the current contact', async () => {
      const current = valueOf(await end(await answered(), { outcome: 'silent' }));
      expect(refusalOf(await end(current, { outcome: 'prank' }))).toEqual({
        code: 'contact_already_ended',
        current,
      });
    });

    it('cannot end before it was answered or rang', async () => {
      const contact = await on.ring(operator);
      expect(refusalOf(await end(contact, { outcome: 'abandoned', at: on.now(-1) }))).toMatchObject({
        fields: [{ field: 'at', rule: 'tooEarly', parameters: { 0: 'ringingAt' } }],
      });
      on.pass(10);
      await answer(contact);
      expect(refusalOf(await end(contact, { outcome: 'prank', at: on.now(-5) }))).toMatchObject({
        fields: [{ field: 'at', rule: 'tooEarly', parameters: { 0: 'answeredAt' } }],
      });
      expect(refusalOf(await end(contact, { outcome: 'prank', at: on.now(60) })).code).toBe('time_in_future');
    });

    it('needs an outcome once it was answered, and is abandoned when it never was', async () => {
      expect(refusalOf(await end(await answered(), {}))).toMatchObject({
        code: 'validation_failed',
        fields: [{ field: 'outcome', rule: 'required' }],
      });
      expect(valueOf(await end(await on.ring(operator), {})).outcome).toBe('abandoned');
    });

    it('cannot have been a talk when nobody answered', async () => {
      const contact = await on.ring(operator);
      expect(refusalOf(await end(contact, { outcome: 'information' }))).toEqual({
        code: 'contact_not_answered',
        current: contact,
      });
      expect(valueOf(await end(contact, { outcome: 'transferred' })).outcome).toBe('transferred');
    });

    it('belongs to the incident it names', async () => {
      const incident = valueOf(await on.open(operator));
      const contact = await answered();
      expect(refusalOf(await end(contact, { outcome: 'linked_to_incident' }))).toMatchObject({
        fields: [{ field: 'incidentId', rule: 'required' }],
      });
      expect(refusalOf(await end(contact, { outcome: 'prank', incidentId: incident.id }))).toMatchObject({
        fields: [{ field: 'incidentId', rule: 'onlyWith' }],
      });
      const elsewhere = valueOf(await on.open(await on.newOperator()));
      expect(
        refusalOf(await end(contact, { outcome: 'linked_to_incident', incidentId: elsewhere.id })),
      ).toMatchObject({ code: 'not_found', fields: [{ field: 'incidentId', rule: 'notFound' }] });
      const ended = valueOf(await end(contact, { outcome: 'linked_to_incident', incidentId: incident.id }));
      expect(ended).toMatchObject({ incidentId: incident.id, outcome: 'linked_to_incident' });
      expect((await on.journalTypes(operator)).slice(-2)).toEqual([
        'incident.contact_linked',
        'contact.ended',
      ]);
    });

    it('knows its outcome when it opened an incident', async () => {
      const contact = await answered();
      valueOf(await on.open(operator, { contactId: contact.id }));
      expect(valueOf(await end(contact, {})).outcome).toBe('incident_opened');
    });
  });

  describe('that is linked', () => {
    it('belongs to the incident, is answered if it still rang, and starts its clock if it rang first', async () => {
      const contact = await on.ring(operator);
      on.pass(15);
      const incident = valueOf(await on.open(operator));
      on.pass(5);
      const linked = valueOf(await contacts().link(operator, contact.id, { incidentId: incident.id }));
      expect(linked).toMatchObject({
        incidentId: incident.id,
        outcome: 'linked_to_incident',
        state: 'answered',
        answeredBy: operator.userId,
        answeredAt: on.now().toISOString(),
      });
      expect(await on.journal(operator)).toMatchObject([
        { type: 'contact.rang' },
        { type: 'incident.opened' },
        { type: 'contact.answered', incidentId: incident.id },
        {
          type: 'incident.contact_linked',
          subjectId: incident.id,
          incidentId: incident.id,
          payload: { contactId: contact.id },
        },
        { type: 'incident.details_changed', payload: { fields: ['clockStartedAt'] } },
      ]);
    });

    it('leaves the clock of an incident it rang after alone', async () => {
      const incident = valueOf(await on.open(operator));
      on.pass(5);
      const contact = await answered();
      await contacts().link(operator, contact.id, { incidentId: incident.id });
      expect(await on.journalTypes(operator)).not.toContain('incident.details_changed');
    });

    it('again to the same incident changes nothing; to another one moves it', async () => {
      const [first, second] = [valueOf(await on.open(operator)), valueOf(await on.open(operator))];
      const contact = await answered();
      const link = (incidentId: string) =>
        contacts().link(operator, contact.id, { incidentId }).then(valueOf);
      const linked = await link(first.id);
      expect(await link(first.id)).toEqual(linked);
      expect((await link(second.id)).incidentId).toBe(second.id);
    });

    it('cannot be linked to what is not there', async () => {
      const contact = await answered();
      const elsewhere = valueOf(await on.open(await on.newOperator()));
      for (const incidentId of [uuidv7(), elsewhere.id]) {
        expect(refusalOf(await contacts().link(operator, contact.id, { incidentId }))).toMatchObject({
          code: 'not_found',
          fields: [{ field: 'incidentId', rule: 'notFound' }],
        });
      }
    });
  });

  describe('that was abandoned', () => {
    const abandon = async (request = {}) =>
      valueOf(await end(await on.ring(operator, request), { outcome: 'abandoned' }));

    it('waits to be called back, and is told late once', async () => {
      const contact = await abandon();
      expect(contact.callBackBy).toBe(on.now(300).toISOString());
      on.pass(299);
      await on.fireDeadlines();
      expect(await on.journalTypes(operator)).not.toContain('contact.call_back_due');
      on.pass(1);
      await on.fireDeadlines();
      await on.fireDeadlines();
      const due = (await on.journal(operator)).filter(({ type }) => type === 'contact.call_back_due');
      expect(due).toMatchObject([{ subjectId: contact.id, actor: 'system' }]);
    });

    it.each([
      ['from a withheld number', { callerNumber: 'anonymous' }],
      ['without a number', { callerNumber: null }],
      ['on another channel', { channel: 'whatsapp' as const }],
    ])('is not called back %s', async (_, request) => {
      expect((await abandon(request)).callBackBy).toBeNull();
    });

    it('is not called back when somebody had answered', async () => {
      expect(valueOf(await end(await answered(), { outcome: 'abandoned' })).callBackBy).toBeNull();
    });

    const settled = async () =>
      (await on.journal(operator)).filter(({ type }) => type === 'contact.call_back_settled');
    const expectNobodyWaits = async () => {
      on.pass(1_000);
      await on.fireDeadlines();
      expect(await on.journalTypes(operator)).not.toContain('contact.call_back_due');
      expect(valueOf(await on.get(ContactReading).list(operator, { callBack: true })).items).toEqual([]);
    };

    it('waits no longer once it was called back, with all calls from its number', async () => {
      const [first, second] = [await abandon(), await abandon({ callerNumber: '+62 8123456789' })];
      const after = valueOf(await contacts().calledBack(operator, second.id, { note: 'salah tekan' }));
      expect(after).toMatchObject({ callBackBy: null, note: 'salah tekan' });
      expect(await settled()).toHaveLength(2);
      expect((await settled()).map(({ subjectId }) => subjectId).sort()).toEqual(
        [first.id, second.id].sort(),
      );
      expect(refusalOf(await contacts().calledBack(operator, first.id, {})).code).toBe('contact_not_waiting');
      await expectNobodyWaits();
    });

    it('waits no longer once the same number rang again and was answered', async () => {
      await abandon();
      await answered({ callerNumber: '08123456789' });
      expect(await settled()).toMatchObject([{ payload: { reason: 'rang_again' } }]);
      await expectNobodyWaits();
    });

    it('goes on waiting when another number rings, or the same in another center', async () => {
      const contact = await abandon();
      await answered({ callerNumber: '022 7314001' });
      const elsewhere = await on.newOperator();
      await answer(await on.ring(elsewhere), elsewhere);
      expect(valueOf(await on.get(ContactReading).list(operator, { callBack: true })).items).toEqual([
        contact,
      ]);
    });

    it('waits no longer once it became an incident, and stays abandoned', async () => {
      const contact = await abandon();
      const incident = valueOf(await on.open(operator, { contactId: contact.id }));
      expect(incident.clockStartedAt).toBe(contact.ringingAt);
      expect(await settled()).toMatchObject([{ payload: { reason: 'linked' } }]);
      expect(valueOf(await on.get(ContactReading).get(operator, contact.id))).toMatchObject({
        state: 'ended',
        outcome: 'abandoned',
        answeredAt: null,
        incidentId: incident.id,
        callBackBy: null,
      });
      await expectNobodyWaits();
    });
  });

  describe('on lists', () => {
    const list = async (query: ContactQuery, by = operator) =>
      valueOf(await on.get(ContactReading).list(by, query));
    const idsOf = async (query: ContactQuery) => (await list(query)).items.map(({ id }) => id);

    it('is found by state, incident, number and time of ringing', async () => {
      const ringing = await on.ring(operator, { callerNumber: '022 7314001' });
      on.pass(60);
      const taken = await answered();
      const incident = valueOf(await on.open(operator, { contactId: taken.id }));
      on.pass(60);
      const ended = valueOf(await end(await answered(), { outcome: 'silent' }));
      expect(await idsOf({ state: 'ringing' })).toEqual([ringing.id]);
      expect(await idsOf({ state: 'answered' })).toEqual([taken.id]);
      expect(await idsOf({ state: 'ended' })).toEqual([ended.id]);
      expect(await idsOf({ incidentId: incident.id })).toEqual([taken.id]);
      expect(await idsOf({ sameNumberAs: ended.id })).toEqual([ended.id, taken.id]);
      expect(await idsOf({ from: new Date(taken.ringingAt), to: new Date(ended.ringingAt) })).toEqual([
        taken.id,
      ]);
    });

    it('comes newest first, a page at a time', async () => {
      const rang = [await on.ring(operator), await on.ring(operator), await on.ring(operator)];
      const first = await list({ limit: 2 });
      const second = await list({ limit: 2, cursor: first.nextCursor! });
      expect([...first.items, ...second.items].map(({ id }) => id)).toEqual(
        rang.map(({ id }) => id).reverse(),
      );
      expect(second.nextCursor).toBeNull();
    });

    it('stays in its center, also for who knows its id', async () => {
      const contact = await on.ring(operator);
      const stranger = await on.newOperator();
      expect((await list({}, stranger)).items).toEqual([]);
      await on.ring(stranger);
      expect((await list({ sameNumberAs: contact.id }, stranger)).items).toEqual([]);
      expect(refusalOf(await on.get(ContactReading).get(stranger, contact.id)).code).toBe('not_found');
    });

    it('keeps who opened it', async () => {
      const contact = await on.ring(operator);
      await on.get(ContactReading).get(operator, contact.id);
      expect(
        await on.ground.dataSource.query(
          `select actor, action, subject_type, subject_id from personal_data_access where center_id = $1`,
          [operator.centerId],
        ),
      ).toEqual([
        { actor: operator.actor, action: 'contact.opened', subject_type: 'contact', subject_id: contact.id },
      ]);
    });

    it('is on the live board until it ended and nobody waits for a call back', async () => {
      const ringing = await on.ring(operator, { callerNumber: '201' });
      const waiting = valueOf(await end(await on.ring(operator), {}));
      await end(await answered({ callerNumber: '022 7314001' }), { outcome: 'silent' });
      const read = (personal: boolean) =>
        boardContacts(on.ground.dataSource, operator.centerId, { personal });
      const board = await read(true);
      expect(board).toHaveLength(2);
      expect(board).toMatchObject([
        { id: ringing.id, state: 'ringing', callerNumber: '201', callBackBy: null },
        { id: waiting.id, state: 'ended', callerNumber: '+628123456789', callBackBy: waiting.callBackBy },
      ]);
      expect((await read(false)).map(({ callerNumber }) => callerNumber)).toEqual([null, null]);
    });
  });

  it('gives a retry with the same idempotency key the same answer', async () => {
    const once = { ...operator, idempotency: { key: 'ring-1', requestHash: 'h' } };
    expect(await on.ring(once)).toEqual(await on.ring(once));
    expect(await on.journalTypes(operator)).toEqual(['contact.rang']);
  });

  describeOnServer('under concurrency', () => {
    it('is answered by exactly one of several, and the others are told who', async () => {
      const colleagues = await Promise.all(Array.from({ length: 6 }, () => on.colleagueOf(operator)));
      for (let round = 0; round < 10; round++) {
        const contact = await on.ring(operator, { callerNumber: null });
        const results = await Promise.all(colleagues.map((colleague) => answer(contact, colleague)));
        const [current, ...others] = results.filter((result) => result.accepted).map(valueOf);
        expect(others).toEqual([]);
        expect(results.filter((result) => !result.accepted).map(refusalOf)).toEqual(
          Array.from({ length: 5 }, () => ({ code: 'contact_already_answered', current })),
        );
      }
    });

    it('is written down once when its external id arrives several times at once', async () => {
      const rang = await Promise.all(
        Array.from({ length: 8 }, () => on.ring(operator, { externalId: 'call-9' })),
      );
      expect(new Set(rang.map(({ id }) => id)).size).toBe(1);
      expect(await on.journalTypes(operator)).toEqual(['contact.rang']);
    });
  });
});
