import { rows, testDatabase, migrations } from '#lib/platform';
import { boardAssignments } from '../assignment/board-assignments.js';
import { DispatchWorld } from '../testing/dispatch-world.js';
import type { World } from '../testing/world.js';

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

/** Three teams, each further away than the one before. */
async function threeTeams(): Promise<void> {
  for (const [index, callSign] of ['A', 'B', 'C'].entries()) {
    await world.newTeam({ callSign, at: world.east(1_000 * (index + 1)) });
  }
}

describe('a team that does not answer', () => {
  it('loses the assignment after its time, and the next team is offered by itself', async () => {
    await threeTeams();
    const incident = await world.newIncident();
    await city.assign(incident);
    await city.pass(59);
    expect(await city.assignmentsOf(incident)).toEqual(['A: offered']);
    await city.pass(1);
    expect(await city.assignmentsOf(incident)).toEqual(['A: expired', 'B: offered']);
    expect(await world.journalTypesOf(incident)).toEqual([
      'assignment.offered',
      'incident.state_changed',
      'assignment.expired',
      'incident.state_changed',
      'incident.queued',
      'assignment.offered',
      'incident.state_changed',
    ]);
    expect((await world.journalOf(incident)).at(-2)).toMatchObject({
      actor: 'system',
      payload: { chosenBy: 'system' },
    });
    expect(await world.incidentState(incident)).toBe('assigned');
  });

  it('is not asked again for this incident, until nobody is left and everyone is told', async () => {
    await threeTeams();
    const incident = await world.newIncident();
    await city.assign(incident);
    await city.pass(60);
    await city.pass(60);
    await city.pass(60);
    expect(await city.assignmentsOf(incident)).toEqual(['A: expired', 'B: expired', 'C: expired']);
    expect(await world.incidentState(incident)).toBe('queued');
    expect((await world.journalOf(incident)).at(-1)).toMatchObject({
      type: 'incident.queued',
      payload: { reason: 'no_team_left' },
    });
    await city.pass(3_600);
    expect(await city.assignmentsOf(incident)).toHaveLength(3);
  });

  it('keeps the assignment when it answers in time', async () => {
    await threeTeams();
    const incident = await world.newIncident();
    const { id } = await city.assign(incident);
    await city.pass(59);
    await city.report(id, 'acknowledged');
    await city.pass(1);
    expect(await city.assignmentsOf(incident)).toEqual(['A: acknowledged']);
  });

  it('follows the time that the center gives', async () => {
    await world.decide({ acknowledgeWithinSeconds: 10 });
    await threeTeams();
    const incident = await world.newIncident();
    await city.assign(incident);
    await city.pass(10);
    expect(await city.assignmentsOf(incident)).toEqual(['A: expired', 'B: offered']);
  });
});

describe('a team that declines', () => {
  it('is replaced at once', async () => {
    await threeTeams();
    const incident = await world.newIncident();
    const { id } = await city.assign(incident);
    await city.report(id, 'declined');
    expect(await world.incidentState(incident)).toBe('queued');
    await city.fireDue();
    expect(await city.assignmentsOf(incident)).toEqual(['A: declined', 'B: offered']);
  });

  it('is not replaced by the system when a person was quicker', async () => {
    await threeTeams();
    const incident = await world.newIncident();
    const { id } = await city.assign(incident);
    await city.report(id, 'declined');
    world.ground.clock.advanceSeconds(1);
    await city.assign(incident);
    await city.fireDue();
    expect(await city.assignmentsOf(incident)).toEqual(['A: declined', 'B: offered']);
  });

  it('is not replaced by the system when a person sent a team outside the plan', async () => {
    await threeTeams();
    const other = await world.newTeam({ callSign: 'OTHER', kind: 'field_team' });
    const incident = await world.newIncident();
    const { id } = await city.assign(incident);
    await city.report(id, 'declined');
    world.ground.clock.advanceSeconds(1);
    await city.assign(incident, { teamId: other, override: true });
    await city.fireDue();
    expect(await city.assignmentsOf(incident)).toEqual(['A: declined', 'OTHER: offered']);
  });

  it('is replaced by nobody once the incident is closed', async () => {
    await threeTeams();
    const incident = await world.newIncident();
    const { id } = await city.assign(incident);
    await city.report(id, 'declined');
    await world.database.query(`update incident set state = 'closed' where id = $1`, [incident]);
    await city.fireDue();
    expect(await city.assignmentsOf(incident)).toEqual(['A: declined']);
    expect(await city.timersOf(incident)).toEqual({});
  });

  it('is replaced also where another team of the plan goes on', async () => {
    await threeTeams();
    const accident = await world.newIncident({ type: 'traffic_accident' });
    const first = await city.assign(accident);
    const second = await city.assign(accident);
    await city.report(first.id, 'en_route');
    await city.report(second.id, 'declined');
    expect(await world.incidentState(accident)).toBe('en_route');
    await city.fireDue();
    expect(await city.assignmentsOf(accident)).toEqual(['A: en_route', 'B: declined', 'C: offered']);
  });

  it('is told about as nobody left only where nobody is on the way', async () => {
    await world.newTeam({ callSign: 'A' });
    await world.newTeam({ callSign: 'B' });
    const accident = await world.newIncident({ type: 'traffic_accident' });
    await city.assign(accident);
    const second = await city.assign(accident);
    await city.report(second.id, 'declined');
    await city.fireDue();
    expect(await world.incidentState(accident)).toBe('assigned');
    expect(await world.journalTypesOf(accident)).not.toContain('incident.queued');
  });
});

describe('a team that a person takes away', () => {
  it('is not replaced by itself when it was recalled', async () => {
    await threeTeams();
    const incident = await world.newIncident();
    const { id } = await city.assign(incident);
    await city.report(id, 'recalled');
    await city.fireDue();
    expect(await city.assignmentsOf(incident)).toEqual(['A: recalled']);
    expect(await world.incidentState(incident)).toBe('queued');
  });
});

describe('a team that is late', () => {
  it('to set out is told about, once', async () => {
    await threeTeams();
    const incident = await world.newIncident();
    const { id, teamId } = await city.assign(incident);
    await city.report(id, 'acknowledged');
    const due = world.secondsAgo(-120);
    // The system was down when it fell due.
    await city.pass(180);
    await city.pass(600);
    const overdue = (await world.journalOf(incident)).filter(({ type }) => type === 'assignment.overdue');
    expect(overdue).toMatchObject([
      {
        subjectId: id,
        subjectVersion: 2,
        payload: { incidentId: incident, teamId, deadline: 'en_route_by', since: due.toISOString() },
      },
    ]);
    expect(await city.assignmentsOf(incident)).toEqual(['A: acknowledged']);
  });

  it('to arrive is told about, once', async () => {
    await world.newTeam({ at: world.east(990) });
    const incident = await world.newIncident();
    const { id } = await city.assign(incident);
    await city.report(id, 'en_route');
    await city.pass(166 + 300);
    expect(await world.journalTypesOf(incident)).not.toContain('assignment.overdue');
    await city.pass(1);
    await city.pass(600);
    const overdue = (await world.journalOf(incident)).filter(({ type }) => type === 'assignment.overdue');
    expect(overdue).toMatchObject([{ payload: { deadline: 'on_scene_by' } }]);
  });

  it('is late on the board since its time was over, until it takes the step', async () => {
    await world.newTeam({ at: world.east(990) });
    const incident = await world.newIncident();
    const { id } = await city.assign(incident);
    const lateSince = async (): Promise<string | null | undefined> => {
      const board = await boardAssignments(world.database, world.centerId);
      return board.find((assignment) => assignment.id === id)?.overdueSince;
    };
    await city.report(id, 'acknowledged');
    await city.pass(119);
    expect(await lateSince()).toBeNull();
    const toSetOut = world.secondsAgo(-1);
    await city.pass(61);
    expect(await lateSince()).toBe(toSetOut.toISOString());
    await city.report(id, 'en_route');
    expect(await lateSince()).toBeNull();
    const toArrive = world.secondsAgo(-(167 + 300));
    await city.pass(600);
    expect(await lateSince()).toBe(toArrive.toISOString());
    await city.report(id, 'on_scene');
    expect(await lateSince()).toBeNull();
  });
});

describe('a restart', () => {
  it('in the middle of a cascade loses no step and repeats none', async () => {
    const on = await testDatabase({ migrations });
    const before = await DispatchWorld.prepare({ on });
    for (const callSign of ['A', 'B']) await before.world.newTeam({ callSign });
    const incident = await before.world.newIncident();
    await before.assign(incident);
    await before.world.ground.context.close();

    const after = await DispatchWorld.prepare({ on, centerId: before.world.centerId });
    await after.pass(600);
    expect(await after.assignmentsOf(incident)).toEqual(['A: expired', 'B: offered']);
    await after.fireDue();
    await after.pass(600);
    expect(await after.assignmentsOf(incident)).toEqual(['A: expired', 'B: expired']);
    const fired = await rows<{ kind: string }>(
      on.dataSource,
      `select kind from deadline where finished_at is not null order by finished_at, kind`,
    );
    expect(fired.map(({ kind }) => kind)).toEqual([
      'assignment.acknowledge_by',
      'incident.offer_next',
      'assignment.acknowledge_by',
      'incident.offer_next',
    ]);
    expect(
      (await after.world.journalTypesOf(incident)).filter((type) => type === 'assignment.expired'),
    ).toHaveLength(2);
    await after.close();
  });

  it('is not needed for a handler that is tried twice: it takes effect once', async () => {
    await threeTeams();
    const incident = await world.newIncident();
    await city.assign(incident);
    world.ground.clock.advanceSeconds(60);
    // A worker claimed the deadline, and another one took it over after its lease while the first was still at work.
    await Promise.all([city.fireDue(), city.fireDue()]);
    await world.database.query(`update deadline set claimed_until = null`);
    await city.fireDue();
    expect(await city.assignmentsOf(incident)).toEqual(['A: expired', 'B: offered']);
  });
});
