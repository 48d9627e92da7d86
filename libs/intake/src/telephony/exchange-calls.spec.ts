import fc from 'fast-check';
import { systemCaller, type Caller } from '#lib/platform';
import { describeOnServer, refusalOf, valueOf } from '#testing';
import { Contacts } from '../contact/contacts.js';
import type { ContactView } from '../contact/contact.view.js';
import { IntakeGround } from '../testing/intake-ground.js';
import type { CallReport } from './call-facts.js';
import { ExchangeCalls } from './exchange-calls.js';

describe('a call that an exchange tells of', () => {
  let on: IntakeGround;
  let operator: Caller;

  beforeAll(async () => {
    on = await IntakeGround.prepare();
  });
  afterAll(() => on.close());
  beforeEach(async () => {
    operator = await on.newOperator();
  });

  const tell = async (kind: CallReport['kind'], afterSeconds: number, more: Partial<CallReport> = {}) =>
    valueOf(
      await on
        .get(ExchangeCalls)
        .report(
          systemCaller(operator.centerId),
          { exchange: 'pbx', callId: 'call-1', kind, at: on.now(afterSeconds), ...more },
          { makesContact: kind === 'ringing' || kind === 'answered' || kind === 'bridged' },
        ),
    );
  const ring = (afterSeconds = 0, more: Partial<CallReport> = {}) =>
    tell('ringing', afterSeconds, { callerNumber: '0812-3456-789', line: '119', ...more });
  const only = async (): Promise<ContactView> => {
    const contacts = await on.contacts(operator);
    expect(contacts).toHaveLength(1);
    return contacts[0]!;
  };
  const end = (contact: ContactView, request: object) => on.get(Contacts).end(operator, contact.id, request);

  it('is a contact while it rings, with its number', async () => {
    await ring();
    expect(await only()).toMatchObject({
      channel: 'voice',
      state: 'ringing',
      callerNumber: '+628123456789',
      line: '119',
      externalId: 'pbx:call-1',
    });
  });

  it('belongs to the operator at the telephone that took it', async () => {
    const ani = await on.newOperatorAt(operator.centerId, '101');
    on.pass(60);
    await ring(-20);
    await tell('answered', -12, { extension: '101' });
    expect(await only()).toMatchObject({
      state: 'answered',
      answeredAt: on.now(-12).toISOString(),
      answeredBy: ani.userId,
    });
    await tell('bridged', -5, { extension: '102' });
    expect(await only()).toMatchObject({ answeredBy: ani.userId, answeredAt: on.now(-12).toISOString() });
  });

  it('that nobody answered is to be called back, in time', async () => {
    on.pass(60);
    await ring(-30);
    await tell('ended', -10);
    expect(await only()).toMatchObject({ outcome: 'abandoned', callBackBy: on.now(290).toISOString() });
    on.pass(291);
    await on.fireDeadlines();
    expect(await on.journalTypes(operator)).toContain('contact.call_back_due');
  });

  it('that was talked on waits, after its end, for somebody to say what came of it', async () => {
    on.pass(60);
    await ring(-30);
    await tell('answered', -20);
    await tell('ended', -10);
    const contact = await only();
    expect(contact).toMatchObject({ state: 'ended', outcome: null, callBackBy: null });
    expect(valueOf(await end(contact, { outcome: 'prank' }))).toMatchObject({
      outcome: 'prank',
      endedAt: on.now(-10).toISOString(),
    });
    expect((await on.journal(operator)).at(-1)).toMatchObject({ type: 'contact.outcome_set' });
    expect(refusalOf(await end(contact, { outcome: 'silent' })).code).toBe('contact_already_ended');
  });

  it('may still become an incident after it ended', async () => {
    on.pass(60);
    await ring(-30);
    await tell('answered', -20);
    await tell('ended', -10);
    valueOf(await on.open(operator, { contactId: (await only()).id }));
    expect(await only()).toMatchObject({ outcome: 'incident_opened', endedAt: on.now(-10).toISOString() });
  });

  it('told of in any order, and as often as one likes, is one contact that ends the same', async () => {
    const ani = await on.newOperatorAt(operator.centerId, '101');
    on.pass(60);
    const story = [
      { kind: 'ringing', at: -40 },
      { kind: 'answered', at: -30 },
      { kind: 'bridged', at: -29 },
      { kind: 'ended', at: -5 },
    ] as const;
    let call = 0;
    const expected = {
      state: 'ended',
      ringingAt: on.now(-40).toISOString(),
      answeredAt: on.now(-30).toISOString(),
      answeredBy: ani.userId,
      endedAt: on.now(-5).toISOString(),
      outcome: null,
      callBackBy: null,
      callerNumber: '+628123456789',
    };
    await fc.assert(
      fc.asyncProperty(
        fc
          .tuple(
            fc.shuffledSubarray([...story], { minLength: 4, maxLength: 4 }),
            fc.array(fc.constantFrom(...story), { maxLength: 3 }),
          )
          .chain(([all, again]) =>
            fc.shuffledSubarray([...all, ...again], {
              minLength: all.length + again.length,
              maxLength: all.length + again.length,
            }),
          ),
        async (events) => {
          const callId = `shuffled-${(call += 1)}`;
          for (const { kind, at } of events) {
            const more =
              kind === 'ringing'
                ? { callerNumber: '08123456789' }
                : kind === 'answered'
                  ? { extension: '101' }
                  : {};
            await tell(kind, at, { callId, ...more });
          }
          const found = (await on.contacts(operator)).filter(
            ({ externalId }) => externalId === `pbx:${callId}`,
          );
          expect(found).toHaveLength(1);
          expect(found[0]).toMatchObject(expected);
        },
      ),
      { numRuns: 40 },
    );
    const types = await on.journalTypes(operator);
    expect(types.filter((type) => type === 'contact.rang')).toHaveLength(call);
    expect(types.filter((type) => type === 'contact.answered')).toHaveLength(call);
    expect(types.filter((type) => type === 'contact.ended')).toHaveLength(call);
  });

  it('told twice tells the journal once', async () => {
    on.pass(60);
    const story = async () => {
      await ring(-30);
      await tell('answered', -20);
      await tell('ended', -10);
    };
    await story();
    await story();
    expect(await on.journalTypes(operator)).toEqual(['contact.rang', 'contact.answered', 'contact.ended']);
  });

  it('that ended for us, and was answered as we hear later, is not called back', async () => {
    on.pass(60);
    await ring(-30);
    await tell('ended', -10);
    await tell('answered', -20);
    expect(await only()).toMatchObject({ outcome: null, callBackBy: null });
    expect((await on.journalTypes(operator)).slice(2)).toEqual([
      'contact.answered',
      'contact.corrected',
      'contact.call_back_settled',
    ]);
    on.pass(600);
    expect(await on.fireDeadlines()).toBe(0);
  });

  it('of which only the end is told is nobody, until it turns out that it rang', async () => {
    on.pass(60);
    expect(await tell('ended', -10)).toEqual({ contactId: null });
    expect(await on.contacts(operator)).toEqual([]);
    await ring(-30);
    expect(await only()).toMatchObject({
      ringingAt: on.now(-30).toISOString(),
      endedAt: on.now(-10).toISOString(),
      outcome: 'abandoned',
    });
  });

  it('told late is not called back when the number was reached since', async () => {
    on.pass(60);
    await ring(-50);
    await ring(-20, { callId: 'call-2' });
    await tell('answered', -15, { callId: 'call-2' });
    await tell('ended', -40);
    const [first] = await on.contacts(operator);
    expect(first).toMatchObject({ outcome: 'abandoned', callBackBy: null });
  });

  it('counts as now where the exchange’s clock is ahead', async () => {
    await ring(90);
    expect((await only()).ringingAt).toBe(on.now().toISOString());
  });

  it('counts as now where the exchange’s clock stands at the beginning of time', async () => {
    await ring(-on.now().getTime() / 1000);
    expect((await only()).ringingAt).toBe(on.now().toISOString());
  });

  it('moves the clock of its incident back when it turns out to have rung earlier', async () => {
    on.pass(60);
    await tell('answered', -20);
    const incident = valueOf(await on.open(operator, { contactId: (await only()).id }));
    expect(incident.clockStartedAt).toBe(on.now(-20).toISOString());
    await ring(-45);
    expect(await only()).toMatchObject({
      ringingAt: on.now(-45).toISOString(),
      callerNumber: '+628123456789',
    });
    expect(await on.journalTypes(operator)).toContain('incident.details_changed');
  });

  it('goes to the exchange’s center alone', async () => {
    await ring();
    const stranger = await on.newOperator();
    expect(await on.contacts(stranger)).toEqual([]);
  });

  describeOnServer('told by several processes at once', () => {
    it('is one contact', async () => {
      on.pass(60);
      await Promise.all(
        Array.from({ length: 5 }, () => [ring(-30), tell('answered', -20), tell('ended', -10)]).flat(),
      );
      expect(await only()).toMatchObject({ answeredAt: on.now(-20).toISOString(), outcome: null });
      const types = await on.journalTypes(operator);
      for (const type of ['contact.rang', 'contact.answered', 'contact.ended'] as const) {
        expect(types.filter((told) => told === type)).toHaveLength(1);
      }
    });
  });

  it('leaves no number in the journal', async () => {
    await ring();
    await tell('ended', 0, { callerNumber: '08123456789', callerName: 'Siti' });
    expect(JSON.stringify(await on.journal(operator))).not.toMatch(/3456789|Siti/);
  });
});
