import { jest } from '@jest/globals';
import { JournalReader, uuidv7, type Caller } from '#lib/platform';
import { describeOnServer, Ground, refusalOf, valueOf } from '#testing';
import { smallProtocol } from '../testing/small-protocol.js';
import { TriageModule } from '../triage.module.js';
import { BuiltInProtocol } from '../version/built-in-protocol.js';
import type { SentAct } from './sent-act.js';
import { TriageReading } from './triage-reading.js';
import { Triages } from './triages.js';
import type { TriageView } from './triage.view.js';

describe('running a triage', () => {
  let ground: Ground;
  let operator: Caller;

  beforeAll(async () => {
    ground = await Ground.prepare([TriageModule]);
    jest.spyOn(ground.get(BuiltInProtocol), 'read').mockReturnValue(smallProtocol());
  });
  afterAll(() => ground.close());
  beforeEach(async () => {
    operator = await ground.newUser((await ground.newCenter()).id, 'operator', 'Dewi');
  });

  const start = async () => valueOf(await ground.get(Triages).start(operator, {}));
  const tryTo = (
    act: SentAct,
    { id, version }: TriageView,
    { by = operator, match = `"${version}"` as string | null } = {},
  ) => ground.get(Triages).act(by, id, match ?? undefined, act);
  const answer = (name: string, value: string): SentAct => {
    const [card, question] = name.split('.') as [string, string];
    return { kind: 'answered', card, question, value };
  };
  /** Does one after the other, a second each. */
  const does = async (triage: TriageView, ...acts: SentAct[]): Promise<TriageView> => {
    for (const act of acts) {
      ground.clock.advanceSeconds(1);
      triage = valueOf(await tryTo(act, triage));
    }
    return triage;
  };
  const get = async ({ id }: TriageView, by = operator) =>
    valueOf(await ground.get(TriageReading).get(by, id));
  const journal = () => ground.get(JournalReader).listAfter(operator.centerId, 0, 1_000);
  const accesses = (): Promise<{ action: string }[]> =>
    ground.dataSource.query(`select action, subject_id from personal_data_access where center_id = $1`, [
      operator.centerId,
    ]);

  it('begins with the questions that every caller is asked, in both languages, not approved by anybody', async () => {
    const triage = await start();
    expect(triage).toMatchObject({
      state: 'running',
      protocol: { number: 1 },
      card: { number: '00', approved: null },
      priority: null,
      danger: null,
      version: 1,
    });
    expect(triage.next[1]).toMatchObject({ card: '00', key: 'age', ask: { id: 'age? (id)', en: 'age?' } });
  });

  it('keeps every answer with its second and who gave it, a changed one too', async () => {
    const colleague = await ground.newUser(operator.centerId, 'operator', 'Budi');
    let triage = await does(await start(), { kind: 'card_chosen', card: '06' }, answer('06.sweating', 'yes'));
    ground.clock.advanceSeconds(5);
    triage = valueOf(await tryTo(answer('06.sweating', 'no'), triage, { by: colleague }));
    expect(triage.answers).toMatchObject([
      { question: 'sweating', value: 'no', at: ground.clock.now().toISOString(), byName: 'Budi', changes: 1 },
    ]);
    const { items } = valueOf(await ground.get(TriageReading).record(operator, triage.id));
    expect(items.map(({ kind, value, byName }) => [kind, value, byName])).toEqual([
      ['card_chosen', undefined, 'Dewi'],
      ['answered', 'yes', 'Dewi'],
      ['answered', 'no', 'Budi'],
    ]);
    expect(triage).toMatchObject({ priority: 'P2', determinant: '06.B.01', danger: { level: 'B' } });
    expect(await get(triage)).toEqual(triage);
  });

  it('shows the lower result beside the highest danger, and lowers it only for a reason', async () => {
    const vitals = ['00.age', '00.awake', '00.breathingNormally'].map((name) =>
      answer(name, name === '00.age' ? '40' : 'yes'),
    );
    let triage = await does(await start(), ...vitals, { kind: 'card_chosen', card: '06' });
    triage = await does(triage, answer('06.sweating', 'yes'), answer('06.sweating', 'no'));
    expect(triage).toMatchObject({ priority: 'P2', proposal: { determinant: '06.C.01', priority: 'P3' } });
    triage = await does(triage, { kind: 'overridden', priority: 'P3', reason: 'only warm' });
    expect(triage).toMatchObject({
      priority: 'P3',
      danger: { overridden: true },
      overrides: [{ priority: 'P3', reason: 'only warm', byName: 'Dewi' }],
    });
    expect((await journal()).slice(-2)).toMatchObject([
      { type: 'triage.overridden', payload: { priority: 'P3', previous: 'P2' } },
      { type: 'triage.graded', payload: { priority: 'P3', previous: 'P2' } },
    ]);
  });

  it('marks the clocks, and tells what happened without telling what was answered', async () => {
    const triage = await does(
      await start(),
      answer('00.words', 'RAHASIA tidak bernapas'),
      answer('00.awake', 'no'),
      answer('00.breathingNormally', 'no'),
      { kind: 'step_read', script: 'cpr', step: 'floor' },
      { kind: 'step_read', script: 'cpr', step: 'press' },
    );
    expect(triage).toMatchObject({ type: 'cardiac_arrest', priority: 'P1', determinant: '00.A.01' });
    const { placeKnownAt, ...marks } = triage.marks;
    expect(placeKnownAt).toBeNull();
    expect(Object.values(marks).every((at) => at !== null)).toBe(true);
    const entries = await journal();
    expect(entries.map(({ type }) => type).filter((type) => type.startsWith('triage.'))).toEqual([
      'triage.started',
      'triage.answered',
      'triage.answered',
      'triage.graded',
      'triage.answered',
      'triage.card_reached',
      'triage.mark_reached',
      'triage.step_read',
      'triage.mark_reached',
      'triage.step_read',
      'triage.mark_reached',
    ]);
    expect(JSON.stringify(entries)).not.toContain('RAHASIA');
    expect(entries.find(({ type }) => type === 'triage.answered')!.payload).toEqual({
      card: '00',
      changed: false,
    });
  });

  it('refuses an answer the question does not take, naming the field', async () => {
    const triage = await start();
    const fieldsOf = async (act: SentAct) => refusalOf(await tryTo(act, triage)).fields;
    expect(await fieldsOf(answer('00.awake', 'perhaps'))).toEqual([
      { field: 'value', rule: 'notAnOption', parameters: { 0: 'yes, no, unknown' } },
    ]);
    expect(await fieldsOf(answer('00.age', '300'))).toMatchObject([{ rule: 'outOfRange' }]);
    expect(await fieldsOf(answer('00.age', 'tua'))).toMatchObject([{ field: 'value', rule: 'notAnOption' }]);
    expect(await fieldsOf(answer('00.nothing', 'yes'))).toMatchObject([
      { field: 'question', rule: 'notFound' },
    ]);
    expect(await fieldsOf({ kind: 'card_chosen', card: '77' })).toMatchObject([{ field: 'card' }]);
    expect(await fieldsOf({ kind: 'step_read', script: 'cpr', step: 'x' })).toMatchObject([
      { field: 'step' },
    ]);
    expect((await get(triage)).version).toBe(1);
  });

  it('takes a number as people write it, and unknown for every question', async () => {
    const triage = await does(await start(), answer('00.age', '0,5'), answer('00.awake', 'unknown'));
    expect(triage.answers.map(({ value }) => value)).toEqual(['0.5', 'unknown']);
  });

  it('lets nobody overwrite what they have not read', async () => {
    const triage = await start();
    const changed = valueOf(await tryTo(answer('00.awake', 'yes'), triage, { match: null }));
    expect(refusalOf(await tryTo(answer('00.awake', 'no'), changed, { match: null })).code).toBe(
      'if_match_required',
    );
    expect(refusalOf(await tryTo(answer('00.awake', 'no'), triage))).toMatchObject({
      code: 'version_mismatch',
      current: { version: 2, answers: [{ value: 'yes' }] },
    });
    expect(refusalOf(await tryTo({ kind: 'finished' }, changed, { match: null })).code).toBe(
      'if_match_required',
    );
  });

  it('takes an answer that is sent again as the same answer', async () => {
    const triage = valueOf(await tryTo(answer('00.awake', 'yes'), await start()));
    expect(valueOf(await tryTo(answer('00.awake', 'yes'), triage, { match: null }))).toEqual(triage);
  });

  it('is finished once; then only steps are read and the priority is set', async () => {
    const triage = await does(await start(), { kind: 'card_chosen', card: '06' }, { kind: 'finished' });
    expect(triage).toMatchObject({
      state: 'finished',
      complete: false,
      priority: 'P3',
      determinant: '06.C.01',
    });
    expect(refusalOf(await tryTo(answer('06.sweating', 'yes'), triage)).code).toBe('triage_finished');
    expect(refusalOf(await tryTo({ kind: 'finished' }, triage)).code).toBe('triage_finished');
    await does(
      triage,
      { kind: 'step_read', script: 'wait', step: 'wait' },
      { kind: 'overridden', priority: 'P1', reason: 'called again' },
    );
  });

  it('keeps who opened it, and who opened its record', async () => {
    const triage = await start();
    await get(triage);
    await ground.get(TriageReading).record(operator, triage.id);
    expect(await accesses()).toEqual([
      { action: 'triage.opened', subject_id: triage.id },
      { action: 'triage.record_opened', subject_id: triage.id },
    ]);
  });

  it('is listed without its answers, and known in its center alone', async () => {
    const first = await start();
    ground.clock.advanceSeconds(1);
    const second = await start();
    const page = valueOf(await ground.get(TriageReading).list(operator, { limit: 1 }));
    expect(page.items.map(({ id }) => id)).toEqual([second.id]);
    const next = valueOf(
      await ground.get(TriageReading).list(operator, { limit: 1, cursor: page.nextCursor! }),
    );
    expect(next).toMatchObject({ items: [{ id: first.id }], nextCursor: null });
    expect(next.items[0]).not.toHaveProperty('answers');
    const stranger = ground.caller((await ground.newCenter()).id);
    expect(refusalOf(await ground.get(TriageReading).get(stranger, first.id)).code).toBe('not_found');
    expect(refusalOf(await tryTo(answer('00.awake', 'no'), first, { by: stranger })).code).toBe('not_found');
  });

  it('is refused for a contact or an incident of nobody', async () => {
    const { start: starting } = ground.get(Triages);
    const refused = async (subject: object) =>
      refusalOf(await starting.call(ground.get(Triages), operator, subject)).fields?.[0]?.field;
    expect(await refused({ contactId: uuidv7() })).toBe('contactId');
    expect(await refused({ incidentId: uuidv7() })).toBe('incidentId');
  });

  it('keeps entries as they were made, whatever a program tries', async () => {
    await does(await start(), answer('00.awake', 'yes'));
    await expect(ground.dataSource.query(`update triage_entry set actor = 'system'`)).rejects.toThrow(
      'append-only',
    );
  });

  describeOnServer('by two at once', () => {
    it('keeps both of their answers, in one order', async () => {
      const triage = await start();
      const names = ['00.awake', '00.breathingNormally', '06.sweating', '06.weapon', '03.moves'];
      const results = await Promise.all(
        names.map((name) => tryTo(answer(name, 'yes'), triage, { match: null })),
      );
      results.map(valueOf);
      const after = await get(triage);
      expect(after.answers).toHaveLength(names.length);
      expect(after.version).toBe(1 + names.length);
    });

    it('lets one of two changes of the same answer through', async () => {
      const triage = valueOf(await tryTo(answer('00.awake', 'yes'), await start()));
      const results = await Promise.all(
        ['no', 'unknown'].map((value) => tryTo(answer('00.awake', value), triage)),
      );
      expect(results.filter(({ accepted }) => accepted)).toHaveLength(1);
    });
  });
});
