import { setTimeout as pause } from 'node:timers/promises';
import { Health, type Caller } from '#lib/platform';
import { refusalOf, valueOf } from '#testing';
import { Contacts } from '../../contact/contacts.js';
import type { ContactView } from '../../contact/contact.view.js';
import { IntakeGround } from '../../testing/intake-ground.js';
import { recordedCall } from '../../testing/recorded-call.js';
import { ScriptedAri } from '../../testing/scripted-ari.js';
import { AsteriskDesk } from './asterisk-desk.js';
import { AsteriskTelephony } from './asterisk-telephony.js';

/** What must come about within seconds; the last value, for the message, when it does not. */
async function until<T>(what: string, ask: () => Promise<T | undefined> | T | undefined): Promise<T> {
  const givenUpAt = performance.now() + 15_000;
  for (;;) {
    const found = await ask();
    if (found !== undefined && found !== false) return found;
    if (performance.now() > givenUpAt) throw new Error(`waited in vain for ${what}`);
    await pause(20);
  }
}

describe('Asterisk', () => {
  let exchange: ScriptedAri;
  let on: IntakeGround;
  let ani: Caller;
  let clock: () => Date = () => new Date();

  beforeAll(async () => {
    exchange = await ScriptedAri.start(() => clock());
    on = await IntakeGround.prepare(exchange.environment('ARI'));
    clock = () => on.now();
    // After the hour of the recorded call: what was recorded was told afterwards.
    on.pass(24 * 3_600);
    const center = await on.ground.newCenter('ARI');
    ani = await on.newOperatorAt(center.id, '101');
    on.get(AsteriskTelephony).start();
    await heard();
  });
  afterAll(async () => {
    await on.close();
    await exchange.stop();
  });
  beforeEach(() => exchange.unattended.clear());

  const degraded = () => on.get(Health).degraded().includes('telephony');
  const heard = () => until('the exchange to be heard', () => !degraded() && exchange.isHeard);
  const contactsOf = async (channel: string): Promise<ContactView[]> =>
    (await on.contacts(ani)).filter(({ externalId }) => externalId === `asterisk:${channel}`);
  const contactOf = async (channel: string) => (await contactsOf(channel))[0];
  const becomes = (channel: string, wanted: Partial<ContactView>) =>
    until(`${channel} to be ${JSON.stringify(wanted)}`, async () => {
      const contact = await contactOf(channel);
      const is =
        contact &&
        Object.entries(wanted).every(([field, value]) => contact[field as keyof ContactView] === value);
      return is ? contact : undefined;
    });
  const lose = async () => {
    exchange.goDown();
    await until('the loss to be told', degraded);
  };
  const comeBack = async () => {
    exchange.comeBack();
    await heard();
  };

  it('tells of a call from its ring to its end, and who took it', async () => {
    const channel = exchange.ring('081234500001', { name: 'Siti' });
    const ringing = await becomes(channel, { state: 'ringing' });
    expect(ringing).toMatchObject({
      channel: 'voice',
      callerNumber: '+6281234500001',
      callerName: 'Siti',
      line: '119',
      ringingAt: on.now().toISOString(),
    });
    on.pass(7);
    exchange.answer(channel, '101');
    expect(await becomes(channel, { state: 'answered', answeredBy: ani.userId! })).toMatchObject({
      answeredAt: on.now().toISOString(),
    });
    on.pass(60);
    exchange.hangUp(channel);
    expect(await becomes(channel, { state: 'ended' })).toMatchObject({
      endedAt: on.now().toISOString(),
      outcome: null,
    });
    expect(await contactsOf(channel)).toHaveLength(1);
  });

  it('lets the caller hear that it rings', async () => {
    const channel = exchange.ring('081234500000');
    await until('the tone', () => exchange.requests.some(({ path }) => path === `channels/${channel}/ring`));
    exchange.hangUp(channel);
    await becomes(channel, { state: 'ended' });
  });

  it('tells of a caller who gave up, to be called back', async () => {
    const channel = exchange.ring('081234500002');
    await becomes(channel, { state: 'ringing' });
    on.pass(12);
    exchange.hangUp(channel);
    expect(await becomes(channel, { outcome: 'abandoned' })).toMatchObject({
      callBackBy: on.now(300).toISOString(),
    });
  });

  const recording = recordedCall();
  (recording ? describe : describe.skip)('as a real one was recorded', () => {
    const channel = '1795286545.0';
    const known = {
      state: 'ended',
      callerNumber: '+6281234567890',
      callerName: 'Warga',
      line: '119',
      ringingAt: '2026-11-21T18:42:25.815Z',
      answeredAt: '2026-11-21T18:42:26.819Z',
      endedAt: '2026-11-21T18:42:29.829Z',
      outcome: null,
    };

    it('comes out with its marks to the millisecond', async () => {
      for (const message of recording!) exchange.play(message);
      await becomes(channel, { state: 'ended' });
      await on.get(AsteriskTelephony).idle();
      expect(await contactsOf(channel)).toMatchObject([known]);
    });

    it('comes out the same when it is told once more, backwards', async () => {
      for (const message of [...recording!].reverse()) exchange.play(message);
      for (const message of recording!) exchange.play(message);
      await pause(50);
      await on.get(AsteriskTelephony).idle();
      expect(await contactsOf(channel)).toMatchObject([known]);
    });

    it('comes out the same in any order, as calls of their own', async () => {
      const orders = [
        [8, 7, 6, 5, 4, 3, 2, 1, 0],
        [4, 0, 8, 1, 3, 2, 7, 5, 6, 4, 1],
        [6, 6, 2, 1, 0, 0, 3, 4, 8, 7, 5],
      ];
      for (const [index, order] of orders.entries()) {
        const id = `${index}.${channel}`;
        for (const place of order) exchange.play(recording![place]!.replaceAll(channel, id));
        await becomes(id, { state: 'ended' });
        await on.get(AsteriskTelephony).idle();
        expect(await contactsOf(id)).toMatchObject([known]);
      }
    });
  });

  it('is followed on after a message that cannot be read, and about a line nobody knows', async () => {
    const before = (await on.contacts(ani)).length;
    exchange.play('{"type":');
    exchange.play('{"type":"ChannelDestroyed","timestamp":"yesterday","channel":{"id":""}}');
    const stranger = exchange.ring('081234500003', { id: 'layad-desk-of-nobody' });
    exchange.hangUp(stranger);
    const channel = exchange.ring('081234500004');
    await becomes(channel, { state: 'ringing' });
    expect((await on.contacts(ani)).length).toBe(before + 1);
    exchange.hangUp(channel);
    await becomes(channel, { state: 'ended' });
  });

  describe('that is not heard for a while', () => {
    it('is told to everybody who watches', async () => {
      await lose();
      expect(on.get(Health).degraded()).toContain('telephony');
      await comeBack();
      expect(on.get(Health).degraded()).not.toContain('telephony');
    });

    it('is not taken for heard while its channels cannot be read, and is as soon as they can', async () => {
      const channel = exchange.ring('081234500018');
      await becomes(channel, { state: 'ringing' });
      exchange.isGarbling = true;
      await lose();
      const timesHeard = exchange.timesHeard;
      exchange.comeBack();
      await until('somebody to listen twice', () => exchange.timesHeard > timesHeard + 1);
      expect(degraded()).toBe(true);
      expect(await contactOf(channel)).toMatchObject({ state: 'ringing' });
      exchange.isGarbling = false;
      await heard();
      exchange.hangUp(channel);
      await becomes(channel, { state: 'ended' });
    });

    it('comes back with calls ended that ended meanwhile, and those up that are', async () => {
      const [gone, givenUp, up] = ['081234500005', '081234500006', '081234500007'].map((number) =>
        exchange.ring(number),
      ) as [string, string, string];
      exchange.answer(gone, '101');
      exchange.answer(up);
      await becomes(gone, { state: 'answered' });
      await becomes(givenUp, { state: 'ringing' });
      await becomes(up, { state: 'answered' });
      await lose();
      exchange.hangUp(gone);
      exchange.hangUp(givenUp);
      on.pass(30);
      await comeBack();
      expect(await becomes(gone, { state: 'ended' })).toMatchObject({
        endedAt: on.now().toISOString(),
        outcome: null,
      });
      expect(await contactOf(givenUp)).toMatchObject({ outcome: 'abandoned' });
      expect(await contactOf(up)).toMatchObject({ state: 'answered' });
      exchange.hangUp(up);
      await becomes(up, { state: 'ended' });
    });

    it('comes back with calls that rang or were answered meanwhile', async () => {
      const early = exchange.ring('081234500008');
      await becomes(early, { state: 'ringing' });
      await lose();
      exchange.answer(early, '101');
      const late = exchange.ring('081234500009');
      await comeBack();
      await becomes(early, { state: 'answered', answeredBy: ani.userId! });
      await becomes(late, { state: 'ringing', callerNumber: '+6281234500009' });
      exchange.hangUp(early);
      exchange.hangUp(late);
      await becomes(late, { state: 'ended' });
    });
  });

  describe('when an operator takes a call on the screen', () => {
    it('rings their telephone and connects the two', async () => {
      const channel = exchange.ring('081234500010');
      const { id } = await becomes(channel, { state: 'ringing' });
      valueOf(await on.get(Contacts).answer(ani, id, {}));
      const leg = `layad-operator-${id}`;
      await until('the two to talk', () => exchange.isTalking(channel, leg));
      expect(exchange.requests).toContainEqual({
        method: 'POST',
        path: `channels/${leg}`,
        body: {
          endpoint: 'PJSIP/101',
          app: 'psc119',
          appArgs: `operator,${id}`,
          timeout: 20,
          callerId: '+6281234500010',
        },
      });
      exchange.hangUp(channel);
      await becomes(channel, { state: 'ended' });
      await until('the operator’s line to be free', () => !exchange.lines.includes(leg));
    });

    it('frees the caller’s line when the operator hangs up', async () => {
      const channel = exchange.ring('081234500011');
      const { id } = await becomes(channel, { state: 'ringing' });
      valueOf(await on.get(Contacts).answer(ani, id, {}));
      const leg = `layad-operator-${id}`;
      await until('the two to talk', () => exchange.isTalking(channel, leg));
      await becomes(channel, { state: 'answered' });
      await on.get(AsteriskTelephony).idle();
      exchange.hangUp(leg);
      await becomes(channel, { state: 'ended' });
    });

    it('gives the call back to everybody when their telephone is not picked up', async () => {
      exchange.unattended.add('PJSIP/101');
      const channel = exchange.ring('081234500012');
      const { id } = await becomes(channel, { state: 'ringing' });
      valueOf(await on.get(Contacts).answer(ani, id, {}));
      expect(await becomes(channel, { state: 'ringing' })).toMatchObject({ answeredBy: null });
      await until('that it returned', async () =>
        (await on.journal(ani)).some(
          ({ type, subjectId }) => type === 'contact.returned' && subjectId === id,
        ),
      );
      exchange.hangUp(channel);
      await becomes(channel, { outcome: 'abandoned' });
    });

    it('hangs up when they say so', async () => {
      const channel = exchange.ring('081234500013');
      const { id } = await becomes(channel, { state: 'ringing' });
      valueOf(await on.get(AsteriskDesk).hangUp(ani, id));
      await becomes(channel, { state: 'ended' });
      expect(refusalOf(await on.get(AsteriskDesk).hangUp(ani, id)).code).toBe('contact_not_on_exchange');
    });
  });

  describe('calling back', () => {
    const abandoned = async (number: string) => {
      const channel = exchange.ring(number);
      await becomes(channel, { state: 'ringing' });
      exchange.hangUp(channel);
      return becomes(channel, { outcome: 'abandoned' });
    };

    it('rings the operator first, then the caller, and settles the call back when they talk', async () => {
      const contact = await abandoned('081234500014');
      const view = valueOf(await on.get(AsteriskDesk).callBack(ani, contact.id));
      expect(view.callBackOwner).toBe(ani.userId);
      await until(
        'the call back to be settled',
        async () => (await contactOf(contact.externalId!.slice('asterisk:'.length)))!.callBackBy === null,
      );
      const originated = exchange.requests.filter(({ path }) => /^channels\/layad-(desk|called)-/.test(path));
      expect(originated.slice(-2).map(({ body }) => body['endpoint'])).toEqual([
        'PJSIP/101',
        'PJSIP/+6281234500014@trunk',
      ]);
      const desk = exchange.lines.find((id) => id.startsWith('layad-desk-'))!;
      exchange.hangUp(desk);
      await until('both lines to be free', () => !exchange.lines.some((id) => id.startsWith('layad-')));
    });

    it('of somebody who does not pick up settles nothing', async () => {
      const contact = await abandoned('081234500015');
      exchange.unattended.add('PJSIP/+6281234500015@trunk');
      valueOf(await on.get(AsteriskDesk).callBack(ani, contact.id));
      await until('the caller’s telephone to have rung', () =>
        exchange.requests.some(({ body }) => body['endpoint'] === 'PJSIP/+6281234500015@trunk'),
      );
      await until(
        'the operator’s line to be free',
        () => !exchange.lines.some((id) => id.startsWith('layad-')),
      );
      const channel = contact.externalId!.slice('asterisk:'.length);
      expect((await contactOf(channel))!.callBackBy).toBe(contact.callBackBy);
    });

    it('needs a telephone, and nobody else who has taken it on', async () => {
      const contact = await abandoned('081234500016');
      const nobody = await on.colleagueOf(ani);
      const budi = await on.newOperatorAt(ani.centerId, '102');
      expect(refusalOf(await on.get(AsteriskDesk).callBack(nobody, contact.id)).code).toBe(
        'extension_missing',
      );
      valueOf(await on.get(AsteriskDesk).callBack(budi, contact.id));
      expect(refusalOf(await on.get(AsteriskDesk).callBack(ani, contact.id)).code).toBe('call_back_owned');
      await on.get(AsteriskTelephony).idle();
    });

    it('tells the operator when the exchange does not answer', async () => {
      const contact = await abandoned('081234500017');
      await lose();
      expect(refusalOf(await on.get(AsteriskDesk).callBack(ani, contact.id)).code).toBe(
        'exchange_not_connected',
      );
      await comeBack();
    });
  });

  it('sends neither numbers nor the password in an address', () => {
    for (const { path } of exchange.requests) expect(path).not.toMatch(/0812345|628123|password/);
  });
});

describe('another Layad on the same database', () => {
  let exchange: ScriptedAri;
  let first: IntakeGround;
  let second: IntakeGround;
  let caller: Caller;
  let clock: () => Date = () => new Date();

  beforeEach(async () => {
    exchange = await ScriptedAri.start(() => clock());
    first = await IntakeGround.prepare(exchange.environment('TWO'));
    clock = () => first.now();
    caller = await first.ground.newUser((await first.ground.newCenter('TWO')).id);
    first.get(AsteriskTelephony).start();
    await hears(first);
  });
  afterEach(async () => {
    await second.close();
    await first.ground.foundations.database.close();
    await exchange.stop();
  });

  const hears = (on: IntakeGround) =>
    until('the exchange to be heard', () => !on.get(Health).degraded().includes('telephony'));
  const startSecond = async () => {
    const shared = { ...first.ground.foundations.database, close: () => Promise.resolve() };
    second = await IntakeGround.prepare(exchange.environment('TWO'), shared);
    second.get(AsteriskTelephony).start();
  };
  const becomes = (state: string) =>
    until(`the call to be ${state}`, async () => {
      const [contact] = await first.contacts(caller);
      return contact?.state === state ? contact : undefined;
    });

  it('goes on with a call when the first stops in mid-call', async () => {
    await startSecond();
    await hears(second);
    const channel = exchange.ring('081234500020');
    await becomes('ringing');
    await first.ground.context.close();
    exchange.answer(channel);
    await becomes('answered');
    exchange.hangUp(channel);
    await becomes('ended');
    expect(await first.contacts(caller)).toHaveLength(1);
  });

  it('started after a stop in mid-call finds what went on meanwhile', async () => {
    const [ended, up] = [exchange.ring('081234500021'), exchange.ring('081234500022')];
    await until('both to ring', async () => (await first.contacts(caller)).length === 2);
    await first.ground.context.close();
    exchange.hangUp(ended);
    exchange.answer(up);
    await startSecond();
    await hears(second);
    const contacts = await first.contacts(caller);
    expect(new Map(contacts.map(({ externalId, state }) => [externalId, state]))).toEqual(
      new Map([
        [`asterisk:${ended}`, 'ended'],
        [`asterisk:${up}`, 'answered'],
      ]),
    );
  });
});
