import { TeamVisibility } from '#lib/incident';
import { type Caller } from '#lib/platform';
import { refusalOf, valueOf } from '#testing';
import { alunAlun, IntakeGround } from '../testing/intake-ground.js';
import type { PlaceNoteRequest } from './place-note.dto.js';
import { PlaceNotes } from './place-notes.js';

/** About a hundred metres north of the square. */
const nextStreet = { lat: alunAlun.lat + 0.0009, lon: alunAlun.lon };

describe('what crews should know of a place', () => {
  let on: IntakeGround;
  let operator: Caller;

  beforeAll(async () => {
    on = await IntakeGround.prepare();
  });
  afterAll(() => on.close());
  beforeEach(async () => {
    operator = await on.newOperator();
  });

  const add = (more: Partial<PlaceNoteRequest> = {}) =>
    on
      .get(PlaceNotes)
      .add(operator, { kind: 'hazard', ...alunAlun, text: 'Anjing galak di halaman', ...more });
  const at = async (place = alunAlun, caller = operator) =>
    valueOf(await on.get(PlaceNotes).historyAt(caller, place));

  it('is shown where it holds, dangers first', async () => {
    const note = valueOf(await add({ kind: 'note', text: 'Pintu di belakang', radiusMetres: 200 }));
    const hazard = valueOf(await add());
    expect((await at()).notes).toEqual([hazard, note]);
    expect((await at(nextStreet)).notes).toEqual([note]);
    expect((await at({ lat: -6.9, lon: 107.7 })).notes).toEqual([]);
  });

  it('ends at its time, or when it is taken away', async () => {
    const { id } = valueOf(await add({ expiresAt: on.now(60) }));
    const other = valueOf(await add());
    on.pass(61);
    expect((await at()).notes.map((note) => note.id)).toEqual([other.id]);
    valueOf(await on.get(PlaceNotes).remove(operator, other.id));
    valueOf(await on.get(PlaceNotes).remove(operator, other.id));
    expect((await at()).notes).toEqual([]);
    expect(valueOf(await on.get(PlaceNotes).list(operator, {})).items.map((note) => note.id)).toEqual([
      other.id,
      id,
    ]);
    expect(valueOf(await on.get(PlaceNotes).list(operator, { live: true })).items).toEqual([]);
  });

  it('is not begun in the past', async () => {
    expect(refusalOf(await add({ expiresAt: on.now(-1) })).fields).toEqual([
      { field: 'expiresAt', rule: 'inPast' },
    ]);
  });

  it('comes with the earlier incidents there, newest first', async () => {
    const first = valueOf(await on.open(operator));
    on.pass(60);
    const second = valueOf(await on.open(operator, { place: { ...alunAlun, address: 'Jl. Asia Afrika 1' } }));
    await on.open(operator, { place: nextStreet });
    expect((await at()).incidents).toMatchObject([
      { id: second.id, address: 'Jl. Asia Afrika 1' },
      { id: first.id, distanceMetres: 0 },
    ]);
  });

  it('is told to the team of an incident there, but not of the incidents of others', async () => {
    const hazard = valueOf(await add());
    await on.open(operator);
    const incident = valueOf(await on.open(operator));
    on.get(TeamVisibility).provide((_, teamId) => Promise.resolve(teamId === 'ours' ? [incident.id] : []));
    const team = (teamId: string) => on.ground.caller(operator.centerId, 'team', { teamId });
    const notes = on.get(PlaceNotes);
    expect(valueOf(await notes.historyOf(team('ours'), incident.id))).toEqual({
      notes: [hazard],
      incidents: [],
    });
    expect(refusalOf(await notes.historyOf(team('theirs'), incident.id)).code).toBe('not_found');
    const own = valueOf(await notes.historyOf(operator, incident.id));
    expect(own.incidents).toHaveLength(1);
  });

  it('is not for those who may read neither callers nor patients', async () => {
    valueOf(await add());
    const incident = valueOf(await on.open(operator));
    const manager = on.ground.caller(operator.centerId, 'manager');
    expect(valueOf(await on.get(PlaceNotes).historyOf(manager, incident.id))).toEqual({
      notes: [],
      incidents: [],
    });
  });

  it('stays in its center, and its words out of the journal', async () => {
    const { id } = valueOf(await add());
    const elsewhere = await on.newOperator();
    expect((await at(alunAlun, elsewhere)).notes).toEqual([]);
    expect(refusalOf(await on.get(PlaceNotes).remove(elsewhere, id)).code).toBe('not_found');
    const entries = await on.journal(operator);
    expect(entries).toMatchObject([
      { type: 'place_note.added', payload: { kind: 'hazard', radiusMetres: 50 } },
    ]);
    expect(JSON.stringify(entries)).not.toContain('Anjing');
  });
});
