import { Commands, uuidv7, type Caller } from '#lib/platform';
import { describeOnServer, refusalOf, valueOf } from '#testing';
import { IncidentGround } from '../testing/incident-ground.js';
import { IncidentClosing, type ClosingGuard } from './incident-closing.js';
import type { CloseRequest } from './incident.dto.js';
import type { IncidentView } from './incident.view.js';
import { Incidents } from './incidents.js';

describe('closing an incident', () => {
  let on: IncidentGround;
  let centerId: string;
  let operator: Caller;
  let incident: IncidentView;
  let guard: ClosingGuard = async () => undefined;

  beforeAll(async () => {
    on = await IncidentGround.prepare();
    on.get(IncidentClosing).guard((tx, closing) => guard(tx, closing));
  });
  afterAll(() => on.close());
  beforeEach(async () => {
    guard = async () => undefined;
    centerId = (await on.newCenter()).id;
    operator = on.caller(centerId);
    incident = await on.open(operator);
  });

  const close = (request: CloseRequest, { by = operator, id = incident.id } = {}) =>
    on.get(IncidentClosing).close(by, id, request);
  const reopen = (by: Caller, reason = 'salah tutup') =>
    on.get(IncidentClosing).reopen(by, incident.id, { reason });
  const journalled = async () => (await on.journal(centerId)).slice(1);

  it('keeps how it ended, when and by whom; its note goes to the timeline', async () => {
    on.ground.clock.advanceSeconds(90);
    const closed = valueOf(await close({ disposition: 'treated_on_scene', note: 'sudah membaik' }));
    expect(closed).toMatchObject({
      state: 'closed',
      queuedSince: null,
      version: 2,
      closing: {
        at: on.ground.clock.now().toISOString(),
        by: operator.actor,
        disposition: 'treated_on_scene',
        duplicateOf: null,
      },
    });
    expect(await journalled()).toMatchObject([
      { type: 'incident.note_added' },
      {
        type: 'incident.closed',
        subjectVersion: 2,
        payload: { disposition: 'treated_on_scene', duplicateOf: null },
      },
    ]);
  });

  it('is refused a second time, with the current incident', async () => {
    const current = valueOf(await close({ disposition: 'prank' }));
    expect(refusalOf(await close({ disposition: 'prank' }))).toEqual({ code: 'incident_closed', current });
  });

  it('as a duplicate names the incident it repeats', async () => {
    const first = await on.open(operator);
    const closed = valueOf(await close({ disposition: 'duplicate', duplicateOf: first.id }));
    expect(closed.closing).toMatchObject({ disposition: 'duplicate', duplicateOf: first.id });
  });

  it.each<[string, CloseRequest, string]>([
    ['a duplicate of nothing', { disposition: 'duplicate' }, 'required'],
    ['a duplicate that is something else', { disposition: 'prank', duplicateOf: uuidv7() }, 'onlyWith'],
  ])('refuses %s', async (_, request, rule) => {
    expect(refusalOf(await close(request))).toMatchObject({
      code: 'validation_failed',
      fields: [{ field: 'duplicateOf', rule }],
    });
  });

  it('does not find a duplicate in another center', async () => {
    const elsewhere = await on.open(on.caller((await on.newCenter()).id));
    expect(refusalOf(await close({ disposition: 'duplicate', duplicateOf: elsewhere.id }))).toMatchObject({
      code: 'not_found',
      fields: [{ field: 'duplicateOf', rule: 'notFound' }],
    });
  });

  it('refuses a duplicate of itself, also around a corner', async () => {
    expect(refusalOf(await close({ disposition: 'duplicate', duplicateOf: incident.id })).code).toBe(
      'duplicate_of_itself',
    );
    const [second, third] = [await on.open(operator), await on.open(operator)];
    await close({ disposition: 'duplicate', duplicateOf: incident.id }, { id: second.id });
    await close({ disposition: 'duplicate', duplicateOf: second.id }, { id: third.id });
    expect(refusalOf(await close({ disposition: 'duplicate', duplicateOf: third.id })).code).toBe(
      'duplicate_of_itself',
    );
  });

  it('asks the guards, who may refuse', async () => {
    guard = async () => ({ code: 'incident_under_way' });
    expect(refusalOf(await close({ disposition: 'transported' }))).toEqual({
      code: 'incident_under_way',
      current: incident,
    });
    expect(await journalled()).toEqual([]);
  });

  it('lets the guards act in the same transaction', async () => {
    guard = async (tx, locked) => {
      await on.get(Incidents).followAssignments(tx, locked, ['en_route'], 'assignment_lost');
      return undefined;
    };
    expect(valueOf(await close({ disposition: 'cancelled' })).version).toBe(3);
    expect(await on.journalTypes(centerId)).toEqual([
      'incident.opened',
      'incident.state_changed',
      'incident.closed',
    ]);
  });

  it('leaves nothing of what a guard did when a later guard refuses', async () => {
    const later: ClosingGuard = async () => ({ code: 'incident_under_way' });
    guard = async (tx, locked) => {
      await on.get(Incidents).followAssignments(tx, locked, ['en_route'], 'assignment_lost');
      return later(tx, locked);
    };
    refusalOf(await close({ disposition: 'cancelled' }));
    expect(await on.get(Incidents).find(on.ground.dataSource, centerId, incident.id)).toMatchObject({
      state: 'queued',
      version: 1,
    });
  });

  describe('and opening it again', () => {
    beforeEach(async () => {
      await close({ disposition: 'prank' });
    });

    it('makes it wait for a team, with the reason in the timeline', async () => {
      on.ground.clock.advanceSeconds(3_600);
      const supervisor = on.caller(centerId, 'supervisor');
      expect(valueOf(await reopen(supervisor))).toMatchObject({
        state: 'queued',
        queuedSince: on.ground.clock.now().toISOString(),
        closing: null,
        version: 3,
      });
      expect((await journalled()).slice(1)).toMatchObject([
        { type: 'incident.reopened', subjectVersion: 3 },
        { type: 'incident.note_added' },
        { type: 'incident.queued', payload: { reason: 'reopened' } },
      ]);
    });

    it('is for whoever closed it, for a short while', async () => {
      on.ground.clock.advanceSeconds(600);
      expect((await reopen(operator)).accepted).toBe(true);
      await close({ disposition: 'prank' });
      on.ground.clock.advanceSeconds(601);
      expect(refusalOf(await reopen(operator)).code).toBe('forbidden');
    });

    it('is not for another operator', async () => {
      expect(refusalOf(await reopen(on.caller(centerId))).code).toBe('forbidden');
    });

    it('is refused while it is open, with the current incident', async () => {
      const supervisor = on.caller(centerId, 'supervisor');
      const current = valueOf(await reopen(supervisor));
      expect(refusalOf(await reopen(supervisor))).toEqual({ code: 'incident_not_closed', current });
    });

    it('is not possible from another center', async () => {
      const elsewhere = on.caller((await on.newCenter()).id, 'supervisor');
      expect(refusalOf(await reopen(elsewhere)).code).toBe('not_found');
    });
  });

  it('gives a retry with the same idempotency key the same answer', async () => {
    const once = { ...operator, idempotency: { key: 'close-1', requestHash: 'h' } };
    const first = await close({ disposition: 'prank' }, { by: once });
    expect(await close({ disposition: 'prank' }, { by: once })).toEqual(first);
    expect(await on.journalTypes(centerId)).toEqual(['incident.opened', 'incident.closed']);
  });

  describeOnServer('by several at once', () => {
    it('closes once and tells the others', async () => {
      const results = await Promise.all(
        Array.from({ length: 8 }, () => close({ disposition: 'cancelled' }, { by: on.caller(centerId) })),
      );
      const [current, ...others] = results.filter((result) => result.accepted).map(valueOf);
      expect(others).toEqual([]);
      expect(results.filter((result) => !result.accepted).map(refusalOf)).toEqual(
        Array.from({ length: 7 }, () => ({ code: 'incident_closed', current })),
      );
    });

    it('leaves no incident both closed and moved on by its assignments', async () => {
      await Promise.all([
        close({ disposition: 'cancelled' }),
        on.get(Commands).run(operator, async (tx) => {
          const locked = await on.get(Incidents).lock(tx, incident.id);
          await on.get(Incidents).followAssignments(tx, locked!, ['en_route'], 'assignment_lost');
          return { accepted: true, value: null };
        }),
      ]);
      const [last] = (await journalled()).slice(-1);
      const stored = await on.get(Incidents).find(on.ground.dataSource, centerId, incident.id);
      expect(stored).toMatchObject({ state: 'closed', version: last!.subjectVersion });
      expect(last!.type).toBe('incident.closed');
    });
  });
});
