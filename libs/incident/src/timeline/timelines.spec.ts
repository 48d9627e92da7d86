import { accept } from '#lib/kernel';
import { Commands, uuidv7, type Caller } from '#lib/platform';
import { refusalOf, valueOf } from '#testing';
import { IncidentClosing } from '../incident/incident-closing.js';
import { TeamVisibility } from '../incident/team-visibility.js';
import type { IncidentView } from '../incident/incident.view.js';
import { Notes } from '../note/notes.js';
import { IncidentGround } from '../testing/incident-ground.js';
import { Timelines } from './timelines.js';

describe('the timeline of an incident', () => {
  let on: IncidentGround;
  let centerId: string;
  let operator: Caller;

  beforeAll(async () => {
    on = await IncidentGround.prepare();
  });
  afterAll(() => on.close());
  beforeEach(async () => {
    centerId = (await on.newCenter()).id;
    operator = await on.ground.newUser(centerId, 'operator', 'Dewi');
  });

  const read = async ({ id }: IncidentView, by = operator, query = {}) =>
    valueOf(await on.get(Timelines).get(by, id, query));

  it('tells what happened, in order, by whom, with the words of notes', async () => {
    const incident = await on.open(operator);
    on.ground.clock.advanceSeconds(10);
    await on.get(Notes).add(operator, incident.id, { text: 'pintu belakang' });
    await on.open(operator);
    await on.get(IncidentClosing).close(on.caller(centerId, 'supervisor'), incident.id, {
      disposition: 'prank',
      note: 'nomor sama',
    });
    const { items, version, nextCursor } = await read(incident);
    expect({ version, nextCursor }).toEqual({ version: 2, nextCursor: null });
    expect(items).toMatchObject([
      { seq: 1, type: 'incident.opened', actor: operator.actor, actorName: 'Dewi' },
      {
        seq: 2,
        at: on.ground.clock.now().toISOString(),
        type: 'incident.note_added',
        note: 'pintu belakang',
      },
      { seq: 4, type: 'incident.note_added', note: 'nomor sama', actorName: null },
      { seq: 5, type: 'incident.closed', payload: { disposition: 'prank', duplicateOf: null } },
    ]);
    expect(items[0]).not.toHaveProperty('note');
  });

  it('tells a team nothing about other teams', async () => {
    const incident = await on.open(operator);
    const [own, other] = [uuidv7(), uuidv7()];
    on.get(TeamVisibility).provide(() => Promise.resolve([incident.id]));
    await on.get(Commands).run(operator, async (tx) => {
      for (const teamId of [own, other]) {
        tx.record({
          type: 'assignment.overdue',
          subjectId: uuidv7(),
          subjectVersion: 1,
          incidentId: incident.id,
          teamId,
          payload: { incidentId: incident.id, teamId, deadline: 'en_route_by' },
        });
      }
      return accept(null);
    });
    const { items } = await read(incident, on.caller(centerId, 'team', { teamId: own }));
    expect(items.map(({ type }) => type)).toEqual(['incident.opened', 'assignment.overdue']);
    expect(items[1]!.payload).toMatchObject({ teamId: own });
    expect((await read(incident)).items).toHaveLength(3);
  });

  it('begins with the ring of the contact it was opened from', async () => {
    const contactId = uuidv7();
    const ring = (type: 'contact.rang' | 'contact.call_back_due', subjectId: string) =>
      on.get(Commands).run(operator, async (tx) => {
        const payload = type === 'contact.rang' ? { channel: 'voice', at: tx.now.toISOString() } : {};
        tx.record({ type, subjectId, subjectVersion: 1, payload: payload as never });
        return accept(null);
      });
    await ring('contact.rang', contactId);
    await ring('contact.rang', uuidv7());
    const incident = await on.open(operator, { contactId });
    await ring('contact.call_back_due', contactId);
    expect((await read(incident)).items.map(({ seq, type }) => [seq, type])).toEqual([
      [1, 'contact.rang'],
      [3, 'incident.opened'],
      [4, 'contact.call_back_due'],
    ]);
  });

  it('comes a page at a time', async () => {
    const incident = await on.open(operator);
    for (const text of ['satu', 'dua', 'tiga']) await on.get(Notes).add(operator, incident.id, { text });
    const first = await read(incident, operator, { limit: 3 });
    const second = await read(incident, operator, { limit: 3, cursor: first.nextCursor });
    expect([...first.items, ...second.items].map(({ note }) => note)).toEqual([
      undefined,
      'satu',
      'dua',
      'tiga',
    ]);
    expect(second.nextCursor).toBeNull();
  });

  it('keeps the words of notes from roles that may not read them', async () => {
    const incident = await on.open(operator);
    await on.get(Notes).add(operator, incident.id, { text: 'RAHASIA' });
    const { items } = await read(incident, on.caller(centerId, 'manager'));
    expect(items[1]).toMatchObject({ type: 'incident.note_added', note: null });
    expect(JSON.stringify(items)).not.toContain('RAHASIA');
  });

  it('keeps who opened the words of notes', async () => {
    const incident = await on.open(operator);
    await read(incident);
    await on.get(Notes).add(operator, incident.id, { text: 'pintu belakang' });
    await read(incident);
    await read(incident, on.caller(centerId, 'manager'));
    const accesses: unknown = await on.ground.dataSource.query(
      `select actor, action, subject_id from personal_data_access where center_id = $1`,
      [centerId],
    );
    expect(accesses).toEqual([
      { actor: operator.actor, action: 'incident.notes_opened', subject_id: incident.id },
    ]);
  });

  it('names the program that acted', async () => {
    const key = uuidv7();
    await on.ground.dataSource.query(
      `insert into api_key (id, center_id, name, permissions, secret_hash, created_at)
       values ($1::uuid, $2, 'Sentral Telepon', '{}', $1::text, $3)`,
      [key, centerId, on.ground.clock.now()],
    );
    const incident = await on.open(on.caller(centerId, 'integration', { actor: `integration:${key}` }));
    expect((await read(incident)).items[0]!.actorName).toBe('Sentral Telepon');
  });

  it('takes notes also after the incident was closed', async () => {
    const incident = await on.open(operator);
    await on.get(IncidentClosing).close(operator, incident.id, { disposition: 'prank' });
    await on.get(Notes).add(operator, incident.id, { text: 'menelepon lagi' });
    expect((await read(incident)).items.at(-1)).toMatchObject({ note: 'menelepon lagi' });
  });

  it('is not found in another center, and refuses a foreign cursor', async () => {
    const incident = await on.open(operator);
    const elsewhere = on.caller((await on.newCenter()).id);
    expect(refusalOf(await on.get(Timelines).get(elsewhere, incident.id, {})).code).toBe('not_found');
    expect(refusalOf(await on.get(Timelines).get(operator, incident.id, { cursor: '!' })).code).toBe(
      'validation_failed',
    );
  });
});
