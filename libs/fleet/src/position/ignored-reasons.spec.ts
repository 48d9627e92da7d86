import fc from 'fast-check';
import { Centers } from '#lib/center';
import type { Caller } from '#lib/platform';
import { Teams } from '../team/teams.js';
import { FleetGround } from '../testing/fleet-ground.js';
import type { TeamFix } from './fix.js';
import type { IgnoredReason } from './ignored-reasons.js';
import { Positions } from './positions.js';

const stranger = '018f0000-0000-7000-8000-000000000000';

describe('a fix', () => {
  let fleet: FleetGround;
  let tracker: Caller;
  let retentionSeconds: number;
  let toleranceSeconds: number;

  beforeAll(async () => {
    fleet = await FleetGround.prepare();
  });
  afterAll(() => fleet.close());
  beforeEach(async () => {
    await fleet.begin();
    tracker = fleet.caller('integration');
    const { settings } = await fleet.ground.get(Centers).get(tracker.centerId);
    retentionSeconds = settings.positionRetentionDays * 86_400;
    toleranceSeconds = settings.fixFutureToleranceSeconds;
  });

  const momentIn = (seconds: number) => new Date(fleet.ground.clock.now().getTime() + seconds * 1000);
  const fixIn = (teamId: string, seconds: number, place = { lat: -6.9, lon: 107.6 }): TeamFix => ({
    ...place,
    teamId,
    at: momentIn(seconds),
  });
  /** A team that has been on duty for so long. */
  async function teamOnDutyFor(seconds: number): Promise<string> {
    const { id } = await fleet.newTeamOnDuty();
    fleet.ground.clock.advanceSeconds(seconds);
    return id;
  }
  async function stored(...fixes: TeamFix[]) {
    const result = await fleet.ground.get(Positions).store(tracker, fixes);
    if (!result.accepted) throw new Error(result.refusal.code);
    return result.value;
  }

  it.each<[IgnoredReason, string, (teamId: string) => TeamFix]>([
    ['unknown_team', 'of nobody', () => fixIn(stranger, 0)],
    ['no_place', 'of a receiver without a fix', (teamId) => fixIn(teamId, 0, { lat: 0, lon: 0 })],
    ['off_duty', 'before the team came on duty', (teamId) => fixIn(teamId, -retentionSeconds - 101)],
    ['too_old', 'past the retention', (teamId) => fixIn(teamId, -retentionSeconds - 1)],
    ['future', 'of a wrong clock', (teamId) => fixIn(teamId, toleranceSeconds + 1)],
    ['duplicate', 'as old as what is known', (teamId) => fixIn(teamId, -50)],
    ['out_of_order', 'older than what is known', (teamId) => fixIn(teamId, -51)],
  ])('is ignored as %s: one %s', async (reason, _, fixOf) => {
    const teamId = await teamOnDutyFor(retentionSeconds + 100);
    await stored(fixIn(teamId, -50));
    expect(await stored(fixOf(teamId))).toEqual({ accepted: 0, ignored: 1, reasons: { [reason]: 1 } });
  });

  it('on the equator or the meridian of Greenwich is a place like any other', async () => {
    const teamId = await teamOnDutyFor(60);
    const equator = fixIn(teamId, -2, { lat: 0, lon: 107.6 });
    const greenwich = fixIn(teamId, -1, { lat: -6.9, lon: 0 });
    expect(await stored(equator, greenwich)).toMatchObject({ accepted: 2 });
  });

  it('is stored when nothing is known of where the team was', async () => {
    const teamId = await teamOnDutyFor(60);
    await fleet.ground.dataSource.query(`delete from team_position where team_id = $1`, [teamId]);
    expect(await stored(fixIn(teamId, -1))).toMatchObject({ accepted: 1 });
  });

  it('finds its team by any call sign that can be written', async () => {
    const callSigns = ['A "1"', 'A \\1\\', '{A,1}', 'null'];
    for (const callSign of callSigns) await fleet.newTeamOnDuty({ callSign });
    const fixes = [...callSigns, 'A 1'].map((callSign) => ({
      ...fixIn(stranger, 1),
      teamId: undefined,
      callSign,
    }));
    expect(await stored(...fixes)).toEqual({ accepted: 4, ignored: 1, reasons: { unknown_team: 1 } });
  });

  it('is judged as if it had come alone, after the older ones of its batch', async () => {
    const place = fc.constantFrom({ lat: 0, lon: 0 }, { lat: -6.9, lon: 107.6 }, { lat: -6.8, lon: 107.5 });
    const who = fc.constantFrom('on duty', 'on duty', 'off duty', 'nobody');
    const seconds = fc.constantFrom(
      ...[-retentionSeconds - 1, -retentionSeconds, -101, -100, -50.001, -50, -49.999, -1, 0],
      ...[toleranceSeconds, toleranceSeconds + 0.001],
    );
    const dutySeconds = fc.constantFrom(100, retentionSeconds + 100);
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.record({ who, seconds, place }), { minLength: 1, maxLength: 12 }),
        dutySeconds,
        async (sent, dutySeconds) => {
          const off = await fleet.newTeam();
          const on = await teamOnDutyFor(dutySeconds);
          await stored(fixIn(on, -50));
          const ids: Record<string, string> = { 'on duty': on, 'off duty': off.id, nobody: stranger };
          const expected: Record<string, number> = {};
          let lastAt = -50;
          const judge = ({ who, seconds, place }: (typeof sent)[number]): IgnoredReason | 'stored' => {
            if (who === 'nobody') return 'unknown_team';
            if (place.lat === 0 && place.lon === 0) return 'no_place';
            if (who === 'off duty' || seconds < -dutySeconds) return 'off_duty';
            if (seconds < -retentionSeconds) return 'too_old';
            if (seconds > toleranceSeconds) return 'future';
            if (seconds === lastAt) return 'duplicate';
            if (seconds < lastAt) return 'out_of_order';
            lastAt = seconds;
            return 'stored';
          };
          for (const fix of [...sent].sort((one, other) => one.seconds - other.seconds)) {
            const became = judge(fix);
            expected[became] = (expected[became] ?? 0) + 1;
          }
          const { accepted, ignored, reasons } = await stored(
            ...sent.map(({ who, seconds, place }) => fixIn(ids[who]!, seconds, place)),
          );
          expect({ ...reasons, ...(accepted > 0 && { stored: accepted }) }).toEqual(expected);
          expect(accepted + ignored).toBe(sent.length);
          const { position } = (await fleet.ground.get(Teams).find(tracker.centerId, on))!;
          expect(position!.at).toBe(momentIn(lastAt).toISOString());
        },
      ),
      { numRuns: 30, seed: 119 },
    );
  });
});
