import type { PositionMessage } from '#lib/contract';
import { accept } from '#lib/kernel';
import { Commands, JournalReader } from '#lib/platform';
import { describeOnServer } from '#testing';
import { PositionFeed } from '../position/position-feed.js';
import { Positions } from '../position/positions.js';
import type { CrewMember } from '../team/team.js';
import { Teams } from '../team/teams.js';
import { FleetGround } from '../testing/fleet-ground.js';
import { TeamDuty } from './team-duty.js';

const nurse: CrewMember = { name: 'Siti Rahayu', role: 'nurse' };
const driver: CrewMember = { name: 'Budi Santoso', role: 'driver' };

describe('duty', () => {
  let fleet: FleetGround;
  let duty: TeamDuty;

  beforeAll(async () => {
    fleet = await FleetGround.prepare();
    duty = fleet.ground.get(TeamDuty);
  });
  afterAll(() => fleet.close());
  beforeEach(() => fleet.begin());

  const journal = async () =>
    (await fleet.ground.get(JournalReader).listAfter(fleet.admin.centerId, 0, 100)).filter(
      ({ type }) => type === 'team.duty_changed',
    );
  const offersWaiting = (teamId: string): Promise<unknown[]> =>
    fleet.ground.dataSource.query(
      `select 1 from deadline where subject_id = $1 and kind = 'team.offer_waiting' and finished_at is null`,
      [teamId],
    );
  const comeOn = (teamId: string, crew?: CrewMember[]) =>
    duty.change(fleet.admin, teamId, { onDuty: true, crew });
  const goOff = (teamId: string) => duty.change(fleet.admin, teamId, { onDuty: false });

  it('begins with a crew, at the base, and asks for work that waits', async () => {
    const { id } = await fleet.newTeam({ minimumCrew: 2 });
    const heard: PositionMessage[] = [];
    fleet.ground.get(PositionFeed).onStored((_, positions) => heard.push(...positions));
    expect(await comeOn(id, [nurse, driver])).toMatchObject({
      value: {
        onDuty: true,
        dutySince: fleet.ground.clock.now().toISOString(),
        crew: [nurse, driver],
        crewSize: 2,
        position: { lat: -6.9, lon: 107.6, source: 'base', ageSeconds: 0 },
        version: 2,
      },
    });
    expect(await journal()).toMatchObject([{ teamId: id, payload: { onDuty: true, crewSize: 2 } }]);
    expect(await offersWaiting(id)).toHaveLength(1);
    expect(heard).toMatchObject([{ teamId: id, lat: -6.9, lon: 107.6 }]);
  });

  it('never journals a name', async () => {
    const { id } = await fleet.newTeam();
    await comeOn(id, [nurse]);
    const all = await fleet.ground.get(JournalReader).listAfter(fleet.admin.centerId, 0, 100);
    expect(JSON.stringify(all)).not.toContain('Siti');
  });

  it('does not begin without enough people', async () => {
    const { id } = await fleet.newTeam({ minimumCrew: 2 });
    const required = { refusal: { code: 'crew_required', parameters: { minimum: 2 } } };
    expect(await comeOn(id, [nurse])).toMatchObject(required);
    expect(await comeOn(id)).toMatchObject(required);
    await comeOn(id, [nurse, driver]);
    expect(await comeOn(id, [driver])).toMatchObject(required);
    expect(await fleet.ground.get(Teams).find(fleet.admin.centerId, id)).toMatchObject({
      crew: [nurse, driver],
    });
  });

  it('told twice changes nothing the second time', async () => {
    const { id } = await fleet.newTeam();
    await comeOn(id, [nurse]);
    await fleet.ground.dataSource.query(`update deadline set finished_at = now() where subject_id = $1`, [
      id,
    ]);
    expect(await comeOn(id, [nurse])).toMatchObject({ value: { version: 2 } });
    expect(await comeOn(id)).toMatchObject({ value: { version: 2, crew: [nurse] } });
    await goOff(id);
    expect(await goOff(id)).toMatchObject({ value: { version: 3, onDuty: false } });
    expect(await journal()).toHaveLength(2);
    expect(await offersWaiting(id)).toEqual([]);
  });

  it('changes its crew without beginning anew', async () => {
    const { id } = await fleet.newTeam();
    await comeOn(id, [nurse]);
    const since = fleet.ground.clock.now().toISOString();
    fleet.ground.clock.advanceSeconds(3_600);
    expect(await comeOn(id, [nurse, driver])).toMatchObject({
      value: { dutySince: since, crewSize: 2, version: 3 },
    });
    expect(await journal()).toMatchObject([{}, { payload: { onDuty: true, crewSize: 2 } }]);
  });

  it('ends without a trace of who was on board', async () => {
    const { id } = await fleet.newTeam();
    await comeOn(id, [nurse]);
    expect(await goOff(id)).toMatchObject({
      value: { onDuty: false, dutySince: null, crew: [], crewSize: 0 },
    });
    expect(await offersWaiting(id)).toEqual([]);
  });

  it('does not end while something holds the team', async () => {
    const { id } = await fleet.newTeamOnDuty();
    duty.guard((_, teamId) => Promise.resolve(teamId === id ? { code: 'team_has_assignment' } : undefined));
    expect(await goOff(id)).toMatchObject({ refusal: { code: 'team_has_assignment' } });
    expect(await fleet.ground.get(Teams).find(fleet.admin.centerId, id)).toMatchObject({ onDuty: true });
  });

  it('keeps a fix that is still fresh, and replaces one that is not by the base', async () => {
    const { id } = await fleet.newTeamOnDuty();
    const { clock } = fleet.ground;
    clock.advanceSeconds(10);
    const fix = { lat: -6.95, lon: 107.65, at: clock.now() };
    await fleet.ground.get(Positions).storeFor(fleet.admin, id, [fix]);
    await goOff(id);
    clock.advanceSeconds(600);
    expect(await comeOn(id, [nurse])).toMatchObject({
      value: { position: { lat: -6.95, source: 'device' } },
    });
    await goOff(id);
    clock.advanceSeconds(600);
    expect(await comeOn(id, [nurse])).toMatchObject({
      value: { position: { lat: -6.9, source: 'base', ageSeconds: 0, accuracyMetres: null } },
    });
  });

  it('is a team’s own affair: no other team may change it', async () => {
    const own = await fleet.newTeam();
    const other = await fleet.newTeam();
    const member = fleet.caller('team', { teamId: own.id });
    const change = { onDuty: true, crew: [nurse] };
    expect(await duty.change(member, own.id, change)).toMatchObject({ value: { onDuty: true } });
    expect(await duty.change(member, other.id, change)).toMatchObject({ refusal: { code: 'not_found' } });
  });

  it('is not for a team out of use, nor a crew for a team off duty', async () => {
    const { id } = await fleet.newTeam();
    const crewOffDuty = { onDuty: false, crew: [nurse] };
    expect(await duty.change(fleet.admin, id, crewOffDuty)).toMatchObject({
      refusal: { fields: [{ field: 'crew', rule: 'onlyWith' }] },
    });
    await fleet.ground.get(Teams).change(fleet.admin, id, { active: false }, '"1"');
    expect(await comeOn(id, [nurse])).toMatchObject({ refusal: { code: 'not_found' } });
  });

  describeOnServer('under races', () => {
    it('begins once, however many tell it', async () => {
      const { id } = await fleet.newTeam();
      const answers = await Promise.all(Array.from({ length: 8 }, () => comeOn(id, [nurse])));
      expect(answers.every((answer) => answer.accepted && answer.value.version === 2)).toBe(true);
      expect(await journal()).toHaveLength(1);
    });

    it('cannot end while another transaction has locked the team to send it', async () => {
      const { id } = await fleet.newTeamOnDuty();
      let assigned = false;
      duty.guard((_, teamId) =>
        Promise.resolve(teamId === id && assigned ? { code: 'team_has_assignment' } : undefined),
      );
      let ending: ReturnType<typeof goOff> | undefined;
      await fleet.ground.get(Commands).run(fleet.admin, async (tx) => {
        expect(await fleet.ground.get(Teams).lock(tx, id)).toMatchObject({ onDuty: true });
        ending = goOff(id);
        await new Promise((resolve) => setTimeout(resolve, 100));
        assigned = true;
        return accept(null);
      });
      expect(await ending).toMatchObject({ refusal: { code: 'team_has_assignment' } });
    });
  });
});
