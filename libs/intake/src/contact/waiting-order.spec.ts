import fc from 'fast-check';
import { inWaitingOrder } from '#lib/contract';
import { type Caller } from '#lib/platform';
import { refusalOf, valueOf } from '#testing';
import { Lowerings } from '../number/lowerings.js';
import { IntakeGround } from '../testing/intake-ground.js';
import { boardContacts } from './board-contacts.js';
import { ContactReading } from './contact-reading.js';
import { Contacts } from './contacts.js';

const aboutLive = '08111111111';
const prankster = '08222222222';
const stranger = '08333333333';

describe('contacts that wait', () => {
  let on: IntakeGround;
  let supervisor: Caller;

  beforeAll(async () => {
    on = await IntakeGround.prepare();
  });
  afterAll(() => on.close());
  beforeEach(async () => {
    supervisor = await on.newOperator('supervisor');
  });

  const ring = (callerNumber: string) => {
    on.pass(1);
    return on.ring(supervisor, { callerNumber });
  };
  const openAbout = async (callerNumber: string) => {
    const { id: contactId } = await ring(callerNumber);
    const incident = valueOf(await on.open(supervisor, { contactId }));
    valueOf(await on.get(Contacts).end(supervisor, contactId, {}));
    return incident;
  };
  const lower = async (callerNumber: string, hours = 1) => {
    const { id: contactId } = await ring(callerNumber);
    valueOf(await on.get(Contacts).answer(supervisor, contactId, {}));
    valueOf(await on.get(Contacts).end(supervisor, contactId, { outcome: 'prank' }));
    const until = on.now(hours * 3_600);
    return valueOf(await on.get(Lowerings).lower(supervisor, { contactId, until, reason: 'repeated_prank' }));
  };
  const waiting = async () =>
    valueOf(await on.get(ContactReading).list(supervisor, { waiting: true })).items.map((contact) => ({
      number: contact.callerNumberReceived,
      first: contact.calledAboutLiveIncident,
      last: contact.lowered,
    }));

  it('are answered by their ring, numbers about a live incident before and lowered ones after', async () => {
    await openAbout(aboutLive);
    await lower(prankster);
    await ring(prankster);
    await ring(stranger);
    await ring(aboutLive);
    const order = [
      { number: aboutLive, first: true, last: false },
      { number: stranger, first: false, last: false },
      { number: prankster, first: false, last: true },
    ];
    expect(await waiting()).toEqual(order);
    const board = await boardContacts(on.ground.dataSource, supervisor.centerId, { personal: true });
    const ringing = board.filter(({ state }) => state === 'ringing');
    expect([...ringing].reverse().sort(inWaitingOrder)).toEqual(ringing);
    expect(ringing.map(({ callerNumber }) => callerNumber!.slice(3))).toEqual(
      order.map(({ number }) => number.slice(1)),
    );
  });

  it('tell screens why they wait where they do', async () => {
    await openAbout(aboutLive);
    await ring(aboutLive);
    expect((await on.journal(supervisor)).at(-1)).toMatchObject({
      type: 'contact.rang',
      payload: { calledAboutLiveIncident: true, lowered: false },
    });
  });

  it('move to the front when an incident is opened from another call of theirs', async () => {
    const second = await ring(stranger);
    const waitsToo = await ring(aboutLive);
    expect((await waiting())[0]!.number).toBe(stranger);
    await openAbout(aboutLive);
    expect((await waiting())[0]).toEqual({ number: aboutLive, first: true, last: false });
    const moved = (await on.journal(supervisor)).filter(({ type }) => type === 'contact.waiting_changed');
    expect(moved.map(({ subjectId }) => subjectId)).toEqual([waitsToo.id]);
    expect(moved[0]!.subjectId).not.toBe(second.id);
  });

  it('are not put first by an incident that is closed', async () => {
    const incident = await openAbout(aboutLive);
    await on.ground.dataSource.query(`update incident set state = 'closed' where id = $1`, [incident.id]);
    await ring(aboutLive);
    expect((await waiting())[0]).toMatchObject({ first: false });
  });

  it('about a live incident come first though their number is lowered', async () => {
    await lower(prankster);
    await openAbout(prankster);
    await ring(stranger);
    await ring(prankster);
    expect((await waiting())[0]).toEqual({ number: prankster, first: true, last: true });
  });

  it('are put behind while they ring, and back when the time is up, by itself', async () => {
    const lowering = await lower(prankster);
    await ring(prankster);
    await ring(stranger);
    expect((await waiting()).map(({ last }) => last)).toEqual([false, true]);
    on.pass(3_601);
    await on.fireDeadlines();
    expect((await waiting()).map(({ number }) => number)).toEqual([prankster, stranger]);
    const entries = await on.journal(supervisor);
    expect(entries.slice(-2)).toMatchObject([
      { type: 'number.lowering_ended', subjectId: lowering.id, actor: 'system', payload: { end: 'expired' } },
      { type: 'contact.waiting_changed', payload: { lowered: false } },
    ]);
  });

  it('go back when a supervisor ends it earlier, and the timer is gone', async () => {
    const { id } = await lower(prankster);
    await ring(prankster);
    expect(valueOf(await on.get(Lowerings).end(supervisor, id)).endedBy).toBe(supervisor.actor);
    valueOf(await on.get(Lowerings).end(supervisor, id));
    expect((await waiting())[0]).toMatchObject({ last: false });
    on.pass(3_601);
    expect(await on.fireDeadlines()).toBe(0);
  });

  it('are one page that takes no other filter', async () => {
    const answer = await on.get(ContactReading).list(supervisor, { waiting: true, callBack: true });
    expect(refusalOf(answer)).toMatchObject({
      code: 'validation_failed',
      fields: [{ field: 'query.callBack' }],
    });
  });

  it('have one order, whatever the screen had', () => {
    const contact = fc.record({
      id: fc.uuid(),
      ringingAt: fc.integer({ min: 0, max: 5 }).map((second) => new Date(second * 1000).toISOString()),
      calledAboutLiveIncident: fc.boolean(),
      lowered: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.uniqueArray(contact, { selector: ({ id }) => id }), (contacts) => {
        const sorted = [...contacts].sort(inWaitingOrder);
        expect([...contacts].reverse().sort(inWaitingOrder)).toEqual(sorted);
        const ranks = sorted.map((each) => (each.calledAboutLiveIncident ? 0 : each.lowered ? 2 : 1));
        expect(ranks).toEqual([...ranks].sort());
      }),
    );
  });
});
