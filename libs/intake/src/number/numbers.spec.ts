import { type Caller } from '#lib/platform';
import { refusalOf, valueOf } from '#testing';
import { Contacts } from '../contact/contacts.js';
import { IntakeGround } from '../testing/intake-ground.js';
import { Lowerings } from './lowerings.js';
import { NumberHistories } from './number-history.js';

const number = '0812-3456-789';

describe('a number', () => {
  let on: IntakeGround;
  let supervisor: Caller;

  beforeAll(async () => {
    on = await IntakeGround.prepare();
  });
  afterAll(() => on.close());
  beforeEach(async () => {
    supervisor = await on.newOperator('supervisor');
  });

  const called = async (outcome: 'prank' | 'silent' | 'information', callerNumber = number) => {
    on.pass(60);
    const { id } = await on.ring(supervisor, { callerNumber });
    valueOf(await on.get(Contacts).answer(supervisor, id, {}));
    return valueOf(await on.get(Contacts).end(supervisor, id, { outcome }));
  };
  const lower = (contactId: string, hours: number) =>
    on
      .get(Lowerings)
      .lower(supervisor, { contactId, until: on.now(hours * 3_600), reason: 'repeated_prank' });
  const proposals = () => on.get(Lowerings).proposals(supervisor);

  describe('’s history', () => {
    it('tells its calls, what came of them, and its incidents, by a contact or by the number', async () => {
      await called('prank');
      const { id: contactId } = await on.ring(supervisor, { callerNumber: number });
      const incident = valueOf(await on.open(supervisor, { contactId }));
      const history = valueOf(await on.get(NumberHistories).of(supervisor, { contactId }));
      expect(history).toMatchObject({
        number: '+628123456789',
        outcomes: [
          { outcome: 'incident_opened', contacts: 1 },
          { outcome: 'prank', contacts: 1 },
        ],
        incidents: [{ id: incident.id, complaint: incident.complaint, disposition: null }],
        lowering: null,
      });
      expect(history.contacts).toHaveLength(2);
      expect(valueOf(await on.get(NumberHistories).of(supervisor, { number: '+62 812 3456 789' }))).toEqual(
        history,
      );
    });

    it('is nobody’s business in another center', async () => {
      const { id } = await called('prank');
      const elsewhere = await on.newOperator();
      expect(refusalOf(await on.get(NumberHistories).of(elsewhere, { contactId: id })).code).toBe(
        'not_found',
      );
      expect(valueOf(await on.get(NumberHistories).of(elsewhere, { number })).contacts).toEqual([]);
    });

    it('keeps who asked for it', async () => {
      const { id } = await called('prank');
      await on.get(NumberHistories).of(supervisor, { contactId: id });
      const trail: unknown[] = await on.ground.dataSource.query(
        `select actor, subject_id from personal_data_access where action = 'number.history_opened' and center_id = $1`,
        [supervisor.centerId],
      );
      expect(trail).toEqual([{ actor: supervisor.actor, subject_id: id }]);
    });

    it('is asked for by one of the two', async () => {
      expect(refusalOf(await on.get(NumberHistories).of(supervisor, {})).code).toBe('validation_failed');
    });
  });

  describe('that calls for nothing', () => {
    it('is proposed after as many calls as the center set, with what else it called about', async () => {
      await called('prank');
      await called('silent');
      expect((await proposals()).items).toEqual([]);
      const last = await called('prank');
      await called('information');
      const { id: contactId } = await on.ring(supervisor, { callerNumber: number });
      valueOf(await on.open(supervisor, { contactId }));
      expect(await proposals()).toMatchObject({
        calls: 3,
        days: 7,
        items: [
          {
            number: '+628123456789',
            reason: 'repeated_prank',
            prankCalls: 2,
            silentCalls: 1,
            otherCalls: 2,
            incidents: 1,
            lastContactId: contactId,
          },
        ],
      });
      expect((await on.journalTypes(supervisor)).filter((type) => type === 'number.lowered')).toEqual([]);
      expect(last.lowered).toBe(false);
    });

    it('is proposed no longer when the calls are old, or a supervisor has decided', async () => {
      await called('silent');
      await called('silent');
      await called('silent');
      expect((await proposals()).items).toMatchObject([{ reason: 'repeated_silent' }]);
      const { lastContactId } = (await proposals()).items[0]!;
      const { id } = valueOf(await lower(lastContactId, 2));
      expect((await proposals()).items).toEqual([]);
      valueOf(await on.get(Lowerings).end(supervisor, id));
      expect(valueOf(await on.get(Lowerings).list(supervisor, { live: false })).items).toMatchObject([
        { id },
      ]);
      expect(valueOf(await on.get(Lowerings).list(supervisor, { live: true })).items).toEqual([]);
      expect((await proposals()).items).toHaveLength(1);
      on.pass(8 * 86_400);
      expect((await proposals()).items).toEqual([]);
    });
  });

  describe('that is lowered', () => {
    it('is so until then, by whom and why, and in its history', async () => {
      const { id: contactId } = await called('prank');
      const lowering = valueOf(await lower(contactId, 24));
      expect(lowering).toMatchObject({ number: '+628123456789', loweredBy: supervisor.actor, endedAt: null });
      expect(valueOf(await on.get(NumberHistories).of(supervisor, { contactId })).lowering).toEqual(lowering);
      expect(valueOf(await on.get(Lowerings).list(supervisor, { live: true })).items).toEqual([lowering]);
      expect(valueOf(await on.get(Lowerings).list(supervisor, { live: false })).items).toEqual([]);
      expect(valueOf(await on.get(Lowerings).list(supervisor, {})).items).toEqual([lowering]);
      const entries = JSON.stringify(await on.journal(supervisor));
      expect(entries).toContain('number.lowered');
      expect(entries).not.toMatch(/3456789/);
    });

    it('is not so for longer than the center allows, nor in the past', async () => {
      const { id } = await called('prank');
      expect(refusalOf(await lower(id, 7 * 24 + 1))).toMatchObject({
        code: 'validation_failed',
        fields: [{ field: 'until', rule: 'tooLate' }],
      });
      expect(refusalOf(await lower(id, -1))).toMatchObject({ fields: [{ field: 'until', rule: 'inPast' }] });
    });

    it('is so once', async () => {
      const { id } = await called('prank');
      const lowering = valueOf(await lower(id, 1));
      expect(refusalOf(await lower(id, 2))).toMatchObject({
        code: 'number_already_lowered',
        current: { id: lowering.id },
      });
    });

    it('must be a number', async () => {
      const { id } = await on.ring(supervisor, { callerNumber: 'anonymous' });
      expect(refusalOf(await lower(id, 1)).code).toBe('contact_without_number');
    });
  });
});
