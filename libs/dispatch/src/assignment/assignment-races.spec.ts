import { seededRandom } from '#lib/kernel';
import { migrations, rows, testDatabase, type Database } from '#lib/platform';
import { describeOnServer } from '#testing';
import { IncidentClosing } from '#lib/incident';
import { Responding } from '../response/responding.js';
import { ResponsePlans } from '../response-plan/response-plans.js';
import { DispatchWorld } from '../testing/dispatch-world.js';
import type { Refusal } from '#lib/platform';
import type { Result } from '#lib/kernel';

/** Two processes on one database, as far as races can tell. */
describeOnServer('people who act at the same moment', () => {
  let database: Database;
  let one: DispatchWorld;
  let other: DispatchWorld;
  const random = seededRandom(119);

  beforeAll(async () => {
    database = await testDatabase({ migrations });
    one = await DispatchWorld.prepare({ on: database });
    other = await DispatchWorld.prepare({ on: database, centerId: one.world.centerId });
  });
  beforeEach(() => clearStage());
  afterAll(async () => {
    await other.world.ground.context.close();
    await one.close();
  });

  const either = () => (random() < 0.5 ? one : other);
  const clients = () => 2 + Math.floor(random() * 7);

  async function clearStage(): Promise<void> {
    await database.dataSource.query(
      `update assignment set state = 'cleared', ended_at = now() where ended_at is null`,
    );
    await database.dataSource.query(`update team set active = false, on_duty = false`);
    await database.dataSource.query(`update incident set state = 'closed'`);
    await database.dataSource.query(`update deadline set finished_at = now() where finished_at is null`);
  }

  /** Never more than one live assignment a team, whatever the index says. */
  async function expectNoTeamTwice(): Promise<void> {
    const twice = await rows(
      database.dataSource,
      `select team_id from assignment where ended_at is null group by team_id having count(*) > 1`,
    );
    expect(twice).toEqual([]);
  }

  const refusals = (results: Result<unknown, Refusal>[]): Refusal[] =>
    results.flatMap((result) => (result.accepted ? [] : [result.refusal]));

  it('and want the same team for different incidents: one gets it, the others see with what it is busy', async () => {
    for (let round = 0; round < 25; round++) {
      const team = await one.world.newTeam();
      const incidents = await Promise.all(Array.from({ length: clients() }, () => one.world.newIncident()));
      const results = await Promise.all(
        incidents.map((incident) => either().tryAssigning(incident, { teamId: team })),
      );
      const lost = refusals(results);
      expect(lost).toHaveLength(incidents.length - 1);
      for (const refusal of lost) {
        expect(refusal).toMatchObject({
          code: 'team_already_assigned',
          current: { teamId: team, state: 'offered' },
        });
      }
      await expectNoTeamTwice();
      await clearStage();
    }
  });

  it('and send the best team to the same incident: it gets one, the others see which', async () => {
    for (let round = 0; round < 25; round++) {
      for (let index = 0; index < 4; index++) await one.world.newTeam({ at: one.world.east(index * 500) });
      const incident = await one.world.newIncident();
      const results = await Promise.all(
        Array.from({ length: clients() }, () => either().tryAssigning(incident)),
      );
      expect(results.filter(({ accepted }) => accepted)).toHaveLength(1);
      for (const refusal of refusals(results)) {
        expect(refusal).toMatchObject({
          code: 'plan_met',
          current: { assignments: [{ incidentId: incident }] },
        });
      }
      await clearStage();
    }
  });

  it('and send the best team to different incidents: each gets another one, as far as teams reach', async () => {
    for (let round = 0; round < 15; round++) {
      for (let index = 0; index < 4; index++) await one.world.newTeam({ at: one.world.east(index * 500) });
      const incidents = await Promise.all(Array.from({ length: 8 }, () => one.world.newIncident()));
      const results = await Promise.all(incidents.map((incident) => either().tryAssigning(incident)));
      expect(results.filter(({ accepted }) => accepted)).toHaveLength(4);
      for (const refusal of refusals(results)) expect(refusal).toEqual({ code: 'no_team_available' });
      await expectNoTeamTwice();
      await clearStage();
    }
  });

  const sendAll = (city: DispatchWorld, incident: string) =>
    city.world.ground.get(Responding).send(city.caller(), incident);
  const liveOf = async (incident: string): Promise<string[]> =>
    (await one.assignmentsOf(incident)).filter((text) => text.endsWith(': offered'));
  /** So many motorcycles and ALS ambulances, with the call signs that they are given. */
  async function fleet(count: number): Promise<void> {
    for (let index = 0; index < count; index++) {
      const at = one.world.east(index * 300);
      await one.world.newTeam({ kind: 'motor_ambulance', at });
      await one.world.newTeam({ at: one.world.east(2_000 + index * 300) });
    }
  }

  it('and send all that the plan asks for to the same incident: it gets that once, the others see it', async () => {
    for (let round = 0; round < 20; round++) {
      await fleet(4);
      const incident = await one.world.newIncident({ type: 'cardiac_arrest' });
      const results = await Promise.all(Array.from({ length: clients() }, () => sendAll(either(), incident)));
      expect(results.filter(({ accepted }) => accepted)).toHaveLength(1);
      for (const refusal of refusals(results)) expect(refusal.code).toBe('plan_met');
      expect(await liveOf(incident)).toHaveLength(2);
      await clearStage();
    }
  });

  it('and send all that their plans ask for to different incidents: no team twice, no plan exceeded', async () => {
    for (let round = 0; round < 12; round++) {
      await fleet(3);
      const incidents = await Promise.all(
        Array.from({ length: 5 }, () => one.world.newIncident({ type: 'cardiac_arrest' })),
      );
      const results = await Promise.all(
        incidents.flatMap((incident) => [sendAll(either(), incident), either().tryAssigning(incident)]),
      );
      for (const refusal of refusals(results)) {
        expect(['plan_met', 'no_team_available', 'version_mismatch']).toContain(refusal.code);
      }
      const live = await Promise.all(incidents.map(liveOf));
      for (const teams of live) expect(teams.length).toBeLessThanOrEqual(2);
      expect(live.flat()).toHaveLength(6);
      await expectNoTeamTwice();
      await clearStage();
    }
  });

  it('and send all that the plan asks for while teams that did not answer are replaced: never more than it asks', async () => {
    for (let round = 0; round < 15; round++) {
      await fleet(3);
      const incident = await one.world.newIncident({ type: 'cardiac_arrest' });
      await sendAll(one, incident);
      await database.dataSource.query(
        `update deadline set due_at = $1 where kind = 'assignment.acknowledge_by' and finished_at is null`,
        [one.world.now],
      );
      await Promise.all([one.fireDue(), sendAll(other, incident), other.fireDue(), sendAll(one, incident)]);
      while ((await one.fireDue()) > 0);
      expect(await liveOf(incident)).toHaveLength(2);
      await expectNoTeamTwice();
      await clearStage();
    }
  });

  it('and send all that the plan asks for while teams become free: never more than it asks', async () => {
    for (let round = 0; round < 15; round++) {
      const incident = await one.world.newIncident({ type: 'cardiac_arrest' });
      await sendAll(one, incident);
      await fleet(2);
      await database.dataSource.query(
        `insert into deadline (id, center_id, kind, subject_id, due_at)
         select gen_random_uuid(), $1, 'team.offer_waiting', id, $2 from team where center_id = $1 and on_duty`,
        [one.world.centerId, one.world.now],
      );
      await Promise.all([one.fireDue(), sendAll(other, incident), other.fireDue(), sendAll(one, incident)]);
      expect(await liveOf(incident)).toHaveLength(2);
      await expectNoTeamTwice();
      await clearStage();
    }
  });

  it('and report different next steps: one is taken, and the journal has each step once', async () => {
    for (let round = 0; round < 15; round++) {
      await one.world.newTeam();
      const incident = await one.world.newIncident();
      const { id } = await one.assign(incident);
      const steps = ['acknowledged', 'declined', 'recalled', 'acknowledged', 'declined'] as const;
      await Promise.all(steps.map((state) => either().tryReporting(id, { state, reason: 'vehicle_defect' })));
      const [assignment] = await rows<{ state: string; version: number }>(
        database.dataSource,
        `select state, version from assignment where id = $1`,
        [id],
      );
      const entries = (await one.world.journalOf(incident)).filter(({ subjectId }) => subjectId === id);
      expect(entries.map(({ subjectVersion }) => subjectVersion)).toEqual(
        Array.from({ length: assignment!.version }, (_, index) => index + 1),
      );
      await clearStage();
    }
  });

  it('and answer in the moment the time runs out: answered or expired, never both', async () => {
    for (let round = 0; round < 15; round++) {
      await one.world.newTeam({ callSign: `A${round}` });
      await one.world.newTeam({ callSign: `B${round}`, at: one.world.east(2_000) });
      const incident = await one.world.newIncident();
      const { id } = await one.assign(incident);
      await database.dataSource.query(`update deadline set due_at = $2 where subject_id = $1`, [
        id,
        one.world.now,
      ]);
      await Promise.all([one.fireDue(), other.tryReporting(id, { state: 'acknowledged' }), other.fireDue()]);
      await one.fireDue();
      expect([[`A${round}: acknowledged`], [`A${round}: expired`, `B${round}: offered`]]).toContainEqual(
        await one.assignmentsOf(incident),
      );
      await clearStage();
    }
  });

  it('and send a team while another closes the incident: nobody is left under way to a closed incident', async () => {
    for (let round = 0; round < 15; round++) {
      await one.world.newTeam();
      const incident = await one.world.newIncident();
      await Promise.all([
        either().tryAssigning(incident),
        other.world.ground.get(IncidentClosing).close(other.caller(), incident, { disposition: 'cancelled' }),
        either().tryAssigning(incident),
      ]);
      expect(await one.world.incidentState(incident)).toBe('closed');
      const live = await rows(
        database.dataSource,
        `select id from assignment where incident_id = $1 and ended_at is null`,
        [incident],
      );
      expect(live).toEqual([]);
      await clearStage();
    }
  });

  it('while teams become free: each waiting incident is offered one team, each team one incident', async () => {
    for (let round = 0; round < 10; round++) {
      const incidents = await Promise.all(Array.from({ length: 3 }, () => one.world.newIncident()));
      await Promise.all(incidents.map((incident) => either().tryAssigning(incident)));
      const teams = await Promise.all([0, 1, 2].map(() => one.world.newTeam()));
      for (const team of teams) {
        await database.dataSource.query(
          `insert into deadline (id, center_id, kind, subject_id, due_at)
           values (gen_random_uuid(), $1, 'team.offer_waiting', $2, $3)`,
          [one.world.centerId, team, one.world.now],
        );
      }
      await Promise.all([one.fireDue(), other.fireDue()]);
      for (const incident of incidents) expect(await one.assignmentsOf(incident)).toHaveLength(1);
      await expectNoTeamTwice();
      await clearStage();
    }
  });

  it('and decide the same response plan: one does, the others see what was decided', async () => {
    const plan = (count: number) => ({
      type: 'eye' as const,
      priority: 'P4' as const,
      units: [{ kinds: ['field_team' as const], capabilities: [], count }],
    });
    const results = await Promise.all(
      [1, 2, 3, 4].map((count) =>
        either().world.ground.get(ResponsePlans).put(one.caller('admin'), plan(count), undefined),
      ),
    );
    expect(results.filter(({ accepted }) => accepted)).toHaveLength(1);
    const lost = refusals(results).map(({ code }) => code);
    expect(['version_mismatch', 'if_match_required']).toEqual(expect.arrayContaining(lost));
  });
});
