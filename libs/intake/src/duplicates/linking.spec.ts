import { IncidentClosing, Incidents, type IncidentView } from '#lib/incident';
import type { Caller } from '#lib/platform';
import { describeOnServer, refusalOf, valueOf } from '#testing';
import { Contacts } from '../contact/contacts.js';
import type { ContactView } from '../contact/contact.view.js';
import { IntakeGround } from '../testing/intake-ground.js';
import { IncidentContacts } from './incident-contacts.js';

describe('a linked contact', () => {
  let on: IntakeGround;
  let operator: Caller;

  beforeAll(async () => {
    on = await IntakeGround.prepare();
  });
  afterAll(() => on.close());
  beforeEach(async () => {
    operator = await on.newOperator('supervisor');
  });

  const contacts = () => on.get(Contacts);
  const link = ({ id }: ContactView, incident: IncidentView) =>
    contacts().link(operator, id, { incidentId: incident.id }).then(valueOf);
  const unlink = ({ id }: ContactView) => contacts().unlink(operator, id);
  const close = ({ id }: IncidentView, duplicateOf: IncidentView) =>
    on
      .get(IncidentClosing)
      .close(operator, id, { disposition: 'duplicate', duplicateOf: duplicateOf.id })
      .then(valueOf);
  const reopen = ({ id }: IncidentView) =>
    on.get(IncidentClosing).reopen(operator, id, { reason: 'bukan kejadian yang sama' }).then(valueOf);
  const callersOf = async (incident: IncidentView) =>
    valueOf(await on.get(IncidentContacts).list(operator, incident.id, {})).items.map(({ id }) => id);
  const clockOf = async ({ id }: IncidentView) =>
    (await on.get(Incidents).find(on.ground.dataSource, operator.centerId, id))!.clockStartedAt;
  const openFrom = async (contact: ContactView) =>
    valueOf(await on.open(operator, { contactId: contact.id }));
  const ring = (number: string) => on.ring(operator, { callerNumber: number });

  describe('that is unlinked', () => {
    it('belongs nowhere again, and the clock begins at the first ring that is left', async () => {
      const early = await ring('08110000001');
      on.pass(30);
      const incident = await openFrom(await ring('08110000002'));
      const before = await clockOf(incident);
      await link(early, incident);
      expect(await clockOf(incident)).toEqual(new Date(early.ringingAt));
      expect(valueOf(await unlink(early))).toMatchObject({
        incidentId: null,
        outcome: null,
        state: 'answered',
      });
      expect(await clockOf(incident)).toEqual(before);
      expect((await on.journal(operator)).slice(-2)).toMatchObject([
        { type: 'incident.contact_unlinked', incidentId: incident.id, payload: { contactId: early.id } },
        { type: 'incident.details_changed', payload: { fields: ['clockStartedAt'] } },
      ]);
    });

    it('gives the clock back to the beginning of a call that was begun by hand', async () => {
      const beganAt = on.now(-40);
      const incident = valueOf(await on.open(operator, { beganAt }));
      const earlier = await on.ring(operator, { callerNumber: '08110000001', at: on.now(-90) });
      await link(earlier, incident);
      expect(await clockOf(incident)).toEqual(on.now(-90));
      await unlink(earlier);
      expect(await clockOf(incident)).toEqual(beganAt);
    });

    it('goes back to the incident it was in before', async () => {
      const [first, second] = [valueOf(await on.open(operator)), valueOf(await on.open(operator))];
      const contact = await ring('08110000001');
      await link(contact, first);
      await link(contact, second);
      expect(valueOf(await unlink(contact)).incidentId).toBe(first.id);
      expect(valueOf(await unlink(contact)).incidentId).toBeNull();
      expect(refusalOf(await unlink(contact)).code).toBe('contact_not_linked');
    });

    it('is to be called back when it has ended: nobody who called is lost', async () => {
      const incident = valueOf(await on.open(operator));
      const contact = await ring('08110000001');
      await link(contact, incident);
      valueOf(await contacts().end(operator, contact.id, {}));
      expect(valueOf(await unlink(contact))).toMatchObject({
        state: 'ended',
        outcome: null,
        incidentId: null,
        callBackBy: on.now(300).toISOString(),
      });
      on.pass(301);
      await on.fireDeadlines();
      expect((await on.journalTypes(operator)).at(-1)).toBe('contact.call_back_due');
      expect((await openFrom(contact)).id).toBeDefined();
      expect(valueOf(await contacts().answer(operator, (await ring('08110000002')).id, {})).state).toBe(
        'answered',
      );
    });

    it('is refused where it opened its incident', async () => {
      const contact = await ring('08110000001');
      await openFrom(contact);
      expect(refusalOf(await unlink(contact))).toMatchObject({
        code: 'contact_not_linked',
        current: { id: contact.id },
      });
    });

    it('is not found in another center', async () => {
      const contact = await ring('08110000001');
      const elsewhere = await on.newOperator();
      expect(refusalOf(await contacts().unlink(elsewhere, contact.id)).code).toBe('not_found');
    });
  });

  describe('of a duplicate', () => {
    it('goes over to the incident that is repeated, with its ring, and back when it is reopened', async () => {
      const first = await ring('08110000001');
      on.pass(20);
      const second = await ring('08110000002');
      on.pass(20);
      const target = await openFrom(second);
      const duplicate = await openFrom(first);
      const third = await ring('08110000003');
      await link(third, duplicate);
      await close(duplicate, target);
      expect(await callersOf(target)).toEqual([first.id, second.id, third.id]);
      expect(await clockOf(target)).toEqual(new Date(first.ringingAt));
      expect(await on.journalTypes(operator)).toContain('incident.duplicate_merged');
      await reopen(duplicate);
      expect(await callersOf(target)).toEqual([second.id]);
      expect(await callersOf(duplicate)).toEqual([first.id, third.id]);
      expect(await clockOf(target)).toEqual(new Date(second.ringingAt));
      expect(await clockOf(duplicate)).toEqual(new Date(first.ringingAt));
      const back = (await on.journal(operator)).find(({ type }) => type === 'incident.duplicate_parted');
      expect(back).toMatchObject({ incidentId: target.id, payload: { duplicateId: duplicate.id } });
    });

    it('stays where somebody put it after the merge', async () => {
      const contact = await ring('08110000001');
      const duplicate = await openFrom(contact);
      const [target, other] = [valueOf(await on.open(operator)), valueOf(await on.open(operator))];
      await close(duplicate, target);
      await link(contact, other);
      await reopen(duplicate);
      expect([await callersOf(duplicate), await callersOf(other)]).toEqual([[], [contact.id]]);
    });

    it('finds its way back through a chain of merges', async () => {
      const contact = await ring('08110000001');
      const first = await openFrom(contact);
      const [second, third] = [valueOf(await on.open(operator)), valueOf(await on.open(operator))];
      await close(first, second);
      await close(second, third);
      expect(await callersOf(third)).toEqual([contact.id]);
      await reopen(first);
      expect([await callersOf(first), await callersOf(third)]).toEqual([[contact.id], []]);
      await reopen(second);
      expect([await callersOf(first), await callersOf(second)]).toEqual([[contact.id], []]);
    });

    it('that is linked to the duplicate afterwards joins the incident that is repeated', async () => {
      const [duplicate, target] = [valueOf(await on.open(operator)), valueOf(await on.open(operator))];
      await close(duplicate, target);
      const late = await ring('08110000001');
      expect((await link(late, duplicate)).incidentId).toBe(target.id);
      const later = await ring('08110000002');
      await contacts().answer(operator, later.id, {});
      const ended = await contacts().end(operator, later.id, {
        outcome: 'linked_to_incident',
        incidentId: duplicate.id,
      });
      expect(valueOf(ended).incidentId).toBe(target.id);
    });

    it('cannot be unlinked alone: its incident is reopened', async () => {
      const contact = await ring('08110000001');
      const duplicate = await openFrom(contact);
      await close(duplicate, valueOf(await on.open(operator)));
      expect(refusalOf(await unlink(contact)).code).toBe('contact_not_linked');
    });
  });

  describeOnServer('under concurrency', () => {
    it('is in one incident only, whoever links, unlinks and merges at the same moment', async () => {
      const [one, other, third] = await Promise.all(
        [1, 2, 3].map(async () => valueOf(await on.open(operator))),
      );
      const rung = await Promise.all(
        Array.from({ length: 24 }, (_, index) => ring(`08120000${String(index).padStart(3, '0')}`)),
      );
      await Promise.all([
        ...rung.map((contact) => link(contact, one!)),
        ...rung.map((contact) => link(contact, other!)),
        ...rung.map(async (contact) => unlink(contact)),
        close(one!, third!),
      ]);
      const total = [await callersOf(one!), await callersOf(other!), await callersOf(third!)].flat();
      expect(new Set(total).size).toBe(total.length);
      expect(await callersOf(one!)).toEqual([]);
      const nowhere = valueOfPage(
        await on.ground.dataSource.query(
          `select id from contact where center_id = $1 and incident_id is null`,
          [operator.centerId],
        ),
      );
      expect(new Set([...total, ...nowhere])).toEqual(new Set(rung.map(({ id }) => id)));
      for (const incident of [other!, third!]) {
        const rings = (await callersOf(incident)).map(
          (id) => rung.find((contact) => contact.id === id)!.ringingAt,
        );
        const first = [...rings, incident.openedAt].sort()[0]!;
        expect(await clockOf(incident)).toEqual(new Date(first));
      }
    });
  });
});

const valueOfPage = (found: { id: string }[]): string[] => found.map(({ id }) => id);
