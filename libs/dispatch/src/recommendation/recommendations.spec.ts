import { rows, uuidv7 } from '#lib/platform';
import { DispatchModule } from '../dispatch.module.js';
import { cityCenter, World } from '../testing/world.js';
import { Recommendations } from './recommendations.js';
import type { RecommendationView, SceneRequest } from './recommendation.dto.js';

let world: World;

beforeAll(async () => {
  world = await World.prepare([DispatchModule]);
});
afterAll(() => world.close());

const recommend = async (on: World, incidentId: string, limit?: number): Promise<RecommendationView> => {
  const caller = on.ground.caller(on.centerId);
  const made = await on.ground.get(Recommendations).view(caller, incidentId, limit);
  if (!made.accepted) throw new Error(made.refusal.code);
  return made.value;
};
const foresee = (on: World, scene: SceneRequest): Promise<RecommendationView> =>
  on.ground.get(Recommendations).viewOf(on.ground.caller(on.centerId), scene);
const teamsOf = ({ items }: RecommendationView) => items.map(({ team }) => team.callSign);
const passedOverOf = ({ passedOver }: RecommendationView) =>
  Object.fromEntries(passedOver.map(({ team, reason }) => [team.callSign, reason]));

describe('a recommendation', () => {
  it('lists the fitting teams by travel time, with where they are and how old that is', async () => {
    const city = await world.another();
    const near = await city.newTeam({ callSign: 'NEAR', at: city.east(990) });
    await city.newTeam({
      callSign: 'FAR',
      at: city.east(4_000),
      source: 'base',
      fixAt: city.secondsAgo(90_000),
    });
    const incident = await city.newIncident();
    const made = await recommend(city, incident);
    // 990 m × 1.4 at 30 km/h
    expect(made.items[0]).toEqual({
      team: {
        id: near,
        callSign: 'NEAR',
        kind: 'als_ambulance',
        capabilities: [],
        lat: expect.closeTo(city.east(990).lat, 6),
        lon: expect.closeTo(city.east(990).lon, 6),
      },
      distanceMetres: 1_386,
      etaSeconds: 167,
      etaSource: 'straight_line',
      fixAgeSeconds: 5,
      reasons: ['nearest', 'fits_plan'],
    });
    expect(made.items[1]).toMatchObject({ fixAgeSeconds: null, reasons: ['fits_plan', 'at_base'] });
    expect(made).toMatchObject({
      passedOver: [],
      etaSource: 'straight_line',
      fallbackReason: 'not_configured',
      complete: true,
      madeAt: city.now.toISOString(),
      plan: { type: null, priority: 'P1', unitNumber: 1, unitCount: 1, missing: 1 },
    });
  });

  it('tells of the teams it passed over, each with its reason', async () => {
    const city = await world.another();
    const incident = await city.newIncident();
    const other = await city.newIncident();
    await city.newTeam({ callSign: 'OFF', onDuty: false });
    await city.newAssignment(other, await city.newTeam({ callSign: 'BUSY' }));
    await city.newTeam({ callSign: 'KIND', kind: 'field_team' });
    await city.newTeam({ callSign: 'CREW', crew: 1, minimumCrew: 2 });
    await city.newTeam({ callSign: 'OLD', fixAt: city.secondsAgo(901) });
    await city.newTeam({ callSign: 'FAR', at: city.east(60_000) });
    await city.newTeam({ callSign: 'GONE', active: false });
    await city.newTeam({ callSign: 'LOST', located: false });
    const tried = await city.newTeam({ callSign: 'TRIED' });
    await city.newAssignment(incident, tried, { state: 'declined', endedAt: city.now });
    await city.newTeam({ callSign: 'FIT', at: city.east(5_000) });
    const made = await recommend(city, incident);
    expect(teamsOf(made)).toEqual(['FIT']);
    expect(passedOverOf(made)).toEqual({
      OFF: 'off_duty',
      BUSY: 'busy',
      KIND: 'wrong_kind',
      CREW: 'crew_incomplete',
      OLD: 'fix_too_old',
      FAR: 'too_far',
      TRIED: 'already_tried',
    });
  });

  it('lets the team go first that has worked less, among those about as near', async () => {
    const city = await world.another();
    const earlier = await city.newIncident();
    const worked = await city.newTeam({ callSign: 'WORKED', at: city.east(100) });
    await city.newAssignment(earlier, worked, { state: 'cleared', endedAt: city.now });
    await city.newTeam({ callSign: 'RESTED', at: city.east(150) });
    const made = await recommend(city, await city.newIncident());
    expect(teamsOf(made)).toEqual(['RESTED', 'WORKED']);
    expect(made.items[0]!.reasons).toContain('less_burdened');
  });

  it('counts as burden what a team took in this duty and the last twelve hours, not what it declined', async () => {
    const city = await world.another();
    const earlier = await city.newIncident();
    const longAgo = await city.newTeam({
      callSign: 'A',
      at: city.east(150),
      dutySince: city.secondsAgo(100_000),
    });
    await city.newAssignment(earlier, longAgo, { state: 'cleared', offeredAt: city.secondsAgo(43_300) });
    const lastDuty = await city.newTeam({
      callSign: 'B',
      at: city.east(140),
      dutySince: city.secondsAgo(600),
    });
    await city.newAssignment(earlier, lastDuty, { state: 'cleared', offeredAt: city.secondsAgo(700) });
    const declined = await city.newTeam({ callSign: 'C', at: city.east(130) });
    await city.newAssignment(earlier, declined, { state: 'declined', offeredAt: city.secondsAgo(60) });
    const worked = await city.newTeam({ callSign: 'D', at: city.east(120) });
    await city.newAssignment(earlier, worked, { state: 'cleared', offeredAt: city.secondsAgo(60) });
    expect(teamsOf(await recommend(city, await city.newIncident()))).toEqual(['A', 'B', 'C', 'D']);
  });

  it('asks a team again that declined in an earlier duty, or before the incident was reopened', async () => {
    const city = await world.another();
    const incident = await city.newIncident();
    const team = await city.newTeam({ callSign: 'A', dutySince: city.secondsAgo(600) });
    await city.newAssignment(incident, team, { state: 'declined', endedAt: city.secondsAgo(700) });
    expect(teamsOf(await recommend(city, incident))).toEqual(['A']);
    await city.newAssignment(incident, team, { state: 'expired', endedAt: city.secondsAgo(500) });
    expect(teamsOf(await recommend(city, incident))).toEqual([]);
    await city.database.query(
      `insert into journal (center_id, seq, occurred_at, type, subject_id, subject_version, actor, incident_id, payload)
       values ($1, 1, $3, 'incident.reopened', $2, 2, 'system', $2, '{}')`,
      [city.centerId, incident, city.secondsAgo(400)],
    );
    expect(teamsOf(await recommend(city, incident))).toEqual(['A']);
  });

  it('is for the next unit of the plan that nobody sent fills', async () => {
    const city = await world.another();
    await city.newTeam({ callSign: 'ALS', at: city.east(2_000) });
    const motor = await city.newTeam({ callSign: 'MOTOR', kind: 'motor_ambulance' });
    const incident = await city.newIncident({ type: 'cardiac_arrest' });
    const first = await recommend(city, incident);
    expect(teamsOf(first)).toEqual(['MOTOR', 'ALS']);
    expect(first.plan).toMatchObject({ type: 'cardiac_arrest', unitNumber: 1, unitCount: 2, missing: 1 });
    await city.newAssignment(incident, motor);
    const second = await recommend(city, incident);
    expect(teamsOf(second)).toEqual(['ALS']);
    expect(second.plan).toMatchObject({ unitNumber: 2, missing: 1 });
  });

  it('keeps ambulances for those in danger where a visit is asked for and nobody knows how urgent it is', async () => {
    const city = await world.another();
    await city.newTeam({ callSign: 'AMBULANCE' });
    await city.newTeam({ callSign: 'VISIT', kind: 'home_visit_team', at: city.east(3_000) });
    const visit = await city.newIncident({ type: 'home_visit', priority: null });
    expect(teamsOf(await recommend(city, visit))).toEqual(['VISIT']);
    const ambulances = [{ kinds: ['bls_ambulance', 'als_ambulance'], capabilities: [], count: 1 }];
    await city.database.query(
      `insert into response_plan (id, center_id, type, priority, units, updated_at) values ($1, $2, 'home_visit', 'P3', $3, $4)`,
      [uuidv7(), city.centerId, JSON.stringify(ambulances), city.now],
    );
    expect(teamsOf(await recommend(city, visit))).toEqual(['AMBULANCE']);
  });

  it('follows the center’s own plan, and finds the capability it asks for however far out', async () => {
    const city = await world.another();
    await city.database.query(
      `insert into response_plan (id, center_id, type, priority, units, updated_at) values ($1, $2, null, 'P2', $3, $4)`,
      [
        uuidv7(),
        city.centerId,
        JSON.stringify([{ kinds: ['bls_ambulance'], capabilities: ['midwife', 'oxygen'], count: 1 }]),
        city.now,
      ],
    );
    for (let index = 0; index < 150; index++) {
      await city.newTeam({ kind: 'bls_ambulance', at: city.east(index) });
    }
    await city.newTeam({
      callSign: 'ONE',
      kind: 'bls_ambulance',
      capabilities: ['midwife'],
      at: city.east(9_000),
    });
    const made = await recommend(city, await city.newIncident({ priority: null }));
    expect(teamsOf(made)).toEqual(['ONE']);
    expect(made.complete).toBe(true);
    expect(made.passedOver).toHaveLength(20);
    expect(made.passedOverCount).toBe(128);
  });

  it('sees nothing of another center’s teams and incidents', async () => {
    const city = await world.another();
    const neighbour = await world.another();
    await neighbour.newTeam();
    const incident = await city.newIncident();
    expect(await recommend(city, incident)).toMatchObject({ items: [], passedOver: [], complete: true });
    const asked = await city.ground
      .get(Recommendations)
      .view(city.ground.caller(neighbour.centerId), incident);
    expect(asked).toMatchObject({ refusal: { code: 'not_found' } });
  });

  it('names a team for every open place of the plan, none for two, and the place for which nobody is left', async () => {
    const city = await world.another();
    await city.newTeam({ callSign: 'MTR', kind: 'motor_ambulance' });
    const als = await city.newTeam({ callSign: 'ALS', at: city.east(3_000) });
    const incident = await city.newIncident({ type: 'cardiac_arrest' });
    const placesOf = ({ places }: RecommendationView) =>
      places.map(({ unitNumber, best }) => [unitNumber, best?.team.callSign ?? null]);
    const both = [
      [1, 'MTR'],
      [2, 'ALS'],
    ];
    expect(placesOf(await recommend(city, incident))).toEqual(both);
    const scene: SceneRequest = { place: cityCenter, type: 'cardiac_arrest', priority: 'P1', limit: 1 };
    expect(placesOf(await foresee(city, scene))).toEqual(both);
    await city.newAssignment(await city.newIncident(), als);
    expect(placesOf(await recommend(city, incident))).toEqual([
      [1, 'MTR'],
      [2, null],
    ]);
    const met = await city.newIncident({ type: 'transfer' });
    await city.newAssignment(met, await city.newTeam());
    expect(placesOf(await recommend(city, met))).toEqual([]);
  });

  it('is not made for a closed incident', async () => {
    const city = await world.another();
    const incident = await city.newIncident({ state: 'closed' });
    const caller = city.ground.caller(city.centerId);
    expect(await city.ground.get(Recommendations).view(caller, incident)).toMatchObject({
      refusal: { code: 'incident_closed' },
    });
  });

  it('for a place that is no incident yet names whom sending then sends, however its plan is found', async () => {
    const city = await world.another();
    const units = [{ kinds: ['bls_ambulance'], capabilities: ['midwife'], count: 1 }];
    await city.database.query(
      `insert into response_plan (id, center_id, type, priority, determinant, units, updated_at)
       values ($1, $2, null, 'P1', '17.A.01', $3, $4)`,
      [uuidv7(), city.centerId, JSON.stringify(units), city.now],
    );
    await city.newTeam({ callSign: 'MOTOR', kind: 'motor_ambulance' });
    await city.newTeam({ callSign: 'ALS', at: city.east(2_000) });
    await city.newTeam({
      callSign: 'MIDWIFE',
      kind: 'bls_ambulance',
      capabilities: ['midwife'],
      at: city.east(4_000),
    });
    const place = city.east(500);
    const kept = async () => {
      const [row] = await rows<{ entries: number; decisions: number; incidents: number }>(
        city.database,
        `select (select count(*)::int from journal where center_id = $1) as entries,
                (select count(*)::int from recommendation where center_id = $1) as decisions,
                (select count(*)::int from incident where center_id = $1) as incidents`,
        [city.centerId],
      );
      return row;
    };
    for (const [scene, best] of [
      [{}, 'ALS'],
      [{ type: 'cardiac_arrest', priority: 'P1' }, 'MOTOR'],
      [{ type: 'cardiac_arrest', priority: null }, 'ALS'],
      [{ type: 'childbirth', priority: 'P1', determinant: '17.A.01' }, 'MIDWIFE'],
      [{ type: 'childbirth', priority: 'P2', determinant: '17.A.01' }, 'ALS'],
    ] as const) {
      const before = await kept();
      const foreseen = await foresee(city, { place, ...scene });
      expect([scene, teamsOf(foreseen)[0]]).toEqual([scene, best]);
      expect(await kept()).toEqual(before);
      const incident = await city.newIncident({
        at: place,
        type: 'unknown_problem',
        priority: null,
        ...scene,
      });
      if ('determinant' in scene) {
        await city.database.query('update incident set determinant = $2 where id = $1', [
          incident,
          scene.determinant,
        ]);
      }
      expect(await recommend(city, incident)).toEqual(foreseen);
    }
  });

  it('for a place sees nothing of another center’s teams and plans, and says that nobody is there', async () => {
    const city = await world.another();
    const neighbour = await world.another();
    await neighbour.newTeam({ callSign: 'THEIRS' });
    await neighbour.database.query(
      `insert into response_plan (id, center_id, type, priority, units, updated_at) values ($1, $2, null, 'P2', $3, $4)`,
      [
        uuidv7(),
        neighbour.centerId,
        JSON.stringify([{ kinds: ['field_team'], capabilities: [], count: 3 }]),
        city.now,
      ],
    );
    const alone = await foresee(city, { place: cityCenter });
    expect(alone).toMatchObject({ items: [], passedOver: [], passedOverCount: 0, complete: true });
    expect(alone.plan).toMatchObject({ priority: 'P2', unit: { count: 1 } });
    expect(alone.plan.unit.kinds).not.toEqual(['field_team']);
    await city.newTeam({ callSign: 'OURS' });
    await city.newTeam({ callSign: 'OURS TOO', at: city.east(900) });
    expect(teamsOf(await foresee(city, { place: cityCenter, limit: 1 }))).toEqual(['OURS']);
  });

  it('measures on the same sphere as the database sorts', async () => {
    const { haversineMetres } = await import('#lib/kernel');
    const [row] = await world.database.query(
      `select ST_SetSRID(ST_MakePoint(107.6, -6.9), 4326)::geography
                <-> ST_SetSRID(ST_MakePoint(107.9, -6.7), 4326)::geography as metres`,
    );
    expect(haversineMetres(cityCenter, { lat: -6.7, lon: 107.9 }) / row.metres).toBeCloseTo(1, 7);
  });
});
