import { Centers } from '#lib/center';
import { Housekeeping, systemCaller, type Caller } from '#lib/platform';
import { FleetGround } from '../testing/fleet-ground.js';
import { PositionPartitions } from './position-partitions.js';
import { Positions } from './positions.js';

const day = 86_400;

describe('the history of positions', () => {
  let fleet: FleetGround;

  // A database of its own for each test: the longest retention of all its centers decides.
  beforeEach(async () => {
    fleet = await FleetGround.prepare();
    await fleet.begin();
  });
  afterEach(() => fleet.close());

  const partitions = async () =>
    (
      await fleet.ground.dataSource.query<{ name: string }[]>(
        `select relname as name from pg_inherits join pg_class on pg_class.oid = inhrelid
         where inhparent = 'position_history'::regclass order by relname`,
      )
    ).map(({ name }) => name.replace('position_history_', ''));
  const keptDays = async (centerId: string) =>
    (
      await fleet.ground.dataSource.query<{ day: string }[]>(
        `select to_char(fix_at at time zone 'UTC', 'MMDD') as day from position_history
         where center_id = $1 order by 1`,
        [centerId],
      )
    ).map(({ day }) => day);
  const retain = (caller: Caller, positionRetentionDays: number) =>
    fleet.ground.get(Centers).changeSettings(systemCaller(caller.centerId), { positionRetentionDays }, '"1"');
  const clean = () => fleet.ground.get(Housekeeping).runAll();
  async function fixToday(teamId: string, caller: Caller): Promise<void> {
    fleet.ground.clock.advanceSeconds(1);
    const fix = { lat: -6.9, lon: 107.6, at: fleet.ground.clock.now() };
    const stored = await fleet.ground.get(Positions).storeFor(caller, teamId, [fix]);
    if (!stored.accepted || stored.value.accepted !== 1) throw new Error(JSON.stringify(stored));
  }

  it('has its partitions before they are needed', async () => {
    await clean();
    expect(await partitions()).toEqual(['20261121', '20261122', '20261123', '20261124']);
    await clean();
    expect(await partitions()).toHaveLength(4);
  });

  it('drops whole days past the longest retention, and rows past a shorter one', async () => {
    const long = fleet.admin;
    const team = await fleet.newTeamOnDuty();
    await fleet.begin();
    const short = fleet.admin;
    const brief = await fleet.newTeamOnDuty();
    await retain(long, 5);
    await retain(short, 2);
    for (let days = 0; days < 8; days++) {
      await fixToday(team.id, long);
      await fixToday(brief.id, short);
      await clean();
      fleet.ground.clock.advanceSeconds(day);
    }
    await clean();
    expect(await keptDays(long.centerId)).toEqual(['1124', '1125', '1126', '1127', '1128']);
    expect(await keptDays(short.centerId)).toEqual(['1127', '1128']);
    expect((await partitions())[0]).toBe('20261124');
  });

  it('takes a late fix of a day whose partition is gone, if it is within its retention', async () => {
    const { id } = await fleet.newTeamOnDuty();
    fleet.ground.clock.advanceSeconds(20 * day);
    await fleet.ground.get(PositionPartitions).dropBefore(fleet.ground.clock.now());
    const at = new Date(fleet.ground.clock.now().getTime() - 10 * day * 1000);
    const stored = await fleet.ground
      .get(Positions)
      .storeFor(fleet.admin, id, [{ lat: -6.9, lon: 107.6, at }]);
    expect(stored).toMatchObject({ value: { accepted: 1 } });
    expect(await keptDays(fleet.admin.centerId)).toEqual(['1201']);
  });
});
