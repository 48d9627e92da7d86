import { rows } from '#lib/platform';
import type { Result } from '#lib/kernel';
import type { Caller, Refusal } from '#lib/platform';
import { refusalOf, valueOf } from '#testing';
import { Recommendations } from '../recommendation/recommendations.js';
import { DispatchWorld } from '../testing/dispatch-world.js';
import type { World } from '../testing/world.js';
import { Responding } from './responding.js';
import type { SentResponseView } from './response.dto.js';

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

const trySending = (incident: string, caller?: Caller): Promise<Result<SentResponseView, Refusal>> =>
  world.ground.get(Responding).send(caller ?? city.caller(), incident);
const send = (incident: string): Promise<SentResponseView> => trySending(incident).then(valueOf);
const callSigns = ({ sent }: SentResponseView): string[] => sent.map(({ team }) => team.callSign);
const arrest = () => world.newIncident({ type: 'cardiac_arrest' });
const motor = (more: Parameters<World['newTeam']>[0] = {}) =>
  world.newTeam({ callSign: 'MTR', kind: 'motor_ambulance', ...more });
const ambulance = (more: Parameters<World['newTeam']>[0] = {}) =>
  world.newTeam({ callSign: 'ALS', at: world.east(3_000), ...more });

/** Runs once between reading who to send and sending them. */
function meanwhile(act: () => Promise<unknown>): void {
  const recommendations = world.ground.get(Recommendations);
  const makePlan = recommendations.makePlan.bind(recommendations);
  recommendations.makePlan = async (...asked) => {
    recommendations.makePlan = makePlan;
    const made = await makePlan(...asked);
    await act();
    return made;
  };
}

describe('sending all that the plan asks for', () => {
  it('offers a first responder and an ALS ambulance for an arrest, each for its place', async () => {
    await motor();
    await ambulance();
    const incident = await arrest();
    const response = await send(incident);
    expect(callSigns(response)).toEqual(['MTR', 'ALS']);
    expect(response).toMatchObject({
      incidentId: incident,
      missing: 0,
      notNeeded: [],
      places: [
        { unitNumber: 1, assignment: { team: { callSign: 'MTR' }, state: 'offered' } },
        { unitNumber: 2, assignment: { team: { callSign: 'ALS' }, state: 'offered' } },
      ],
    });
    expect(await city.assignmentsOf(incident)).toEqual(['MTR: offered', 'ALS: offered']);
    expect(await world.journalTypesOf(incident)).toEqual([
      'assignment.offered',
      'incident.state_changed',
      'assignment.offered',
    ]);
    for (const { id } of response.sent) {
      expect(await city.timersOf(id)).toEqual({ 'assignment.acknowledge_by': 60 });
    }
  });

  it('keeps for each team what it was chosen from, without those chosen for other places', async () => {
    await motor();
    await ambulance();
    const { sent } = await send(await arrest());
    const kept = await rows<{ plan: { unitNumber: number }; signs: string[]; made_for: string }>(
      world.database,
      `select plan, made_for, array(select item->'team'->>'callSign' from jsonb_array_elements(items) item) as signs
       from recommendation where id = any($1::uuid[]) order by plan->>'unitNumber'`,
      [sent.map(({ recommendationId }) => recommendationId)],
    );
    expect(kept).toMatchObject([
      { plan: { unitNumber: 1 }, made_for: 'person', signs: ['MTR', 'ALS'] },
      { plan: { unitNumber: 2 }, made_for: 'person', signs: ['ALS'] },
    ]);
  });

  it('offers what can be had, and names what is missing', async () => {
    await motor();
    await ambulance({ onDuty: false });
    const incident = await arrest();
    const response = await send(incident);
    expect(callSigns(response)).toEqual(['MTR']);
    expect(response).toMatchObject({
      missing: 1,
      places: [
        { assignment: { team: { callSign: 'MTR' } } },
        { unitNumber: 2, unit: { kinds: ['als_ambulance'] }, assignment: null },
      ],
    });
    const nobody = await rows(
      world.database,
      `select passed_over from recommendation where incident_id = $1 and chosen_team_id is null`,
      [incident],
    );
    expect(nobody).toMatchObject([
      { passed_over: expect.arrayContaining([expect.objectContaining({ reason: 'off_duty' })]) },
    ]);
  });

  it('sends only what is still missing, and refuses once nothing is', async () => {
    await motor();
    await ambulance();
    const incident = await arrest();
    await city.assign(incident);
    expect(callSigns(await send(incident))).toEqual(['ALS']);
    expect(refusalOf(await trySending(incident))).toMatchObject({
      code: 'plan_met',
      current: { assignments: [{ team: { callSign: 'MTR' } }, { team: { callSign: 'ALS' } }] },
    });
  });

  it('refuses as for one team where nobody can be had, and everyone is told once', async () => {
    await ambulance({ onDuty: false });
    const incident = await arrest();
    expect(refusalOf(await trySending(incident))).toEqual({ code: 'no_team_available' });
    expect(refusalOf(await trySending(incident))).toEqual({ code: 'no_team_available' });
    expect(await world.journalOf(incident)).toMatchObject([
      { type: 'incident.queued', payload: { reason: 'no_team_left' } },
    ]);
  });

  it('refuses a closed incident, and one of another center', async () => {
    await ambulance();
    expect(refusalOf(await trySending(await world.newIncident({ state: 'closed' }))).code).toBe(
      'incident_closed',
    );
    const foreign = await (await system.newCity()).world.newIncident();
    expect(refusalOf(await trySending(foreign)).code).toBe('not_found');
  });

  it('gives the same answer again for the same idempotency key, and sends nobody twice', async () => {
    for (let count = 0; count < 2; count++) {
      await motor({ callSign: `M${count}` });
      await ambulance({ callSign: `A${count}` });
    }
    const incident = await arrest();
    const caller = city.caller('operator', { idempotency: { key: 'once', requestHash: 'a' } });
    const first = valueOf(await trySending(incident, caller));
    expect(valueOf(await trySending(incident, caller))).toEqual(first);
    expect(await city.assignmentsOf(incident)).toHaveLength(2);
  });
});

describe('sending all that the plan asks for, while others act', () => {
  it('gives a place its next best team when its best was taken', async () => {
    const best = await motor();
    await motor({ callSign: 'NEXT', at: world.east(1_000) });
    await ambulance();
    const incident = await arrest();
    meanwhile(async () => world.newAssignment(await world.newIncident(), best));
    expect(callSigns(await send(incident))).toEqual(['NEXT', 'ALS']);
  });

  it('decides again when the next best counts for another place', async () => {
    const best = await motor();
    await ambulance({ callSign: 'NEAR', at: world.east(500) });
    await ambulance({ callSign: 'FAR', at: world.east(20_000) });
    await world.newTeam({ callSign: 'BLS', kind: 'bls_ambulance', at: world.east(4_000) });
    const incident = await arrest();
    meanwhile(async () => world.newAssignment(await world.newIncident(), best));
    expect(callSigns(await send(incident))).toEqual(['NEAR', 'BLS']);
  });

  it('never sends more than is missing when somebody sends a team at the same moment', async () => {
    await motor();
    await ambulance();
    await ambulance({ callSign: 'SECOND' });
    const incident = await arrest();
    meanwhile(() => city.assign(incident));
    await send(incident);
    expect(await city.assignmentsOf(incident)).toEqual(['MTR: offered', 'ALS: offered']);
  });
});

describe('teams that were offered together', () => {
  it('and do not answer are each replaced, none twice', async () => {
    for (const [index, round] of ['1', '2'].entries()) {
      await motor({ callSign: `MTR${round}`, at: world.east(500 + 500 * index) });
      await ambulance({ callSign: `ALS${round}`, at: world.east(5_000 + 500 * index) });
    }
    const incident = await arrest();
    await send(incident);
    await city.pass(60);
    while ((await city.fireDue()) > 0);
    expect((await city.assignmentsOf(incident)).sort()).toEqual([
      'ALS1: expired',
      'ALS2: offered',
      'MTR1: expired',
      'MTR2: offered',
    ]);
  });

  it('are each replaced, though one declines while a team is chosen for the place of another', async () => {
    for (const round of ['1', '2']) {
      await motor({ callSign: `MTR${round}` });
      await ambulance({ callSign: `ALS${round}` });
    }
    const incident = await arrest();
    const [first, second] = (await send(incident)).sent;
    const beside = await world.newTeam({ callSign: 'BESIDE', kind: 'patient_transport' });
    await city.assign(incident, { teamId: beside, override: true, reason: 'to carry the family' });
    await city.report(first!.id, 'declined');
    meanwhile(() => city.report(second!.id, 'declined'));
    while ((await city.fireDue()) > 0);
    expect((await city.assignmentsOf(incident)).sort()).toEqual([
      'ALS1: declined',
      'ALS2: offered',
      'BESIDE: offered',
      'MTR1: declined',
      'MTR2: offered',
    ]);
  });

  it('and both decline are made good once where a person sends one and the system the other', async () => {
    for (const round of ['1', '2', '3']) {
      await motor({ callSign: `MTR${round}` });
      await ambulance({ callSign: `ALS${round}` });
    }
    const incident = await arrest();
    const { sent } = await send(incident);
    for (const { id } of sent) await city.report(id, 'declined');
    world.ground.clock.advanceSeconds(1);
    await city.assign(incident);
    while ((await city.fireDue()) > 0);
    const live = (await city.assignmentsOf(incident)).filter((text) => text.endsWith('offered'));
    expect(live).toHaveLength(2);
  });

  it('are not joined by one that nobody asked for: one sent alone is replaced by one', async () => {
    for (const round of ['1', '2']) {
      await motor({ callSign: `MTR${round}` });
      await ambulance({ callSign: `ALS${round}` });
    }
    const incident = await arrest();
    const { id } = await city.assign(incident);
    await city.report(id, 'declined');
    while ((await city.fireDue()) > 0);
    expect(await city.assignmentsOf(incident)).toEqual(['MTR1: declined', 'MTR2: offered']);
  });
});
