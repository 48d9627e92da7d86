import { assignmentStates, liveAssignmentStates, type AssignmentState, type EventType } from '#lib/contract';
import { findRow, uuidv7, type Caller } from '#lib/platform';
import { refusalOf, valueOf } from '#testing';
import { DispatchWorld } from '../testing/dispatch-world.js';
import type { World } from '../testing/world.js';
import { reportableStates, type AssignmentView, type ReportableState } from './assignment.dto.js';

let system: DispatchWorld;
let city: DispatchWorld;
let world: World;

beforeAll(async () => {
  system = await DispatchWorld.prepare();
});
beforeEach(async () => {
  city = await system.newCity();
  world = city.world;
});
afterAll(() => system.close());

/** The steps that lead to a state. */
const wayTo: Record<AssignmentState, ReportableState[]> = {
  offered: [],
  acknowledged: ['acknowledged'],
  en_route: ['acknowledged', 'en_route'],
  on_scene: ['acknowledged', 'en_route', 'on_scene'],
  transporting: ['acknowledged', 'en_route', 'on_scene', 'transporting'],
  at_hospital: ['acknowledged', 'en_route', 'on_scene', 'transporting', 'at_hospital'],
  cleared: ['acknowledged', 'en_route', 'on_scene', 'cleared'],
  declined: ['declined'],
  recalled: ['recalled'],
  expired: [],
  diverted: [],
};
const reachable = [...liveAssignmentStates, 'cleared', 'declined', 'recalled'] as const;

async function assignmentIn(state: AssignmentState): Promise<AssignmentView> {
  await world.newTeam();
  const offered = await city.assign(await world.newIncident());
  return wayTo[state].length === 0 ? offered : city.report(offered.id, ...wayTo[state]);
}
const reasonFor = (state: ReportableState) => (state === 'declined' ? { reason: 'vehicle_defect' } : {});

describe('the state of an assignment', () => {
  it.each(reachable)('after %s can only become what the table of states allows', async (from) => {
    const { id } = await assignmentIn(from);
    const impossible = reportableStates.filter((to) => to !== from && !assignmentStates.allows(from, to));
    for (const to of impossible) {
      const refusal = refusalOf(await city.tryReporting(id, { state: to, ...reasonFor(to) }));
      expect(refusal).toMatchObject({
        code: 'transition_not_allowed',
        parameters: { state: from },
        current: { id, state: from },
      });
      expect(refusal.allowed).toEqual(assignmentStates.next(from).filter((next) => next !== 'expired'));
    }
  });

  const steps = reachable.flatMap((from) =>
    reportableStates.filter((to) => assignmentStates.allows(from, to)).map((to) => [from, to] as const),
  );
  it.each(steps)('goes from %s to %s', async (from, to) => {
    const before = await assignmentIn(from);
    world.ground.clock.advanceSeconds(5);
    const after = valueOf(await city.tryReporting(before.id, { state: to, ...reasonFor(to) }));
    expect(after).toMatchObject({
      state: to,
      stateSince: world.now.toISOString(),
      acknowledgeBy: null,
      endedAt: assignmentStates.isFinal(to) ? world.now.toISOString() : null,
      version: before.version + 1,
    });
  });

  it('is told to the journal step by step, and the incident follows', async () => {
    const { id, incidentId, teamId } = await assignmentIn('at_hospital');
    await city.report(id, 'cleared');
    const steps: [EventType, AssignmentState][] = [
      ['assignment.acknowledged', 'offered'],
      ['assignment.departed', 'acknowledged'],
      ['assignment.arrived', 'en_route'],
      ['assignment.transport_started', 'on_scene'],
      ['assignment.reached_hospital', 'transporting'],
      ['assignment.cleared', 'at_hospital'],
    ];
    const journal = await world.journalOf(incidentId);
    const told = journal.filter(({ type }) => type.startsWith('assignment.')).slice(1);
    expect(told).toMatchObject(
      steps.map(([type, from], index) => ({
        type,
        subjectId: id,
        subjectVersion: index + 2,
        teamId,
        payload: { incidentId, teamId, from, at: world.now.toISOString() },
      })),
    );
    const followed = journal.filter(({ type }) => type === 'incident.state_changed');
    expect(followed.map(({ payload }) => (payload as { to: string }).to)).toEqual([
      'assigned',
      'en_route',
      'on_scene',
      'transporting',
    ]);
    expect(await world.incidentState(incidentId)).toBe('transporting');
  });
});

describe('reporting again', () => {
  it('is answered like the first time, and tells the journal nothing', async () => {
    const { id, incidentId } = await assignmentIn('en_route');
    const before = await world.journalOf(incidentId);
    const again = valueOf(await city.tryReporting(id, { state: 'en_route', at: world.secondsAgo(-20) }));
    expect(again).toMatchObject({ state: 'en_route', version: 3 });
    expect(await world.journalOf(incidentId)).toEqual(before);
  });

  it('holds for a decline with its reason, and not for one with another', async () => {
    const { id } = await assignmentIn('declined');
    expect(
      valueOf(await city.tryReporting(id, { state: 'declined', reason: 'vehicle_defect' })).version,
    ).toBe(2);
    const other = await city.tryReporting(id, { state: 'declined', reason: 'too_far' });
    expect(refusalOf(other).code).toBe('transition_not_allowed');
  });
});

describe('who may report', () => {
  it('is a team for its own assignments only, to which others do not even exist', async () => {
    const { id, teamId } = await assignmentIn('offered');
    const stranger = city.crew(await world.newTeam());
    expect(refusalOf(await city.tryReporting(id, { state: 'acknowledged' }, stranger)).code).toBe(
      'not_found',
    );
    const own = valueOf(await city.tryReporting(id, { state: 'acknowledged' }, city.crew(teamId)));
    expect(own.allowed).toEqual(['en_route', 'declined']);
  });

  it('is a dispatcher, and nobody else, when a team is recalled', async () => {
    const { id, teamId } = await assignmentIn('en_route');
    expect(refusalOf(await city.tryReporting(id, { state: 'recalled' }, city.crew(teamId))).code).toBe(
      'forbidden',
    );
    const recalled = valueOf(await city.tryReporting(id, { state: 'recalled', reason: 'wrong_team' }));
    expect(recalled).toMatchObject({ state: 'recalled', endedReason: 'wrong_team', allowed: [] });
  });

  it('is nobody from another center', async () => {
    const { id } = await assignmentIn('offered');
    const elsewhere: Caller = (await system.newCity()).caller();
    expect(refusalOf(await city.tryReporting(id, { state: 'acknowledged' }, elsewhere)).code).toBe(
      'not_found',
    );
    expect(refusalOf(await city.tryReporting(uuidv7(), { state: 'acknowledged' })).code).toBe('not_found');
  });
});

describe('the time of a step', () => {
  it('is the device’s where it was told late, beside the server’s', async () => {
    const { id, incidentId } = await assignmentIn('offered');
    world.ground.clock.advanceSeconds(50);
    const at = world.secondsAgo(30);
    expect(valueOf(await city.tryReporting(id, { state: 'acknowledged', at })).stateSince).toBe(
      at.toISOString(),
    );
    expect((await world.journalOf(incidentId)).at(-1)).toMatchObject({
      type: 'assignment.acknowledged',
      occurredAt: world.now.toISOString(),
      payload: { at: at.toISOString() },
    });
  });

  it('is now where the device’s clock is a little fast, and refused where it is wrong', async () => {
    const { id } = await assignmentIn('offered');
    const wrong = await city.tryReporting(id, { state: 'acknowledged', at: world.secondsAgo(-31) });
    expect(refusalOf(wrong).code).toBe('time_in_future');
    const fast = await city.tryReporting(id, { state: 'acknowledged', at: world.secondsAgo(-30) });
    expect(valueOf(fast).stateSince).toBe(world.now.toISOString());
  });

  it('is never before the step before it', async () => {
    const { id, stateSince } = await assignmentIn('acknowledged');
    world.ground.clock.advanceSeconds(60);
    const slow = await city.tryReporting(id, { state: 'en_route', at: world.secondsAgo(90) });
    expect(valueOf(slow).stateSince).toBe(stateSince);
  });
});

describe('what comes with a step', () => {
  it('must be a reason for a decline', async () => {
    const { id } = await assignmentIn('offered');
    expect(refusalOf(await city.tryReporting(id, { state: 'declined' })).code).toBe('reason_required');
  });

  it('may be the hospital for a transport, and only for that', async () => {
    const facilityId = uuidv7();
    await world.database.query(
      `insert into facility (id, center_id, kind, name, position, created_at)
       values ($1, $2, 'hospital', 'RSUD', ST_SetSRID(ST_MakePoint(107.6, -6.9), 4326)::geography, $3)`,
      [facilityId, world.centerId, world.now],
    );
    const { id, incidentId } = await assignmentIn('on_scene');
    expect(refusalOf(await city.tryReporting(id, { state: 'cleared', facilityId })).fields).toMatchObject([
      { field: 'facilityId', rule: 'onlyWith' },
    ]);
    const nowhere = await city.tryReporting(id, { state: 'transporting', facilityId: uuidv7() });
    expect(refusalOf(nowhere).fields).toEqual([{ field: 'facilityId', rule: 'notFound' }]);
    const transport = valueOf(await city.tryReporting(id, { state: 'transporting', facilityId }));
    expect(transport.destinationFacilityId).toBe(facilityId);
    expect((await world.journalOf(incidentId)).at(-2)).toMatchObject({
      type: 'assignment.transport_started',
      payload: { facilityId },
    });
    expect((await city.report(id, 'at_hospital')).destinationFacilityId).toBe(facilityId);
  });
});

describe('the timers of an assignment', () => {
  it('are one for each thing that is waited for', async () => {
    await world.newTeam({ at: world.east(990) });
    const { id } = await city.assign(await world.newIncident());
    expect(await city.timersOf(id)).toEqual({ 'assignment.acknowledge_by': 60 });
    await city.report(id, 'acknowledged');
    expect(await city.timersOf(id)).toEqual({ 'assignment.en_route_by': 120 });
    await city.report(id, 'en_route');
    expect(await city.timersOf(id)).toEqual({ 'assignment.on_scene_by': 167 + 300 });
    await city.report(id, 'on_scene');
    expect(await city.timersOf(id)).toEqual({});
  });

  it('end with it', async () => {
    for (const state of ['offered', 'acknowledged', 'en_route'] as const) {
      const { id } = await assignmentIn(state);
      await city.report(id, 'recalled');
      expect(await city.timersOf(id)).toEqual({});
    }
  });

  it('take the shortcut of a team that sets out without a word', async () => {
    const { id } = await assignmentIn('offered');
    await city.report(id, 'en_route');
    expect(await city.timersOf(id)).toEqual({ 'assignment.on_scene_by': 300 });
  });
});

describe('the incident', () => {
  it('follows its furthest team', async () => {
    await world.newTeam({ callSign: 'A' });
    await world.newTeam({ callSign: 'B' });
    const accident = await world.newIncident({ type: 'traffic_accident' });
    const first = await city.assign(accident);
    await city.report(first.id, 'en_route', 'on_scene');
    const second = await city.assign(accident);
    expect(await world.incidentState(accident)).toBe('on_scene');
    await city.report(second.id, 'en_route');
    await city.report(first.id, 'transporting', 'at_hospital', 'cleared');
    expect(await world.incidentState(accident)).toBe('en_route');
    await city.report(second.id, 'recalled');
    expect(await world.incidentState(accident)).toBe('en_route');
  });

  it('waits again, loudly, when it loses its only team', async () => {
    const { id, incidentId } = await assignmentIn('en_route');
    await city.report(id, 'recalled');
    expect(await world.incidentState(incidentId)).toBe('queued');
    expect((await world.journalOf(incidentId)).slice(-3).map(({ type }) => type)).toEqual([
      'assignment.recalled',
      'incident.state_changed',
      'incident.queued',
    ]);
  });

  it('waits again when a team sent after the first had finished is lost', async () => {
    const first = await assignmentIn('cleared');
    world.ground.clock.advanceSeconds(60);
    const second = await city.assign(first.incidentId);
    await city.report(second.id, 'recalled');
    expect(await world.incidentState(first.incidentId)).toBe('queued');
  });

  it('has as many steps in the journal as its assignment has versions', async () => {
    const { id } = await assignmentIn('cleared');
    const row = await findRow<{ version: number; entries: number }>(
      world.database,
      `select version, (select count(*)::int from journal where subject_id = a.id) as entries
       from assignment a where id = $1`,
      [id],
    );
    expect(row!.entries).toBe(row!.version);
  });
});
