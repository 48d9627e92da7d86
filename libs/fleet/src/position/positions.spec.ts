import type { PositionMessage } from '#lib/contract';
import { Metrics, type Caller } from '#lib/platform';
import { describeOnServer } from '#testing';
import { TeamDuty } from '../duty/team-duty.js';
import { Teams } from '../team/teams.js';
import { FleetGround } from '../testing/fleet-ground.js';
import type { Fix, TeamFix } from './fix.js';
import { PositionFeed } from './position-feed.js';
import { Positions } from './positions.js';
import { Tracks } from './tracks.js';

describe('positions', () => {
  let fleet: FleetGround;
  let positions: Positions;
  let tracker: Caller;

  beforeAll(async () => {
    fleet = await FleetGround.prepare();
    positions = fleet.ground.get(Positions);
  });
  afterAll(() => fleet.close());
  beforeEach(async () => {
    await fleet.begin();
    tracker = fleet.caller('integration');
  });

  /** A fix so many seconds from now, a little further east each second. */
  const fixIn = (seconds: number, more: Partial<Fix> = {}): Fix => ({
    lat: -6.9,
    lon: 107.6 + seconds / 10_000,
    at: new Date(fleet.ground.clock.now().getTime() + seconds * 1000),
    ...more,
  });
  async function stored(fixes: TeamFix[], caller = tracker) {
    const result = await positions.store(caller, fixes);
    if (!result.accepted) throw new Error(result.refusal.code);
    return result.value;
  }
  const positionOf = async (teamId: string) =>
    (await fleet.ground.get(Teams).find(fleet.admin.centerId, teamId))!.position;
  async function trackOf(teamId: string, more = {}) {
    const page = await fleet.ground.get(Tracks).view(fleet.caller('supervisor'), teamId, {
      from: new Date('2026-11-01T00:00:00Z'),
      to: new Date('2026-12-01T00:00:00Z'),
      ...more,
    });
    if (!page.accepted) throw new Error(page.refusal.code);
    return page.value;
  }

  it('move a team to its newest fix and keep every one of them', async () => {
    const { id } = await fleet.newTeamOnDuty();
    fleet.ground.clock.advanceSeconds(60);
    const batch = [-3, -1, -2].map((seconds) => ({ ...fixIn(seconds), teamId: id }));
    expect(await stored(batch)).toEqual({ accepted: 3, ignored: 0, reasons: {} });
    expect(await positionOf(id)).toMatchObject({
      lon: fixIn(-1).lon,
      at: fixIn(-1).at.toISOString(),
      receivedAt: fleet.ground.clock.now().toISOString(),
      source: 'tracker',
    });
    const track = await trackOf(id);
    expect(track.items.map(({ at }) => at)).toEqual([-3, -2, -1].map((s) => fixIn(s).at.toISOString()));
  });

  it('carry what the device knows of them', async () => {
    const { id } = await fleet.newTeamOnDuty();
    const fix = fixIn(1, { accuracyMetres: 12.5, speed: 8.25, heading: 270 });
    const member = fleet.caller('team', { teamId: id });
    expect(await positions.storeFor(member, id, [fix])).toMatchObject({ value: { accepted: 1 } });
    expect(await positionOf(id)).toMatchObject({
      accuracyMetres: 12.5,
      speed: 8.25,
      heading: 270,
      source: 'device',
    });
    await positions.storeFor(member, id, [fixIn(2, { heading: null })]);
    expect(await positionOf(id)).toMatchObject({ accuracyMetres: null, speed: null, heading: null });
    await positions.storeFor(member, id, [fixIn(3, { speed: 1e-50, heading: 0 })]);
    expect(await positionOf(id)).toMatchObject({ accuracyMetres: null, speed: 0, heading: 0 });
  });

  it('are ignored and counted when they were sent before, are older, or come from a wrong clock', async () => {
    const { id } = await fleet.newTeamOnDuty();
    fleet.ground.clock.advanceSeconds(60);
    await positions.storeFor(tracker, id, [fixIn(-10)]);
    const answer = await positions.storeFor(tracker, id, [
      fixIn(-20),
      fixIn(-10),
      fixIn(-5),
      fixIn(-5),
      fixIn(31),
      fixIn(29),
      { ...fixIn(-1), lat: 0, lon: 0 },
      fixIn(-90),
    ]);
    expect(answer).toMatchObject({
      value: {
        accepted: 2,
        ignored: 6,
        reasons: { out_of_order: 1, duplicate: 2, future: 1, no_place: 1, off_duty: 1 },
      },
    });
    expect((await positionOf(id))!.at).toBe(fixIn(29).at.toISOString());
    const metrics = await fleet.ground.get(Metrics).text();
    expect(metrics).toMatch(/layad_positions_ignored_total\{reason="future"\} [1-9]/);
    expect(metrics).toMatch(/layad_positions_accepted_total [1-9]/);
  });

  it('are not kept of a team off duty', async () => {
    const { id } = await fleet.newTeamOnDuty();
    await fleet.ground.get(TeamDuty).change(fleet.admin, id, { onDuty: false });
    expect(await positions.storeFor(tracker, id, [fixIn(1)])).toMatchObject({
      value: { accepted: 0, ignored: 1, reasons: { off_duty: 1 } },
    });
    expect((await trackOf(id)).items).toEqual([]);
  });

  it('of many teams come by id or by call sign, and one unknown team does not stop the others', async () => {
    const one = await fleet.newTeamOnDuty({ callSign: 'AMB-01' });
    const other = await fleet.newTeamOnDuty();
    const stranger = '018f0000-0000-7000-8000-000000000000';
    const answer = await stored([
      { ...fixIn(1), callSign: 'AMB-01' },
      { ...fixIn(1), teamId: stranger },
      { ...fixIn(1), teamId: other.id.toUpperCase() },
      { ...fixIn(1), callSign: 'NOBODY' },
      fixIn(1),
    ]);
    expect(answer).toEqual({ accepted: 2, ignored: 3, reasons: { unknown_team: 3 } });
    expect((await positionOf(one.id))!.source).toBe('tracker');
  });

  it('are a team’s own: another team’s and another center’s are not known', async () => {
    const own = await fleet.newTeamOnDuty();
    const other = await fleet.newTeamOnDuty();
    const member = fleet.caller('team', { teamId: own.id });
    expect(await positions.storeFor(member, other.id, [fixIn(1)])).toMatchObject({
      refusal: { code: 'not_found' },
    });
    expect(await stored([{ ...fixIn(1), teamId: other.id }], member)).toMatchObject({ accepted: 0 });
    expect(await positions.storeFor(member, other.id, [])).toMatchObject({ refusal: { code: 'not_found' } });
    const stranger = fleet.ground.caller((await fleet.ground.newCenter()).id, 'integration');
    expect(await positions.storeFor(stranger, own.id, [fixIn(1)])).toMatchObject({
      refusal: { code: 'not_found' },
    });
  });

  it('are told to whoever follows them: one a team, its newest, only when it moved', async () => {
    const one = await fleet.newTeamOnDuty();
    const other = await fleet.newTeamOnDuty();
    const heard: PositionMessage[] = [];
    const feed = fleet.ground.get(PositionFeed);
    feed.onStored((centerId, messages) => {
      if (centerId === fleet.admin.centerId) heard.push(...messages);
    });
    feed.onStored(() => {
      throw new Error('a careless listener');
    });
    await stored([
      { ...fixIn(1), teamId: one.id },
      { ...fixIn(2, { heading: 90 }), teamId: one.id },
      { ...fixIn(3, { speed: null }), teamId: other.id },
    ]);
    await stored([{ ...fixIn(1), teamId: one.id }]);
    await positions.storeFor(tracker, other.id, []);
    const byTeam = [one.id, other.id].sort();
    expect(heard.map(({ teamId }) => teamId)).toEqual(byTeam);
    expect(heard).toContainEqual({
      teamId: one.id,
      lat: -6.9,
      lon: fixIn(2).lon,
      at: fixIn(2).at.toISOString(),
      heading: 90,
    });
  });

  it('are answered the same again under the same idempotency key', async () => {
    const { id } = await fleet.newTeamOnDuty();
    const caller = { ...tracker, idempotency: { key: 'k', requestHash: 'h' } };
    const first = await positions.storeFor(caller, id, [fixIn(1)]);
    expect(await positions.storeFor(caller, id, [fixIn(1)])).toEqual(first);
    expect(first).toMatchObject({ value: { accepted: 1 } });
  });

  it('are read as a track in pages, and each reading stays in the trail of access', async () => {
    const { id } = await fleet.newTeamOnDuty();
    await positions.storeFor(
      tracker,
      id,
      [1, 2, 3, 4, 5].map((second) => fixIn(second)),
    );
    const first = await trackOf(id, { limit: 3 });
    const second = await trackOf(id, { limit: 3, cursor: first.nextCursor });
    expect(second.nextCursor).toBeNull();
    expect([...first.items, ...second.items]).toHaveLength(5);
    expect((await trackOf(id, { to: fixIn(3).at })).items).toHaveLength(2);
    const antiquity = { from: new Date('0000-01-01T00:00:00Z'), to: new Date('0000-01-02T00:00:00Z') };
    expect((await trackOf(id, antiquity)).items).toEqual([]);
    const trail: unknown[] = await fleet.ground.dataSource.query(
      `select actor from personal_data_access where subject_id = $1 and action = 'team.track_opened'`,
      [id],
    );
    expect(trail).toHaveLength(4);
  });

  it.each([
    ['range', '2026-11-01T00:00:00Z', '2026-11-01T00:00:00Z'],
    ['tooLong', '2026-10-01T00:00:00Z', '2026-11-21T00:00:00Z'],
  ])('are not read over a wrong range: %s', async (rule, from, to) => {
    const { id } = await fleet.newTeam();
    const range = { from: new Date(from), to: new Date(to) };
    expect(await fleet.ground.get(Tracks).view(fleet.admin, id, range)).toMatchObject({
      refusal: { fields: [{ field: 'query.to', rule }] },
    });
  });

  describeOnServer('under races', () => {
    it('end at the newest fix of each team, whatever order parallel batches come in', async () => {
      const teams = await Promise.all(Array.from({ length: 12 }, () => fleet.newTeamOnDuty()));
      fleet.ground.clock.advanceSeconds(1_000);
      const seconds = Array.from({ length: 240 }, (_, index) => index - 900);
      // Every fix of every team, dealt out to batches so that each holds all teams in another order, some fixes twice.
      const batches = Array.from({ length: 40 }, (_, batch) =>
        [...teams.slice(batch % 12), ...teams.slice(0, batch % 12)].flatMap(({ id }) =>
          [...seconds.filter((second) => Math.abs(second) % 40 === batch), seconds[batch * 5]!].map(
            (second) => ({
              ...fixIn(second),
              teamId: id,
            }),
          ),
        ),
      );
      const answers = await Promise.all(batches.map((batch) => stored(batch)));
      const accepted = answers.reduce((sum, answer) => sum + answer.accepted, 0);
      for (const { id } of teams) {
        expect((await positionOf(id))!.at).toBe(fixIn(seconds.at(-1)!).at.toISOString());
      }
      const [{ kept }] = await fleet.ground.dataSource.query<[{ kept: number }]>(
        `select count(*)::int as kept from position_history where center_id = $1`,
        [fleet.admin.centerId],
      );
      expect(kept).toBe(accepted);
    });

    it('find their day’s partition, however many need it first', async () => {
      const teams = await Promise.all(Array.from({ length: 6 }, () => fleet.newTeamOnDuty()));
      fleet.ground.clock.advanceSeconds(40 * 86_400);
      const answers = await Promise.all(
        [-4, -3, -2].flatMap((days) =>
          teams.map(({ id }) => stored([{ ...fixIn(days * 86_400), lon: 107.6, teamId: id }])),
        ),
      );
      expect(answers.every(({ accepted, ignored }) => accepted + ignored === 1)).toBe(true);
      for (const { id } of teams) {
        expect(
          (await trackOf(id, { to: fleet.ground.clock.now(), from: fixIn(-30 * 86_400).at })).items,
        ).not.toEqual([]);
      }
    });
  });
});
