import { jest } from '@jest/globals';
import { JournalReader, uuidv7, type Caller } from '#lib/platform';
import { Ground, refusalOf, valueOf } from '#testing';
import type { Protocol } from '../engine/index.js';
import { both, cardOf, smallProtocol } from '../testing/small-protocol.js';
import { TriageModule } from '../triage.module.js';
import { Triages } from '../triage/triages.js';
import { BuiltInProtocol } from './built-in-protocol.js';
import { ProtocolReading } from './protocol-views.js';
import { ProtocolVersions } from './protocol-versions.js';
import { SignOffs } from './sign-offs.js';

/** The small protocol with another text on card 06. */
const reworded = (text = 'any sweat?'): Protocol => {
  const protocol = smallProtocol();
  protocol.cards.find(({ number }) => number === '06')!.questions[0]!.ask = both(text);
  return protocol;
};

describe('versions of the protocol', () => {
  let ground: Ground;
  let versions: ProtocolVersions;
  let admin: Caller;
  let doctor: Caller;

  beforeAll(async () => {
    ground = await Ground.prepare([TriageModule]);
    versions = ground.get(ProtocolVersions);
  });
  afterAll(() => ground.close());
  beforeEach(async () => {
    shipWith(smallProtocol());
    const { id } = await ground.newCenter();
    admin = await ground.newUser(id, 'admin', 'Adi');
    doctor = await ground.newUser(id, 'doctor', 'dr. Sari');
  });
  afterEach(() => jest.restoreAllMocks());

  const shipWith = (protocol: Protocol) =>
    jest.spyOn(ground.get(BuiltInProtocol), 'read').mockReturnValue(protocol);
  const list = () => versions.list(admin);
  const inForce = async () => valueOf(await ground.get(ProtocolReading).get(admin));
  const approved = async (card: string, id?: string) =>
    valueOf(await ground.get(ProtocolReading).get(admin, id)).cards.find(({ number }) => number === card)!
      .approved;
  const journal = async () =>
    (await ground.get(JournalReader).listAfter(admin.centerId, 0, 1_000)).filter(({ type }) =>
      type.startsWith('protocol.'),
    );

  it('begin with what comes with the system, in force from the first look', async () => {
    const { items, builtInOffered } = await list();
    expect(items).toMatchObject([
      { number: 1, source: 'built_in', inForce: true, cardCount: 3, signedCount: 0, madeByName: null },
    ]);
    expect(builtInOffered).toBe(false);
    expect(await journal()).toMatchObject([
      { type: 'protocol.version_added', payload: { number: 1, changedCards: ['00', '03', '06'] } },
      { type: 'protocol.version_activated', payload: { number: 1, previous: null } },
    ]);
    await list();
    expect(await journal()).toHaveLength(2);
  });

  it('begin once, however many look at the same time', async () => {
    await Promise.all(Array.from({ length: 6 }, () => versions.list(admin)));
    expect((await list()).items).toHaveLength(1);
    expect(await journal()).toHaveLength(2);
  });

  it('offer what comes with a newer system, and take it when asked', async () => {
    await list();
    shipWith(reworded());
    expect((await list()).builtInOffered).toBe(true);
    const added = valueOf(await versions.takeBuiltIn(admin, 'after the update'));
    expect(added).toMatchObject({
      number: 2,
      changedCards: ['06'],
      inForce: false,
      note: 'after the update',
    });
    expect((await list()).builtInOffered).toBe(false);
    expect(refusalOf(await versions.takeBuiltIn(admin, null)).code).toBe('protocol_known');
  });

  it('are added by import, named by who did it, and not in force until activated', async () => {
    const added = valueOf(await versions.import(admin, reworded(), null));
    expect(added).toMatchObject({ number: 2, source: 'imported', madeByName: 'Adi', changedCards: ['06'] });
    expect((await inForce()).number).toBe(1);
    expect(valueOf(await versions.activate(admin, added.id)).inForce).toBe(true);
    expect(await inForce()).toMatchObject({ number: 2, id: added.id });
    expect((await journal()).at(-1)).toMatchObject({
      type: 'protocol.version_activated',
      actor: admin.actor,
      payload: { number: 2, previous: 1 },
    });
  });

  it('can go back to an earlier one', async () => {
    const first = await inForce();
    const added = valueOf(await versions.import(admin, reworded(), null));
    await versions.activate(admin, added.id);
    await versions.activate(admin, first.id);
    expect((await inForce()).number).toBe(1);
  });

  it('refuse what has faults, each named in the reader’s language', async () => {
    const wrong = smallProtocol();
    wrong.cards[2]!.jumps[0]!.to = '77';
    expect(refusalOf(await versions.import({ ...admin, locale: 'id' }, wrong, null))).toEqual({
      code: 'protocol_invalid',
      fields: [
        { field: 'cards.06.jumps.0.to', rule: 'protocolFault', parameters: { 0: 'Kartu 77 tidak ada.' } },
      ],
    });
    expect((await list()).items).toHaveLength(1);
  });

  it('refuse the same content again, whatever the order of its fields', async () => {
    const shuffled = JSON.parse(JSON.stringify(smallProtocol())) as Protocol;
    shuffled.cards = shuffled.cards
      .reverse()
      .map((card) => Object.fromEntries(Object.entries(card).reverse()) as never);
    expect(refusalOf(await versions.import(admin, shuffled, null))).toEqual({
      code: 'protocol_known',
      parameters: { number: 1 },
    });
  });

  it('cannot be changed, not even in the database', async () => {
    await list();
    await expect(ground.dataSource.query(`update protocol_version set note = 'x'`)).rejects.toThrow(
      'append-only',
    );
  });

  it('are compared part by part', async () => {
    const first = await inForce();
    const other = reworded();
    other.cards.push(cardOf('07', { type: 'stroke' }));
    other.cards[1]!.questions = [];
    other.cards[1]!.jumps = [];
    other.cards[1]!.determinants.shift();
    const second = valueOf(await versions.import(admin, other, null));
    const { items } = valueOf(await ground.get(ProtocolReading).compare(admin, first.id, second.id));
    expect(items.map(({ path, kind }) => [path, kind])).toEqual([
      ['cards.03.questions.moves', 'removed'],
      ['cards.03.determinants.A.01', 'removed'],
      ['cards.03.jumps.0', 'removed'],
      ['cards.06.questions.sweating.ask.id', 'changed'],
      ['cards.06.questions.sweating.ask.en', 'changed'],
      ['cards.07', 'added'],
    ]);
    expect(items[4]).toMatchObject({ before: 'sweating?', after: 'any sweat?' });
  });

  it('are of their center alone', async () => {
    const { id } = await inForce();
    const stranger = ground.caller((await ground.newCenter()).id, 'admin');
    expect(refusalOf(await ground.get(ProtocolReading).get(stranger, id)).code).toBe('not_found');
    expect(refusalOf(await versions.activate(stranger, id)).code).toBe('not_found');
  });

  describe('signed by a doctor, card by card,', () => {
    const sign = (id: string, card = '06') => ground.get(SignOffs).sign(doctor, id, card, 'read twice');
    const withdraw = (id: string, card = '06') =>
      ground.get(SignOffs).withdraw(doctor, id, card, 'a figure was wrong');

    it('are not approved until then, and say who and when afterwards', async () => {
      const { id } = await inForce();
      expect(await approved('06')).toBeNull();
      valueOf(await sign(id));
      expect(await approved('06')).toEqual({
        by: doctor.userId,
        byName: 'dr. Sari',
        at: ground.clock.now().toISOString(),
        note: 'read twice',
      });
      expect(await approved('03')).toBeNull();
      expect((await journal()).at(-1)).toMatchObject({
        type: 'protocol.card_signed',
        actor: doctor.actor,
        payload: { number: 1, card: '06' },
      });
      expect(refusalOf(await sign(id)).code).toBe('card_signed');
    });

    it('keep it for what a later version leaves as it was, and lose it for what is changed', async () => {
      const { id } = await inForce();
      valueOf(await sign(id, '06'));
      valueOf(await sign(id, '03'));
      const added = valueOf(await versions.import(admin, reworded(), null));
      expect(added.signedCount).toBe(1);
      expect(await approved('03', added.id)).not.toBeNull();
      expect(await approved('06', added.id)).toBeNull();
      expect(await approved('06', id)).not.toBeNull();
    });

    it('lose it too when a script that the card leads to is changed', async () => {
      const { id } = await inForce();
      valueOf(await sign(id, '03'));
      const other = smallProtocol();
      other.scripts.find(({ key }) => key === 'wait')!.steps[0]!.say = both('wait calmly');
      const added = valueOf(await versions.import(admin, other, null));
      expect(await approved('03', added.id)).toBeNull();
    });

    it('can have it withdrawn with a reason, and be signed again', async () => {
      const { id } = await inForce();
      expect(refusalOf(await withdraw(id)).code).toBe('card_not_signed');
      valueOf(await sign(id));
      valueOf(await withdraw(id));
      expect(await approved('06')).toBeNull();
      expect((await journal()).at(-1)!.type).toBe('protocol.sign_off_withdrawn');
      valueOf(await sign(id));
    });

    it('are signed only where they are', async () => {
      const { id } = await inForce();
      for (const card of ['77', 'constructor', '\0']) {
        expect(refusalOf(await sign(id, card)).code).toBe('not_found');
      }
      expect(refusalOf(await sign(uuidv7())).code).toBe('not_found');
    });
  });

  it('leave a running triage on the one it began on', async () => {
    const operator = await ground.newUser(admin.centerId);
    const running = valueOf(await ground.get(Triages).start(operator, {}));
    const added = valueOf(await versions.import(admin, reworded(), null));
    await versions.activate(admin, added.id);
    const answered = valueOf(
      await ground.get(Triages).act(operator, running.id, undefined, {
        kind: 'answered',
        card: '06',
        question: 'sweating',
        value: 'no',
      }),
    );
    expect(answered.protocol.number).toBe(1);
    expect(answered.answers[0]!.ask.en).toBe('sweating?');
    expect(valueOf(await ground.get(Triages).start(operator, {})).protocol.number).toBe(2);
  });
});
