import { Facilities } from '#lib/facility';
import { JournalReader } from '#lib/platform';
import { describeOnServer } from '#testing';
import { TeamDuty } from '../duty/team-duty.js';
import { FleetGround } from '../testing/fleet-ground.js';
import type { TeamChanges } from './team.js';
import { Teams } from './teams.js';

describe('teams', () => {
  let fleet: FleetGround;
  let teams: Teams;

  beforeAll(async () => {
    fleet = await FleetGround.prepare();
    teams = fleet.ground.get(Teams);
  });
  afterAll(() => fleet.close());
  beforeEach(() => fleet.begin());

  const journal = async () =>
    (await fleet.ground.get(JournalReader).listAfter(fleet.admin.centerId, 0, 100)).map(
      ({ type, subjectVersion, payload }) => ({ type, subjectVersion, payload }),
    );
  async function newFacility(lat: number) {
    const created = await fleet.ground
      .get(Facilities)
      .create(fleet.admin, { kind: 'puskesmas', name: `P ${Math.random()}`, lat, lon: 107.6 });
    if (!created.accepted) throw new Error(created.refusal.code);
    return created.value.id;
  }
  const listed = async (query: Parameters<Teams['list']>[1] = {}, caller = fleet.admin) => {
    const page = await teams.list(caller, query);
    if (!page.accepted) throw new Error(page.refusal.code);
    return page.value;
  };

  it('are created off duty, with a call sign nobody else in the center has', async () => {
    const team = await fleet.newTeam({ callSign: 'AMB-01', capabilities: ['oxygen'], minimumCrew: 2 });
    expect(team).toMatchObject({
      callSign: 'AMB-01',
      capabilities: ['oxygen'],
      minimumCrew: 2,
      onDuty: false,
      crew: [],
      position: null,
      active: true,
      version: 1,
    });
    const again = { callSign: 'AMB-01', kind: 'als_ambulance', base: { lat: 0, lon: 0 } } as const;
    expect(await teams.create(fleet.admin, again)).toMatchObject({ refusal: { code: 'call_sign_taken' } });
    const { id } = await fleet.newTeam();
    expect(await teams.change(fleet.admin, id, { callSign: 'AMB-01' }, '"1"')).toMatchObject({
      refusal: { code: 'call_sign_taken' },
    });
    const elsewhere = fleet.ground.caller((await fleet.ground.newCenter()).id, 'admin');
    expect(await teams.create(elsewhere, again)).toMatchObject({ accepted: true });
  });

  it('are based where their facility is, unless a place of their own is named', async () => {
    const facilityId = await newFacility(-6.8);
    const base = { baseFacilityId: facilityId, base: undefined };
    expect(await fleet.newTeam(base)).toMatchObject({ base: { lat: -6.8, lon: 107.6 } });
    const team = await fleet.newTeam({ baseFacilityId: facilityId, base: { lat: -6.5, lon: 107 } });
    expect(team.base).toEqual({ lat: -6.5, lon: 107 });
    const moved = await teams.change(
      fleet.admin,
      team.id,
      { baseFacilityId: await newFacility(-6.7) },
      '"1"',
    );
    expect(moved).toMatchObject({ value: { base: { lat: -6.7, lon: 107.6 } } });
    expect((await journal()).at(-1)!.payload).toEqual({ fields: ['baseFacilityId', 'base'] });
  });

  it('need a base of this center', async () => {
    const facts = { callSign: 'X-1', kind: 'bls_ambulance' } as const;
    expect(await teams.create(fleet.admin, facts)).toMatchObject({
      refusal: { fields: [{ rule: 'atLeastOne' }] },
    });
    const baseFacilityId = await newFacility(-6.8);
    const elsewhere = fleet.ground.caller((await fleet.ground.newCenter()).id, 'admin');
    expect(await teams.create(elsewhere, { ...facts, baseFacilityId })).toMatchObject({
      refusal: { fields: [{ field: 'baseFacilityId', rule: 'notFound' }] },
    });
  });

  it('change under If-Match, and keep their version when nothing changes', async () => {
    const { id, callSign } = await fleet.newTeam();
    expect(await teams.change(fleet.admin, id, { callSign }, '"1"')).toMatchObject({ value: { version: 1 } });
    const changed = await teams.change(fleet.admin, id, { kind: 'als_ambulance', minimumCrew: 3 }, '"1"');
    expect(changed).toMatchObject({ value: { kind: 'als_ambulance', minimumCrew: 3, version: 2 } });
    expect(await teams.change(fleet.admin, id, { minimumCrew: 1 }, '"1"')).toMatchObject({
      refusal: { code: 'version_mismatch', current: { version: 2, minimumCrew: 3 } },
    });
    expect(await teams.change(fleet.admin, id, { minimumCrew: 1 }, undefined)).toMatchObject({
      refusal: { code: 'if_match_required' },
    });
  });

  it('go off duty when they are taken out of use', async () => {
    const { id } = await fleet.newTeamOnDuty();
    const retired = await teams.change(fleet.admin, id, { active: false }, '"2"');
    expect(retired).toMatchObject({ value: { active: false, onDuty: false, crew: [], version: 4 } });
    expect((await journal()).slice(-2)).toEqual([
      { type: 'team.changed', subjectVersion: 3, payload: { fields: ['active'] } },
      { type: 'team.duty_changed', subjectVersion: 4, payload: { onDuty: false, crewSize: 0 } },
    ]);
    expect((await listed()).items).toEqual([]);
    expect((await listed({ includeInactive: true })).items).toHaveLength(1);
    expect(await teams.board(fleet.ground.dataSource, fleet.admin.centerId, { phones: true })).toEqual([]);
  });

  it('stay in use while something holds them', async () => {
    const { id } = await fleet.newTeamOnDuty();
    fleet.ground
      .get(TeamDuty)
      .guard((_, teamId) => Promise.resolve(teamId === id ? { code: 'team_has_assignment' } : undefined));
    expect(await teams.change(fleet.admin, id, { active: false }, '"2"')).toMatchObject({
      refusal: { code: 'team_has_assignment' },
    });
    expect(await teams.find(fleet.admin.centerId, id)).toMatchObject({ active: true, onDuty: true });
  });

  it('are listed by call sign, by duty and by kind, a page at a time', async () => {
    for (const callSign of ['C', 'A', 'D', 'B']) await fleet.newTeam({ callSign });
    await fleet.newTeamOnDuty({ callSign: 'E', kind: 'motor_ambulance' });
    const callSigns: string[] = [];
    for (let cursor: string | null | undefined; cursor !== null;) {
      const page: Awaited<ReturnType<typeof listed>> = await listed({ limit: 2, cursor });
      callSigns.push(...page.items.map(({ callSign }) => callSign));
      cursor = page.nextCursor;
    }
    expect(callSigns).toEqual(['A', 'B', 'C', 'D', 'E']);
    expect((await listed({ onDuty: true })).items).toMatchObject([{ callSign: 'E' }]);
    expect((await listed({ kind: 'motor_ambulance', onDuty: false })).items).toEqual([]);
  });

  it('see themselves alone', async () => {
    const own = await fleet.newTeamOnDuty();
    const other = await fleet.newTeam();
    const member = fleet.caller('team', { teamId: own.id });
    expect((await listed({}, member)).items.map(({ id }) => id)).toEqual([own.id]);
    expect(await teams.view(member, own.id)).toMatchObject({ value: { crew: [{ name: 'Siti' }] } });
    expect(await teams.view(member, other.id)).toMatchObject({ refusal: { code: 'not_found' } });
    expect((await listed({}, fleet.caller('team'))).items).toEqual([]);
  });

  it.each([
    ['operator', true],
    ['supervisor', true],
    ['admin', true],
    ['manager', false],
    ['doctor', false],
    ['integration', false],
  ] as const)('show their crew’s names and their telephone to the role %s: %s', async (role, shown) => {
    const { id } = await fleet.newTeamOnDuty({ phone: '201' });
    const seen = {
      crewSize: 1,
      crew: shown ? [{ name: 'Siti', role: 'nurse' }] : null,
      phone: shown ? '201' : null,
    };
    expect(await teams.view(fleet.caller(role), id)).toMatchObject({ value: seen });
    expect((await listed({}, fleet.caller(role))).items).toMatchObject([seen]);
  });

  it('know their own telephone and nobody else’s', async () => {
    const own = await fleet.newTeam({ phone: '0812-3456-7890' });
    await fleet.newTeam({ phone: '0813-2222-1111' });
    const { items } = await listed({}, fleet.caller('team', { teamId: own.id }));
    expect(items.map(({ phone }) => phone)).toEqual(['+6281234567890']);
  });

  it('keep their telephone as it is dialled, until it is changed or cleared', async () => {
    const { id, phone } = await fleet.newTeam({ phone: '0812 3456 7890' });
    expect(phone).toBe('+6281234567890');
    const change = async (changes: TeamChanges, version: number) => {
      const changed = await teams.change(fleet.admin, id, changes, `"${version}"`);
      if (!changed.accepted) throw new Error(changed.refusal.code);
      return changed.value;
    };
    expect(await change({ phone: '62 812-3456-7890' }, 1)).toMatchObject({ version: 1 });
    expect(await change({ minimumCrew: 2 }, 1)).toMatchObject({ phone: '+6281234567890', version: 2 });
    expect(await change({ phone: '201' }, 2)).toMatchObject({ phone: '201', version: 3 });
    expect(await change({ phone: null }, 3)).toMatchObject({ phone: null, version: 4 });
    expect((await journal()).slice(-2)).toEqual([
      { type: 'team.changed', subjectVersion: 3, payload: { fields: ['phone'] } },
      { type: 'team.changed', subjectVersion: 4, payload: { fields: ['phone'] } },
    ]);
    expect(await fleet.newTeam()).toMatchObject({ phone: null });
  });

  it.each(['saluran 5', '119', '7314001', '0812-34'])(
    'take no telephone that nobody can dial: %s',
    async (phone) => {
      const refused = {
        refusal: { code: 'validation_failed', fields: [{ field: 'phone', rule: 'workTelephone' }] },
      };
      const { id } = await fleet.newTeam({ phone: '201' });
      expect(await teams.change(fleet.admin, id, { phone }, '"1"')).toMatchObject(refused);
      const base = { lat: -6.9, lon: 107.6 };
      expect(
        await teams.create(fleet.admin, { callSign: 'X-1', kind: 'bls_ambulance', base, phone }),
      ).toMatchObject(refused);
      expect(await teams.find(fleet.admin.centerId, id)).toMatchObject({ phone: '201', version: 1 });
    },
  );

  it('stand on the board with their position and without names', async () => {
    const team = await fleet.newTeamOnDuty();
    const { dataSource } = fleet.ground;
    const board = await teams.board(dataSource, fleet.admin.centerId, { phones: false });
    expect(board).toMatchObject([
      { id: team.id, onDuty: true, crewSize: 1, position: { lat: -6.9, lon: 107.6, source: 'base' } },
    ]);
    expect(JSON.stringify(board)).not.toContain('Siti');
  });

  it('stand on the board with their telephone where the reader calls teams, and without it elsewhere', async () => {
    await fleet.newTeam({ phone: '0812-3456-7890' });
    const read = (phones: boolean) => teams.board(fleet.ground.dataSource, fleet.admin.centerId, { phones });
    expect(await read(true)).toMatchObject([{ phone: '+6281234567890' }]);
    expect(await read(false)).toMatchObject([{ phone: null }]);
  });

  it('do not exist for another center', async () => {
    const { id } = await fleet.newTeam();
    const stranger = fleet.ground.caller((await fleet.ground.newCenter()).id, 'admin');
    expect(await teams.view(stranger, id)).toMatchObject({ refusal: { code: 'not_found' } });
    expect(await teams.change(stranger, id, { minimumCrew: 0 }, '"1"')).toMatchObject({
      refusal: { code: 'not_found' },
    });
  });

  describeOnServer('under races', () => {
    it('let one of several changes of the same version through, and one of several equal call signs', async () => {
      const { id } = await fleet.newTeam();
      const changes = await Promise.all(
        Array.from({ length: 8 }, (_, crew) =>
          teams.change(fleet.admin, id, { minimumCrew: crew + 2 }, '"1"'),
        ),
      );
      expect(changes.filter(({ accepted }) => accepted)).toHaveLength(1);
      const facts = { callSign: 'SAME', kind: 'bls_ambulance', base: { lat: 0, lon: 1 } } as const;
      const made = await Promise.all(Array.from({ length: 8 }, () => teams.create(fleet.admin, facts)));
      expect(made.filter(({ accepted }) => accepted)).toHaveLength(1);
    });
  });
});
