import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Centers } from '#lib/center';
import { FacilityModule } from '#lib/facility';
import { IncidentClosing } from '#lib/incident';
import { Contacts, IncidentOpening } from '#lib/intake';
import { PlaceModule, Suggestions } from '#lib/place';
import { Housekeeping, rows, systemCaller, uuidv7, type Caller } from '#lib/platform';
import { ReportingModule, ResponseTimesReport } from '#lib/reporting';
import { Triages } from '#lib/triage';
import { Ground, refusalOf, valueOf } from '#testing';

const day = 86_400;
const numbers = /628123456789|0812-3456-789|Siti|catatan tentang Siti/;
const whereabouts = /6\.90344|107\.61872/;
const answers = /di belakang masjid Salman|62 tahun lalu/;

describe('what is about people', () => {
  let ground: Ground;
  let supervisor: Caller;

  beforeAll(async () => {
    ground = await Ground.prepare([FacilityModule, PlaceModule, ReportingModule]);
  });
  afterAll(() => ground.close());

  /** A call with its triage, its shared place and its incident, closed within the hour. */
  async function emergency(): Promise<{ contactId: string; incidentId: string; triageId: string }> {
    const contacts = ground.get(Contacts);
    const { id: contactId } = valueOf(
      await contacts.ring(supervisor, {
        channel: 'voice',
        callerNumber: '0812-3456-789',
        callerName: 'Siti',
        note: 'catatan tentang Siti',
      }),
    );
    valueOf(await contacts.answer(supervisor, contactId, {}));
    const text = 'https://maps.google.com/?q=-6.90344,107.61872';
    valueOf(await ground.get(Suggestions).tell(supervisor, { contactId }, { text }));
    const { id: triageId } = valueOf(await ground.get(Triages).start(supervisor, { contactId }));
    const answer = (question: string, value: string) =>
      ground
        .get(Triages)
        .act(supervisor, triageId, undefined, { kind: 'answered', card: '00', question, value });
    valueOf(await answer('place', 'di belakang masjid Salman'));
    valueOf(await answer('awake', 'no'));
    valueOf(await answer('breathingNormally', 'no'));
    const { id: incidentId } = valueOf(
      await ground
        .get(IncidentOpening)
        .open(supervisor, { contactId, place: { lat: -6.9218, lon: 107.6071 }, complaint: 'Pingsan' }),
    );
    ground.clock.advanceSeconds(600);
    valueOf(await contacts.end(supervisor, contactId, {}));
    return { contactId, incidentId, triageId };
  }
  const close = (incidentId: string) =>
    ground.get(IncidentClosing).close(supervisor, incidentId, { disposition: 'treated_on_scene' });
  const pass = async (days: number) => {
    ground.clock.advanceSeconds(days * day);
    await ground.get(Housekeeping).runAll();
  };
  /** Everything the database says, but for what the journal never holds and a person's own account. */
  async function everything(): Promise<string> {
    const tables = await rows<{ name: string }>(
      ground.dataSource,
      `select table_name as name from information_schema.tables
       where table_schema = 'public' and table_type = 'BASE TABLE'
         and table_name not in ('spatial_ref_sys', 'protocol_version')`,
    );
    const parts: string[] = [];
    for (const { name } of tables) {
      const geographies = await rows<{ column: string }>(
        ground.dataSource,
        `select column_name as column from information_schema.columns
         where table_name = $1 and udt_name = 'geography' and column_name = 'position'`,
        [name],
      );
      const position = geographies.length > 0 ? `, ST_AsText(position)` : '';
      const found = await rows(ground.dataSource, `select "${name}"::text${position} from "${name}"`);
      parts.push(JSON.stringify(found));
    }
    return parts.join('\n');
  }
  const statistics = async (from: Date) => {
    const read = valueOf(
      await ground.get(ResponseTimesReport).read(supervisor, { from, to: ground.clock.now() }),
    );
    return read.groups;
  };

  it('is gone when its time is over, and what was counted of it stays', async () => {
    supervisor = await ground.newUser((await ground.newCenter()).id, 'supervisor');
    const from = ground.clock.now();
    const { contactId, incidentId, triageId } = await emergency();
    await rows(
      ground.dataSource,
      `insert into number_lowering (id, center_id, number, reason, note, lowered_by, lowered_at, until, ended_at)
       values ($4, $1, '+628123456789', 'repeated_prank', 'Siti', $2, $3, $3, $3)`,
      [supervisor.centerId, supervisor.actor, ground.clock.now(), uuidv7()],
    );
    valueOf(await close(incidentId));
    const before = await statistics(from);
    for (const pattern of [numbers, whereabouts, answers]) expect(await everything()).toMatch(pattern);

    await pass(91);
    expect(await everything()).not.toMatch(whereabouts);
    expect(await everything()).toMatch(numbers);
    await pass(275);
    expect(await everything()).not.toMatch(numbers);
    expect(await everything()).toMatch(answers);
    await pass(25 * 366);
    expect(await everything()).not.toMatch(answers);

    const triages = await rows<Record<string, unknown>>(
      ground.dataSource,
      `select priority, type, arrest_recognised_at is not null as arrest, answers_deleted_at is not null as deleted
       from triage where id = $1`,
      [triageId],
    );
    expect(triages).toEqual([{ priority: 'P1', type: 'cardiac_arrest', arrest: true, deleted: true }]);
    const [contact] = await rows<Record<string, unknown>>(
      ground.dataSource,
      `select outcome, incident_id from contact where id = $1`,
      [contactId],
    );
    expect(contact).toEqual({ outcome: 'incident_opened', incident_id: incidentId });
    const to = new Date(from.getTime() + day * 1000);
    const after = valueOf(await ground.get(ResponseTimesReport).read(supervisor, { from, to }));
    expect(after.groups).toEqual(before);
    const late = { kind: 'answered', card: '00', question: 'age', value: '62' } as const;
    expect(refusalOf(await ground.get(Triages).act(supervisor, triageId, undefined, late)).code).toBe(
      'triage_finished',
    );
  });

  it('stays while its incident is open, and as long as the center says', async () => {
    supervisor = await ground.newUser((await ground.newCenter()).id, 'supervisor');
    const retention = { callerDays: 10, placeSuggestionDays: 5, triageAnswerDays: 30 };
    const settings = { retention };
    valueOf(await ground.get(Centers).changeSettings(systemCaller(supervisor.centerId), settings, '"1"'));
    const { incidentId } = await emergency();
    await pass(11);
    for (const pattern of [numbers, whereabouts]) expect(await everything()).toMatch(pattern);
    valueOf(await close(incidentId));
    await pass(0);
    expect(await everything()).not.toMatch(whereabouts);
    await pass(11);
    expect(await everything()).not.toMatch(numbers);
    expect(await everything()).toMatch(answers);
    await pass(20);
    expect(await everything()).not.toMatch(answers);
  });
});
