import { TeamDuty } from '#lib/fleet';
import { IncidentClosing, TeamVisibility } from '#lib/incident';
import { refusalOf, valueOf } from '#testing';
import { DispatchWorld } from '../testing/dispatch-world.js';
import type { World } from '../testing/world.js';
import { boardAssignments } from './board-assignments.js';
import { AssignmentReading } from './assignment-reading.js';

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

const close = (incidentId: string) =>
  world.ground.get(IncidentClosing).close(city.caller(), incidentId, { disposition: 'cancelled' });

describe('closing an incident', () => {
  it.each(['offered', 'acknowledged', 'en_route'] as const)('recalls a team that is %s', async (state) => {
    const team = await world.newTeam({ callSign: 'ONE' });
    const incident = await world.newIncident();
    const { id } = await city.assign(incident);
    if (state !== 'offered') await city.report(id, state);
    valueOf(await close(incident));
    expect(await city.assignmentsOf(incident)).toEqual(['ONE: recalled']);
    expect((await world.journalOf(incident)).slice(-2)).toMatchObject([
      { type: 'assignment.recalled', payload: { from: state, reason: 'incident_closed' } },
      { type: 'incident.closed' },
    ]);
    expect(await city.timersOf(id)).toEqual({});
    expect(await city.timersOf(team)).toEqual({ 'team.offer_waiting': 0 });
  });

  it('is refused while a team is with the patient', async () => {
    await world.newTeam({ callSign: 'ONE' });
    const incident = await world.newIncident();
    const { id } = await city.assign(incident);
    await city.report(id, 'en_route');
    for (const state of ['on_scene', 'transporting', 'at_hospital'] as const) {
      await city.report(id, state);
      expect(refusalOf(await close(incident)).code).toBe('incident_under_way');
    }
    await city.report(id, 'cleared');
    expect(valueOf(await close(incident)).state).toBe('closed');
  });

  it('ends the search for the next team', async () => {
    await world.newTeam({ callSign: 'A' });
    await world.newTeam({ callSign: 'B' });
    const incident = await world.newIncident();
    const { id } = await city.assign(incident);
    await city.report(id, 'declined');
    valueOf(await close(incident));
    await city.fireDue();
    expect(await city.assignmentsOf(incident)).toEqual(['A: declined']);
  });
});

describe('going off duty', () => {
  it('is refused while the team has an assignment, showing which', async () => {
    const team = await world.newTeam();
    const { id } = await city.assign(await world.newIncident());
    const goOff = () => world.ground.get(TeamDuty).change(city.caller(), team, { onDuty: false });
    expect(refusalOf(await goOff())).toMatchObject({ code: 'team_has_assignment', current: { id } });
    await city.report(id, 'recalled');
    expect(valueOf(await goOff()).onDuty).toBe(false);
  });
});

describe('a team', () => {
  it('sees the incidents it is sent to, and for a day those it finished; no others', async () => {
    const team = await world.newTeam();
    const sees = () => world.ground.get(TeamVisibility).limitOf(world.database, city.crew(team));
    const incident = await world.newIncident();
    expect(await sees()).toEqual([]);
    const { id } = await city.assign(incident);
    expect(await sees()).toEqual([incident]);
    await city.report(id, 'en_route', 'on_scene', 'cleared');
    world.ground.clock.advanceSeconds(24 * 3_600);
    expect(await sees()).toEqual([incident]);
    world.ground.clock.advanceSeconds(1);
    expect(await sees()).toEqual([]);
    const recalled = await city.assign(await world.newIncident(), { teamId: team, override: true });
    await city.report(recalled.id, 'recalled');
    expect(await sees()).toEqual([]);
  });

  it('reads its own assignments, whatever it asks for', async () => {
    const team = await world.newTeam();
    const other = await world.newTeam({ at: world.east(5_000) });
    const accident = await world.newIncident({ type: 'traffic_accident' });
    const own = await city.assign(accident, { teamId: team });
    const foreign = await city.assign(accident, { teamId: other });
    const reading = world.ground.get(AssignmentReading);
    const crew = city.crew(team);
    const idsIn = ({ items }: { items: { id: string }[] }) => items.map(({ id }) => id);
    expect(idsIn(valueOf(await reading.listOfIncident(crew, accident)))).toEqual([own.id]);
    expect(idsIn(valueOf(await reading.list(crew, { teamId: other })))).toEqual([own.id]);
    expect(valueOf(await reading.get(crew, own.id)).id).toBe(own.id);
    expect(refusalOf(await reading.get(crew, foreign.id)).code).toBe('not_found');
    const hidden = await world.newIncident();
    expect(refusalOf(await reading.listOfIncident(crew, hidden)).code).toBe('not_found');
  });
});

describe('the assignments of a center', () => {
  it('are listed newest first, page by page, all or only the live ones', async () => {
    const reading = world.ground.get(AssignmentReading);
    const incident = await world.newIncident();
    for (let index = 0; index < 5; index++) {
      await world.newAssignment(incident, await world.newTeam(), {
        state: index % 2 === 0 ? 'en_route' : 'cleared',
        offeredAt: world.secondsAgo(index),
        endedAt: index % 2 === 0 ? null : world.now,
      });
    }
    const caller = city.caller();
    const first = valueOf(await reading.list(caller, { limit: 3 }));
    const second = valueOf(await reading.list(caller, { limit: 3, cursor: first.nextCursor! }));
    const offered = [...first.items, ...second.items].map(({ offeredAt }) => offeredAt);
    expect(offered).toEqual([0, 1, 2, 3, 4].map((seconds) => world.secondsAgo(seconds).toISOString()));
    expect(second.nextCursor).toBeNull();
    expect(valueOf(await reading.list(caller, { live: true })).items).toHaveLength(3);
    expect(valueOf(await reading.list(caller, { live: false })).items).toHaveLength(2);
    expect(refusalOf(await reading.list(caller, { cursor: 'x' })).code).toBe('validation_failed');
    expect(refusalOf(await reading.listOfIncident((await system.newCity()).caller(), incident)).code).toBe(
      'not_found',
    );
  });

  it('appear on the board while their incident is open, for their team while they live', async () => {
    await world.newTeam();
    await world.newTeam();
    const first = await city.assign(await world.newIncident());
    const second = await city.assign(await world.newIncident());
    await city.report(first.id, 'recalled');
    const board = await boardAssignments(world.database, world.centerId);
    expect(board.map(({ id, state }) => [id, state])).toEqual([
      [first.id, 'recalled'],
      [second.id, 'offered'],
    ]);
    expect(board[1]).toEqual({
      id: second.id,
      incidentId: second.incidentId,
      teamId: second.teamId,
      state: 'offered',
      version: 1,
      offeredAt: second.offeredAt,
      stateSince: second.stateSince,
      acknowledgeBy: second.acknowledgeBy,
      overdueSince: null,
    });
    expect(await boardAssignments(world.database, world.centerId, { teamId: first.teamId })).toEqual([]);
  });
});
