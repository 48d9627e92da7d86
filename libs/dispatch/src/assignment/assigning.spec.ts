import { findRow, rows, uuidv7 } from '#lib/platform';
import { refusalOf, valueOf } from '#testing';
import { DispatchWorld } from '../testing/dispatch-world.js';
import type { World } from '../testing/world.js';
import { Recommendations } from '../recommendation/recommendations.js';
import { Assigning } from './assigning.js';

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

describe('sending the best team', () => {
  it('offers the nearest fitting team, and starts the time it has to answer', async () => {
    const near = await world.newTeam({ at: world.east(990) });
    await world.newTeam({ at: world.east(3_000) });
    const incident = await world.newIncident();
    const assignment = await city.assign(incident);
    expect(assignment).toMatchObject({
      incidentId: incident,
      teamId: near,
      team: { id: near, kind: 'als_ambulance' },
      state: 'offered',
      stateSince: world.now.toISOString(),
      offeredAt: world.now.toISOString(),
      acknowledgeBy: new Date(world.now.getTime() + 60_000).toISOString(),
      fitsPlan: true,
      etaSeconds: 167,
      etaSource: 'straight_line',
      distanceMetres: 1_386,
      endedAt: null,
      version: 1,
    });
    expect(await city.timersOf(assignment.id)).toEqual({ 'assignment.acknowledge_by': 60 });
    expect(await world.incidentState(incident)).toBe('assigned');
  });

  it('tells the journal who was offered what, by whom, and that the incident is assigned', async () => {
    const team = await world.newTeam();
    const incident = await world.newIncident();
    const assignment = await city.assign(incident);
    const [offered, changed] = await world.journalOf(incident);
    expect(offered).toMatchObject({
      type: 'assignment.offered',
      subjectId: assignment.id,
      subjectVersion: 1,
      teamId: team,
      payload: {
        incidentId: incident,
        teamId: team,
        recommendationId: assignment.recommendationId,
        etaSeconds: 0,
        etaSource: 'straight_line',
        distanceMetres: 0,
        acknowledgeBy: assignment.acknowledgeBy,
        fitsPlan: true,
        chosenBy: 'person',
      },
    });
    expect(changed).toMatchObject({
      type: 'incident.state_changed',
      payload: { from: 'queued', to: 'assigned' },
    });
  });

  it('keeps the list, the reasons and the choice with the decision', async () => {
    const team = await world.newTeam({ callSign: 'NEAR' });
    await world.newTeam({ callSign: 'OFF', onDuty: false });
    const { recommendationId } = await city.assign(await world.newIncident());
    const kept = await findRow<Record<string, unknown>>(
      world.database,
      `select * from recommendation where id = $1`,
      [recommendationId],
    );
    expect(kept).toMatchObject({
      made_for: 'person',
      eta_source: 'straight_line',
      fallback_reason: 'not_configured',
      complete: true,
      plan: { priority: 'P1', unitNumber: 1, missing: 1 },
      items: [{ team: { callSign: 'NEAR' }, reasons: ['nearest', 'fits_plan'] }],
      passed_over: [{ team: { callSign: 'OFF' }, reason: 'off_duty' }],
      chosen_team_id: team,
      chosen_despite: null,
    });
  });

  it('sends one team for each place in the plan, and refuses one more without a word', async () => {
    await world.newTeam({ callSign: 'A' });
    await world.newTeam({ callSign: 'B' });
    await world.newTeam({ callSign: 'C' });
    const accident = await world.newIncident({ type: 'traffic_accident' });
    await city.assign(accident);
    await city.assign(accident);
    const refusal = refusalOf(await city.tryAssigning(accident));
    expect(refusal).toMatchObject({
      code: 'plan_met',
      current: { assignments: [{ team: { callSign: 'A' } }, { team: { callSign: 'B' } }] },
    });
    expect(await city.assign(accident, { override: true })).toMatchObject({ team: { callSign: 'C' } });
  });

  it('refuses where nobody can go, tells everyone once, and keeps what it saw', async () => {
    await world.newTeam({ callSign: 'OFF', onDuty: false });
    const incident = await world.newIncident();
    expect(refusalOf(await city.tryAssigning(incident))).toEqual({ code: 'no_team_available' });
    expect(refusalOf(await city.tryAssigning(incident))).toEqual({ code: 'no_team_available' });
    const [told, ...more] = await world.journalOf(incident);
    expect(told).toMatchObject({ type: 'incident.queued', payload: { reason: 'no_team_left' } });
    expect(more).toEqual([]);
    const kept = await rows<{ passed_over: unknown[] }>(
      world.database,
      `select passed_over from recommendation where incident_id = $1 and chosen_team_id is null`,
      [incident],
    );
    expect(kept).toMatchObject([{ passed_over: [{ reason: 'off_duty' }] }]);
  });

  it('refuses a closed incident, and one of another center', async () => {
    await world.newTeam();
    const closed = await world.newIncident({ state: 'closed' });
    const foreign = await (await system.newCity()).world.newIncident();
    expect(refusalOf(await city.tryAssigning(closed))).toEqual({ code: 'incident_closed' });
    expect(refusalOf(await city.tryAssigning(foreign))).toEqual({ code: 'not_found' });
  });

  it('chooses anew when the incident was moved while a team was chosen', async () => {
    await world.newTeam({ callSign: 'WEST' });
    await world.newTeam({ callSign: 'EAST', at: world.east(9_000) });
    const incident = await world.newIncident();
    const recommendations = world.ground.get(Recommendations);
    const make = recommendations.make.bind(recommendations);
    recommendations.make = async (...asked) => {
      recommendations.make = make;
      const made = await make(...asked);
      await world.database.query(
        `update incident set version = version + 1, position = ST_SetSRID(ST_MakePoint($2, $3), 4326)::geography
         where id = $1`,
        [incident, world.east(9_000).lon, world.east(9_000).lat],
      );
      return made;
    };
    expect(await city.assign(incident)).toMatchObject({ team: { callSign: 'EAST' } });
    expect(await city.assignmentsOf(incident)).toEqual(['EAST: offered']);
  });

  it('takes the next best when the best was taken while it was chosen', async () => {
    const best = await world.newTeam({ callSign: 'BEST' });
    await world.newTeam({ callSign: 'NEXT', at: world.east(1_000) });
    const incident = await world.newIncident();
    const recommendations = world.ground.get(Recommendations);
    const make = recommendations.make.bind(recommendations);
    recommendations.make = async (...asked) => {
      recommendations.make = make;
      const made = await make(...asked);
      await world.newAssignment(await world.newIncident(), best);
      return made;
    };
    expect(await city.assign(incident)).toMatchObject({ team: { callSign: 'NEXT' } });
  });

  it('gives the same answer again for the same idempotency key, and sends nobody twice', async () => {
    await world.newTeam();
    await world.newTeam();
    const incident = await world.newIncident();
    const caller = city.caller('operator', { idempotency: { key: 'once', requestHash: 'a' } });
    const first = valueOf(await city.tryAssigning(incident, {}, caller));
    const second = valueOf(await city.tryAssigning(incident, {}, caller));
    expect(second).toEqual(first);
    expect(await city.assignmentsOf(incident)).toHaveLength(1);
  });
});

describe('sending a named team', () => {
  it('sends it even where another is nearer', async () => {
    await world.newTeam({ callSign: 'NEAR' });
    const far = await world.newTeam({ callSign: 'FAR', at: world.east(9_900) });
    const assignment = await city.assign(await world.newIncident(), { teamId: far });
    expect(assignment).toMatchObject({ teamId: far, etaSeconds: 1_664, fitsPlan: true });
  });

  it('refuses one that is off duty, and one that does not exist', async () => {
    const incident = await world.newIncident();
    const off = await world.newTeam({ onDuty: false });
    const gone = await world.newTeam({ active: false });
    const foreign = await (await system.newCity()).world.newTeam();
    expect(refusalOf(await city.tryAssigning(incident, { teamId: off, override: true })).code).toBe(
      'team_off_duty',
    );
    for (const teamId of [gone, foreign, uuidv7()]) {
      expect(refusalOf(await city.tryAssigning(incident, { teamId })).code).toBe('not_found');
    }
  });

  it('refuses one that is busy, showing with what, whatever is overridden', async () => {
    const team = await world.newTeam();
    const busyWith = await city.assign(await world.newIncident());
    const refusal = refusalOf(
      await city.tryAssigning(await world.newIncident(), { teamId: team, override: true }),
    );
    expect(refusal).toMatchObject({ code: 'team_already_assigned', current: { id: busyWith.id } });
  });

  it('refuses one that does not fit, unless that is meant, and keeps that it was', async () => {
    const team = await world.newTeam({ kind: 'field_team' });
    const incident = await world.newIncident();
    expect(refusalOf(await city.tryAssigning(incident, { teamId: team }))).toEqual({
      code: 'team_not_suitable',
      parameters: { reason: 'wrong_kind' },
    });
    const sent = await city.assign(incident, { teamId: team, override: true, reason: 'lives_next_door' });
    expect(sent.fitsPlan).toBe(false);
    const kept = await findRow(
      world.database,
      `select chosen_despite, chosen_reason from recommendation where id = $1`,
      [sent.recommendationId],
    );
    expect(kept).toEqual({ chosen_despite: 'wrong_kind', chosen_reason: 'lives_next_door' });
  });

  it('takes one for any unit of the plan, and one that declined before', async () => {
    const incident = await world.newIncident({ type: 'cardiac_arrest' });
    await world.newTeam({ kind: 'motor_ambulance' });
    const als = await world.newTeam({ at: world.east(5_000) });
    await world.newAssignment(incident, als, { state: 'declined', endedAt: world.now });
    expect(await city.assign(incident, { teamId: als })).toMatchObject({ teamId: als, fitsPlan: true });
  });

  it('sends one of whom nobody knows where it is, without an arrival time, when that is meant', async () => {
    const team = await world.newTeam({ located: false });
    const incident = await world.newIncident();
    expect(refusalOf(await city.tryAssigning(incident, { teamId: team })).parameters).toEqual({
      reason: 'no_position',
    });
    const sent = await city.assign(incident, { teamId: team, override: true });
    expect(sent).toMatchObject({ etaSeconds: null, etaSource: null, distanceMetres: null });
  });
});

describe('diverting a team', () => {
  const divert = (assignmentId: string, incidentId: string, more: object = {}) =>
    world.ground.get(Assigning).divert(city.caller(), assignmentId, { incidentId, ...more });

  it('ends one assignment and begins the other, and the first incident waits again', async () => {
    const team = await world.newTeam({ callSign: 'ONE' });
    const less = await world.newIncident({ priority: 'P2' });
    const more = await world.newIncident({ priority: 'P1', at: world.east(990) });
    const first = await city.assign(less);
    await city.report(first.id, 'acknowledged', 'en_route');
    const second = valueOf(await divert(first.id, more, { reason: 'cardiac_arrest' }));
    expect(second).toMatchObject({ teamId: team, incidentId: more, state: 'offered', etaSeconds: 167 });
    expect(await city.assignmentsOf(less)).toEqual(['ONE: diverted']);
    expect(await world.incidentState(less)).toBe('queued');
    expect(await world.incidentState(more)).toBe('assigned');
    expect((await world.journalOf(less)).slice(-3)).toMatchObject([
      { type: 'assignment.diverted', payload: { from: 'en_route', reason: 'cardiac_arrest' } },
      { type: 'incident.state_changed', payload: { from: 'en_route', to: 'queued' } },
      { type: 'incident.queued', payload: { reason: 'assignment_lost' } },
    ]);
    expect(await city.timersOf(first.id)).toEqual({});
  });

  it('is never possible with a patient, and then changes nothing', async () => {
    await world.newTeam({ callSign: 'ONE' });
    const first = await city.assign(await world.newIncident());
    const other = await world.newIncident();
    await city.report(first.id, 'en_route', 'on_scene');
    for (const step of ['transporting', 'at_hospital', 'cleared'] as const) {
      const refusal = refusalOf(await divert(first.id, other));
      expect(refusal).toMatchObject({ code: 'transition_not_allowed', current: { id: first.id } });
      expect(refusal.allowed).not.toContain('diverted');
      await city.report(first.id, step);
    }
    expect(await city.assignmentsOf(other)).toEqual([]);
  });

  it('leaves the first assignment as it was when the other incident cannot have the team', async () => {
    await world.newTeam({ callSign: 'MOTOR', kind: 'motor_ambulance' });
    const first = await city.assign(await world.newIncident({ priority: 'P3' }));
    const closed = await world.newIncident({ state: 'closed' });
    expect(refusalOf(await divert(first.id, closed)).code).toBe('incident_closed');
    const unfitting = await world.newIncident({ type: 'transfer', priority: 'P1' });
    expect(refusalOf(await divert(first.id, unfitting)).code).toBe('team_not_suitable');
    expect(refusalOf(await divert(first.id, first.incidentId)).code).toBe('validation_failed');
    expect(refusalOf(await divert(uuidv7(), unfitting)).code).toBe('not_found');
    expect(await city.assignmentsOf(first.incidentId)).toEqual(['MOTOR: offered']);
    expect(valueOf(await divert(first.id, unfitting, { override: true }))).toMatchObject({ fitsPlan: false });
  });
});
