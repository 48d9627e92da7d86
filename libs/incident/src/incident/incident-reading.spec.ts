import { incidentStates, type Role } from '#lib/contract';
import { Commands, uuidv7, type Caller } from '#lib/platform';
import { refusalOf, valueOf } from '#testing';
import { accept } from '#lib/kernel';
import { alunAlun, IncidentGround } from '../testing/incident-ground.js';
import type { IncidentQuery } from './incident.dto.js';
import { IncidentClosing } from './incident-closing.js';
import { IncidentReading } from './incident-reading.js';
import type { IncidentView } from './incident.view.js';
import { Incidents } from './incidents.js';
import { TeamVisibility } from './team-visibility.js';

describe('reading incidents', () => {
  let on: IncidentGround;
  let centerId: string;
  let operator: Caller;

  beforeAll(async () => {
    on = await IncidentGround.prepare();
  });
  afterAll(() => on.close());
  beforeEach(async () => {
    on.get(TeamVisibility).provide(() => Promise.resolve([]));
    centerId = (await on.newCenter()).id;
    operator = on.caller(centerId);
  });

  const list = async (query: IncidentQuery = {}, by = operator) =>
    valueOf(await on.get(IncidentReading).list(by, query));
  const idsOf = async (query: IncidentQuery, by = operator) =>
    (await list(query, by)).items.map(({ id }) => id);
  const openLater = async (seconds = 60) => {
    on.ground.clock.advanceSeconds(seconds);
    return on.open(operator);
  };
  const personal: Partial<IncidentView> = {
    complaint: 'sesak napas',
    caller: { name: 'Siti', phone: '+628123456789' },
  };
  const openWithPeople = () =>
    on.open(operator, {
      complaint: 'sesak napas',
      caller: { name: 'Siti', phone: '08123456789' },
      place: { ...alunAlun, address: 'Jl. Asia Afrika', note: 'lantai 2' },
      patients: [{ name: 'Budi', sex: 'male', ageYears: 70, condition: 'asma' }],
    });

  it('finds an incident exactly as its opening answered it', async () => {
    const areaId = await on.newArea(centerId, alunAlun);
    const opened = await on.open(operator, {
      place: { lat: -6.921812345678901, lon: 107.60711234567891, accuracyMetres: 12.3456789 },
      patients: [{ ageYears: 0.123456789 }, {}],
      priority: 'P2',
      clockStartedAt: new Date(on.ground.clock.now().getTime() - 12_345),
    });
    expect(opened.place.areaId).toBe(areaId);
    expect(valueOf(await on.get(IncidentReading).get(operator, opened.id))).toEqual(opened);
  });

  it('lists the newest first, a page at a time', async () => {
    const opened = [await openLater(), await openLater(0), await openLater(), await openLater(0)];
    const first = await list({ limit: 3 });
    const second = await list({ limit: 3, cursor: first.nextCursor! });
    expect([...first.items, ...second.items].map(({ id }) => id)).toEqual(
      opened.map(({ id }) => id).reverse(),
    );
    expect(second.nextCursor).toBeNull();
  });

  it('refuses a cursor that is not one of its own', async () => {
    expect(refusalOf(await on.get(IncidentReading).list(operator, { cursor: 'x' }))).toMatchObject({
      fields: [{ field: 'query.cursor', rule: 'cursor' }],
    });
  });

  it('narrows by state, with one word for every open one', async () => {
    const byState = new Map<string, string>();
    for (const state of incidentStates) {
      const { id } = await on.open(operator);
      byState.set(state, id);
      await on.get(Commands).run(operator, async (tx) => {
        const locked = await on.get(Incidents).lock(tx, id);
        if (state !== 'queued' && state !== 'closed') {
          const assignment = state === 'assigned' ? 'offered' : state;
          await on.get(Incidents).followAssignments(tx, locked!, [assignment], 'assignment_lost');
        }
        return accept(null);
      });
    }
    await on.get(IncidentClosing).close(operator, byState.get('closed')!, { disposition: 'prank' });
    expect(await idsOf({ state: ['closed'] })).toEqual([byState.get('closed')]);
    expect((await idsOf({ state: ['queued', 'en_route'] })).sort()).toEqual(
      [byState.get('queued'), byState.get('en_route')].sort(),
    );
    expect((await idsOf({ state: ['open'] })).sort()).toEqual(
      incidentStates
        .filter((state) => state !== 'closed')
        .map((state) => byState.get(state))
        .sort(),
    );
    expect(await idsOf({ state: ['open', 'closed'] })).toHaveLength(incidentStates.length);
  });

  it('narrows by area, with the areas inside it', async () => {
    const kecamatan = await on.newArea(centerId, { lat: -7.5, lon: 108 });
    const kelurahan = await on.newArea(centerId, alunAlun, kecamatan);
    const other = await on.newArea(centerId, { lat: -8, lon: 109 });
    const { id } = await on.open(operator);
    expect(await idsOf({ area: kelurahan })).toEqual([id]);
    expect(await idsOf({ area: kecamatan })).toEqual([id]);
    expect(await idsOf({ area: other })).toEqual([]);
  });

  it('narrows by the time of opening, from and including, to and excluding', async () => {
    const [, second, third] = [await openLater(), await openLater(), await openLater()];
    const query = { from: new Date(second.openedAt), to: new Date(third.openedAt) };
    expect(await idsOf(query)).toEqual([second.id]);
    expect(
      refusalOf(await on.get(IncidentReading).list(operator, { from: query.to, to: query.from })),
    ).toMatchObject({
      fields: [{ field: 'query.to', rule: 'range' }],
    });
  });

  it('keeps the centers apart', async () => {
    const { id } = await on.open(operator);
    const elsewhere = on.caller((await on.newCenter()).id);
    expect(await idsOf({}, elsewhere)).toEqual([]);
    expect(refusalOf(await on.get(IncidentReading).get(elsewhere, id)).code).toBe('not_found');
  });

  it.each<Role>(['operator', 'supervisor', 'doctor'])('shows the people in it to a %s', async (role) => {
    const { id } = await openWithPeople();
    const read = valueOf(await on.get(IncidentReading).get(on.caller(centerId, role), id));
    expect(read).toMatchObject(personal);
    expect(read.place).toMatchObject({ address: 'Jl. Asia Afrika', note: 'lantai 2' });
    expect(read.patients[0]).toMatchObject({ name: 'Budi', sex: 'male', ageYears: 70, condition: 'asma' });
  });

  it.each<Role>(['manager', 'admin'])('shows a %s the same incident without anybody in it', async (role) => {
    const { id, number } = await openWithPeople();
    const by = on.caller(centerId, role);
    const read = valueOf(await on.get(IncidentReading).get(by, id));
    expect(read).toMatchObject({ number, complaint: null, caller: { name: null, phone: null } });
    expect(read.place).toMatchObject({ ...alunAlun, address: null, note: null });
    expect(read.patients).toMatchObject([
      { ordinal: 1, name: null, sex: null, ageYears: null, condition: null },
    ]);
    expect(JSON.stringify([read, await list({}, by)])).not.toMatch(/Siti|8123|sesak|Asia Afrika|Budi|asma/);
  });

  it('shows a program the caller but not the patients', async () => {
    const { id } = await openWithPeople();
    const read = valueOf(await on.get(IncidentReading).get(on.caller(centerId, 'integration'), id));
    expect(read).toMatchObject(personal);
    expect(read.patients[0]).toMatchObject({ name: null, condition: null });
  });

  it('keeps who opened personal data, and only that', async () => {
    const { id } = await openWithPeople();
    await on.get(IncidentReading).get(operator, id);
    await on.get(IncidentReading).get(on.caller(centerId, 'manager'), id);
    const accesses: unknown = await on.ground.dataSource.query(
      `select actor, action, subject_type, subject_id from personal_data_access where center_id = $1`,
      [centerId],
    );
    expect(accesses).toEqual([
      { actor: operator.actor, action: 'incident.opened', subject_type: 'incident', subject_id: id },
    ]);
  });

  it('shows a team only what dispatch says it may see', async () => {
    const [mine, other] = [await on.open(operator), await on.open(operator)];
    const team = on.caller(centerId, 'team', { teamId: uuidv7() });
    const reading = on.get(IncidentReading);
    expect(await idsOf({}, team)).toEqual([]);
    on.get(TeamVisibility).provide((_, teamId) => Promise.resolve(teamId === team.teamId ? [mine.id] : []));
    expect(await idsOf({}, team)).toEqual([mine.id]);
    expect(valueOf(await reading.get(team, mine.id)).id).toBe(mine.id);
    expect(refusalOf(await reading.get(team, other.id)).code).toBe('not_found');
    expect(await idsOf({}, on.caller(centerId, 'team', { teamId: uuidv7() }))).toEqual([]);
    expect(await idsOf({}, on.caller(centerId, 'team'))).toEqual([]);
  });
});
