import { TeamDuty } from '#lib/fleet';
import { rows } from '#lib/platform';
import { valueOf } from '#testing';
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

/** An incident for which a person asked for a team and there was none. */
async function withoutTeam(incident: Parameters<World['newIncident']>[0] = {}): Promise<string> {
  const id = await world.newIncident(incident);
  const asked = await city.tryAssigning(id);
  expect(asked).toMatchObject({ refusal: { code: 'no_team_available' } });
  return id;
}

const comeOnDuty = (teamId: string) =>
  world.ground
    .get(TeamDuty)
    .change(city.caller(), teamId, {
      onDuty: true,
      crew: [
        { name: 'somebody', role: 'nurse' },
        { name: 'somebody else', role: 'driver' },
      ],
    })
    .then(valueOf);

describe('a team that becomes free', () => {
  it('by clearing is offered the incident that ran out of teams', async () => {
    await world.newTeam({ callSign: 'ONE' });
    const { id } = await city.assign(await world.newIncident());
    const waiting = await withoutTeam();
    await city.report(id, 'en_route', 'on_scene');
    await city.fireDue();
    expect(await city.assignmentsOf(waiting)).toEqual([]);
    await city.report(id, 'cleared');
    await city.fireDue();
    expect(await city.assignmentsOf(waiting)).toEqual(['ONE: offered']);
    expect((await world.journalOf(waiting)).at(-2)).toMatchObject({
      type: 'assignment.offered',
      actor: 'system',
      payload: { chosenBy: 'system' },
    });
  });

  it('by coming on duty is offered it too', async () => {
    const team = await world.newTeam({ callSign: 'ONE', onDuty: false });
    const waiting = await withoutTeam();
    await comeOnDuty(team);
    await city.fireDue();
    expect(await city.assignmentsOf(waiting)).toEqual(['ONE: offered']);
  });

  it('by being recalled is offered what waits elsewhere', async () => {
    await world.newTeam({ callSign: 'ONE' });
    const { id } = await city.assign(await world.newIncident());
    const waiting = await withoutTeam();
    await city.report(id, 'recalled');
    await city.fireDue();
    expect(await city.assignmentsOf(waiting)).toEqual(['ONE: offered']);
  });

  it('goes to the most urgent first, and of these to the emergency that began first', async () => {
    const team = await world.newTeam({ callSign: 'ONE', onDuty: false });
    const later = await withoutTeam({ priority: 'P1', openedAt: world.secondsAgo(10) });
    const earlier = await withoutTeam({ priority: 'P1', openedAt: world.secondsAgo(20) });
    await withoutTeam({ priority: 'P2', openedAt: world.secondsAgo(300) });
    await withoutTeam({ priority: null, openedAt: world.secondsAgo(300) });
    await comeOnDuty(team);
    await city.fireDue();
    expect(await city.assignmentsOf(earlier)).toEqual(['ONE: offered']);
    const [assignment] = await rows<{ id: string }>(
      world.database,
      `select id from assignment where incident_id = $1`,
      [earlier],
    );
    await city.report(assignment!.id, 'en_route', 'on_scene', 'cleared');
    await city.fireDue();
    expect(await city.assignmentsOf(later)).toEqual(['ONE: offered']);
  });

  it('is not offered what it does not fit, cannot reach or has declined, but the next incident', async () => {
    const team = await world.newTeam({ callSign: 'ONE', kind: 'bls_ambulance', onDuty: false });
    await withoutTeam({ type: 'transfer', priority: 'P1' });
    await withoutTeam({ priority: 'P1', at: world.east(51_000) });
    const declined = await withoutTeam({ priority: 'P1' });
    const fitting = await withoutTeam({ priority: 'P2' });
    await comeOnDuty(team);
    await world.newAssignment(declined, team, { state: 'declined', endedAt: world.now });
    await city.fireDue();
    expect(await city.assignmentsOf(fitting)).toEqual(['ONE: offered']);
  });

  it('leaves the incident to a nearer free team, and is offered the next one', async () => {
    const far = await world.newTeam({ callSign: 'FAR', onDuty: false });
    const first = await withoutTeam({ priority: 'P1', at: world.east(9_000) });
    const second = await withoutTeam({ priority: 'P2', at: world.east(9_000) });
    await world.newTeam({ callSign: 'NEAR', at: world.east(8_000) });
    await comeOnDuty(far);
    await city.fireDue();
    expect(await city.assignmentsOf(first)).toEqual(['NEAR: offered']);
    expect(await city.assignmentsOf(second)).toEqual(['FAR: offered']);
  });

  it('is offered nothing when it is taken or gone by then', async () => {
    const team = await world.newTeam({ callSign: 'ONE', onDuty: false });
    const waiting = await withoutTeam();
    await comeOnDuty(team);
    await city.assign(await world.newIncident(), { teamId: team });
    await city.fireDue();
    expect(await city.assignmentsOf(waiting)).toEqual([]);
    expect(await city.timersOf(team)).toEqual({});
  });
});

describe('an incident that nobody was offered to yet', () => {
  it('is left to the operator for a while, and then offered', async () => {
    const team = await world.newTeam({ callSign: 'ONE', onDuty: false });
    const incident = await world.newIncident();
    world.ground.clock.advanceSeconds(60);
    await comeOnDuty(team);
    await city.fireDue();
    expect(await city.assignmentsOf(incident)).toEqual([]);
    expect(await city.timersOf(team)).toEqual({ 'team.offer_waiting': 120 });
    await city.pass(120);
    expect(await city.assignmentsOf(incident)).toEqual(['ONE: offered']);
  });

  it('is not offered again by itself while the operator has recalled its team on purpose', async () => {
    await world.newTeam({ callSign: 'ONE' });
    const incident = await world.newIncident();
    const { id } = await city.assign(incident);
    await city.report(id, 'recalled');
    await city.pass(179);
    expect(await city.assignmentsOf(incident)).toEqual(['ONE: recalled']);
    await city.pass(1);
    expect(await city.assignmentsOf(incident)).toEqual(['ONE: recalled', 'ONE: offered']);
  });
});

describe('a center that decides itself', () => {
  it('has the team suggested to its operators instead', async () => {
    await world.decide({ waitingIncidents: 'suggest' });
    const team = await world.newTeam({ callSign: 'ONE', onDuty: false });
    const waiting = await withoutTeam();
    await comeOnDuty(team);
    await city.fireDue();
    expect(await city.assignmentsOf(waiting)).toEqual([]);
    expect((await world.journalOf(waiting)).at(-1)).toMatchObject({
      type: 'incident.team_suggested',
      teamId: null,
      payload: { teamId: team },
    });
    const before = await world.journalOf(waiting);
    await city.pass(3_600);
    expect(await world.journalOf(waiting)).toEqual(before);
  });

  it('may have nothing happen by itself', async () => {
    await world.decide({ waitingIncidents: 'off' });
    const team = await world.newTeam({ callSign: 'ONE', onDuty: false });
    const waiting = await withoutTeam();
    await comeOnDuty(team);
    await city.pass(3_600);
    expect(await world.journalTypesOf(waiting)).toEqual(['incident.queued']);
  });
});
