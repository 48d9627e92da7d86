import { jest } from '@jest/globals';
import type { CaseReviewPart } from '#lib/contract';
import { Deadlines, findRow, JournalReader, uuidv7, type Caller } from '#lib/platform';
import { describeOnServer, Ground, refusalOf, valueOf } from '#testing';
import type { SentAct } from '../triage/sent-act.js';
import { Triages } from '../triage/triages.js';
import { TriageSubjects, type TriagedContact } from '../triage/triage-subjects.js';
import type { TriageView } from '../triage/triage.view.js';
import { smallProtocol } from '../testing/small-protocol.js';
import { TriageModule } from '../triage.module.js';
import { BuiltInProtocol } from '../version/built-in-protocol.js';
import { CaseReviewReading } from './case-review-reading.js';
import type { CaseReviewChanges } from './case-review.dto.js';
import type { CaseReviewSummary } from './case-review.view.js';
import { CaseReviews } from './case-reviews.js';
import { RandomDraw } from './random-draw.js';
import { CaseReviewResults } from './results/case-review-results.js';

const answer = (name: string, value: string): SentAct => {
  const [card, question] = name.split('.') as [string, string];
  return { kind: 'answered', card, question, value };
};
const finish: SentAct = { kind: 'finished' };
const override: SentAct = { kind: 'overridden', priority: 'P3', reason: 'RAHASIA tetangga' };
const arrest = [answer('00.awake', 'no'), answer('00.breathingNormally', 'no')];
const ordinary: SentAct[] = [
  answer('00.words', 'RAHASIA nyeri'),
  answer('00.age', '40'),
  answer('00.awake', 'yes'),
  answer('00.breathingNormally', 'yes'),
  { kind: 'card_chosen', card: '06' },
  answer('06.sweating', 'no'),
  answer('06.weapon', 'no'),
  finish,
];
const scored: CaseReviewPart[] = ['questions', 'order', 'times', 'instructions'];

describe('case review', () => {
  let ground: Ground;
  let operator: Caller;
  let supervisor: Caller;

  beforeAll(async () => {
    ground = await Ground.prepare([TriageModule]);
    jest.spyOn(ground.get(BuiltInProtocol), 'read').mockReturnValue(smallProtocol());
    ground.get(TriageSubjects).provideContacts({
      find: (on, _, id) => {
        return findRow<TriagedContact>(
          on,
          `select incident_id as "incidentId", answered_at as "answeredAt", answered_by as "answeredBy"
           from contact where id = $1`,
          [id],
        );
      },
    });
  });
  afterAll(() => ground.close());
  beforeEach(() => newCenter({ randomShare: 0 }));

  const newCenter = async (caseReview: object) => {
    const { id } = await ground.newCenter();
    await ground.dataSource.query(`update center set settings = $2 where id = $1`, [
      id,
      JSON.stringify({ caseReview }),
    ]);
    operator = await ground.newUser(id, 'operator', 'Dewi');
    supervisor = await ground.newUser(id, 'supervisor', 'Sari');
  };
  const newContact = async ({ answeredBy = operator }: { answeredBy?: Caller } = {}) => {
    const id = uuidv7();
    await ground.dataSource.query(
      `insert into contact (id, center_id, channel, ringing_at, answered_at, answered_by, created_at)
       values ($1, $2, 'voice', $3, $3, $4, $3)`,
      [id, operator.centerId, ground.clock.now(), answeredBy.userId],
    );
    return id;
  };
  /** Does one act after the other, some seconds each. */
  const triage = async (
    acts: readonly SentAct[],
    {
      contactId = null,
      seconds = 1,
      by = operator,
    }: { contactId?: string | null; seconds?: number; by?: Caller } = {},
  ): Promise<TriageView> => {
    let view = valueOf(await ground.get(Triages).start(by, { contactId }));
    for (const act of acts) view = await goOn(view, act, { seconds, by });
    return view;
  };
  const goOn = async ({ id, version }: TriageView, act: SentAct, { seconds = 1, by = operator } = {}) => {
    ground.clock.advanceSeconds(seconds);
    return valueOf(await ground.get(Triages).act(by, id, `"${version}"`, act));
  };
  const queue = async (query = {}) =>
    valueOf(await ground.get(CaseReviewReading).queue(supervisor, query)).items;
  const reviewOf = async ({ id }: { id: string }) =>
    (await queue()).find(({ triageId }) => triageId === id) as CaseReviewSummary;
  const take = (id: string, by = supervisor) => ground.get(CaseReviews).take(by, id);
  const judge = ({ id, version }: CaseReviewSummary, changes: CaseReviewChanges, by = supervisor) =>
    ground.get(CaseReviews).judge(by, id, `"${version}"`, changes);
  const end = ({ id, version }: CaseReviewSummary, by = supervisor) =>
    ground.get(CaseReviews).finish(by, id, `"${version}"`);
  const agreeing = (...disagreed: CaseReviewPart[]): CaseReviewChanges => ({
    verdicts: scored.map((part) =>
      disagreed.includes(part) ? { part, verdict: 'disagree', note: 'RAHASIA' } : { part, verdict: 'agree' },
    ),
  });
  /** Taken, judged and finished. */
  const reviewed = async (of: TriageView, ...disagreed: CaseReviewPart[]) => {
    const taken = valueOf(await take((await reviewOf(of)).id));
    return valueOf(await end(valueOf(await judge(taken, agreeing(...disagreed)))));
  };
  const journal = () => ground.get(JournalReader).listAfter(operator.centerId, 0, 1_000);
  const results = async (query = {}) =>
    valueOf(
      await ground
        .get(CaseReviewResults)
        .read(supervisor, { to: new Date(ground.clock.now().getTime() + 1_000), ...query }),
    ).groups;

  describe('the queue', () => {
    it('gets every arrest and every overridden priority when the triage is finished, and nothing else', async () => {
      await triage(ordinary);
      const [heart, lowered] = [
        await triage([...arrest, finish]),
        await triage([answer('06.sweating', 'yes'), override, finish]),
      ];
      const both = await triage([...arrest, override, finish]);
      expect((await queue()).map(({ triageId, reasons }) => [triageId, reasons])).toEqual([
        [heart.id, ['arrest']],
        [lowered.id, ['overridden']],
        [both.id, ['arrest', 'overridden']],
      ]);
      expect((await queue({ reason: 'overridden' })).map(({ triageId }) => triageId)).toEqual([
        lowered.id,
        both.id,
      ]);
    });

    it('gets a triage that was overridden after its end, and tells that it was', async () => {
      const finished = await triage(ordinary);
      await goOn(finished, override);
      expect(await reviewOf(finished)).toMatchObject({ reasons: ['overridden'], version: 1 });
      const heart = await triage([...arrest, finish]);
      await goOn(heart, override);
      expect(await reviewOf(heart)).toMatchObject({ reasons: ['arrest', 'overridden'], version: 2 });
    });

    it('gets a triage that nobody finished when its time is over, and once only', async () => {
      await newCenter({ randomShare: 0, unfinishedAfterSeconds: 600 });
      const open = await triage(arrest);
      await ground.get(Deadlines).fireDue();
      expect(await queue()).toEqual([]);
      ground.clock.advanceSeconds(600);
      await ground.get(Deadlines).fireDue();
      expect(await reviewOf(open)).toMatchObject({ reasons: ['arrest'] });
      await goOn(open, finish);
      ground.clock.advanceSeconds(600);
      await ground.get(Deadlines).fireDue();
      expect(await queue()).toHaveLength(1);
    });

    it('gets a share of the rest that is the same for the same triage and different for another', async () => {
      await newCenter({ randomShare: 1 });
      const one = await triage(ordinary);
      expect(await reviewOf(one)).toMatchObject({ reasons: ['random'] });
      const draw = ground.get(RandomDraw);
      expect(draw.of(one.id)).toBe(draw.of(one.id));
      const drawn = Array.from({ length: 4_000 }, () => draw.of(uuidv7()));
      const share = drawn.filter((value) => value < 0.05).length / drawn.length;
      expect(share).toBeGreaterThan(0.03);
      expect(share).toBeLessThan(0.07);
      expect(new RandomDraw('another secret of tests, long enough').of(one.id)).not.toBe(draw.of(one.id));
    });

    it('pages what has waited longest first, and is of its own center', async () => {
      const [one, other] = [await triage([...arrest, finish]), await triage([...arrest, finish])];
      const reading = ground.get(CaseReviewReading);
      const first = valueOf(await reading.queue(supervisor, { limit: 1 }));
      expect(first.items.map(({ triageId }) => triageId)).toEqual([one.id]);
      const second = valueOf(await reading.queue(supervisor, { limit: 1, cursor: first.nextCursor! }));
      expect(second).toMatchObject({ items: [{ triageId: other.id }], nextCursor: null });
      const stranger = await ground.newUser((await ground.newCenter()).id, 'supervisor');
      expect(valueOf(await reading.queue(stranger, {})).items).toEqual([]);
      expect(refusalOf(await reading.get(stranger, first.items[0]!.id)).code).toBe('not_found');
      expect(refusalOf(await take(first.items[0]!.id, stranger)).code).toBe('not_found');
    });
  });

  describe('a review', () => {
    const open = async ({ id }: { id: string }, by = supervisor) =>
      valueOf(await ground.get(CaseReviewReading).get(by, id));

    it('lays the recorded call beside the protocol, measured from the answer', async () => {
      const contactId = await newContact();
      const acts: SentAct[] = [
        ...arrest,
        { kind: 'step_read', script: 'cpr', step: 'floor' },
        { kind: 'step_read', script: 'cpr', step: 'press' },
        finish,
      ];
      const view = await open(await reviewOf(await triage(acts, { contactId, seconds: 50 })));
      expect(view.clock.from).toBe('answered');
      expect(view.keyPoints).toMatchObject([
        { keyPoint: 'awake', seconds: 50, targetSeconds: 60 },
        { keyPoint: 'breathing', seconds: 100, targetSeconds: 60 },
        { keyPoint: 'card_chosen', seconds: 100, targetSeconds: 90 },
        { keyPoint: 'determinant', seconds: 50, targetSeconds: 120 },
        { keyPoint: 'arrest_recognised', seconds: 100, targetSeconds: 120 },
        { keyPoint: 'first_compression', seconds: 200, targetSeconds: 180 },
      ]);
      expect(view.questions.filter(({ missed }) => missed).map(({ question }) => question)).toEqual([
        'words',
        'age',
        'moves',
      ]);
      expect(view.questions.find(({ question }) => question === 'awake')).toMatchObject({
        ask: { en: 'awake?' },
        answers: [{ value: 'no', seconds: 50, byName: 'Dewi' }],
      });
      expect(view.scripts).toMatchObject([
        { script: 'cpr', due: true, steps: [{ seconds: 150 }, { seconds: 200, times: 1 }] },
      ]);
      expect(view.score).toBeLessThan(100);
      expect(view.parts[0]!.explanation.id).toBe('3 dari 5 pertanyaan kunci tidak ditanyakan.');
    });

    it('measures a second patient of the same call from the start of that triage', async () => {
      const contactId = await newContact();
      await triage([...arrest, finish], { contactId });
      ground.clock.advanceSeconds(500);
      const second = await open(await reviewOf(await triage([...arrest, finish], { contactId })));
      expect(second.clock.from).toBe('started');
      expect(second.keyPoints[0]!.seconds).toBe(1);
    });

    it('keeps who opened it', async () => {
      const review = await reviewOf(await triage([...arrest, finish]));
      await open(review);
      expect(
        await ground.dataSource.query(
          `select action, actor from personal_data_access where subject_id = $1`,
          [review.id],
        ),
      ).toEqual([{ action: 'case_review.opened', actor: supervisor.actor }]);
    });

    it('is taken by one person, who did not take part in the call', async () => {
      const contactId = await newContact({ answeredBy: supervisor });
      const { id } = await reviewOf(await triage([...arrest, finish], { contactId }));
      expect(refusalOf(await take(id)).code).toBe('case_review_own_call');
      expect(refusalOf(await take(id, operator)).code).toBe('case_review_own_call');
      const doctor = await ground.newUser(operator.centerId, 'doctor', 'dr. Rini');
      const taken = valueOf(await take(id, doctor));
      expect(taken).toMatchObject({ state: 'taken', takenBy: { name: 'dr. Rini' }, version: 2 });
      expect(valueOf(await take(id, doctor))).toEqual(taken);
      const other = await ground.newUser(operator.centerId, 'supervisor');
      expect(refusalOf(await take(id, other))).toMatchObject({
        code: 'case_review_taken',
        current: { takenBy: { id: doctor.userId } },
      });
    });

    it('is not finished by somebody who acted in the triage after taking it', async () => {
      const view = await triage([...arrest, finish]);
      const taken = valueOf(await take((await reviewOf(view)).id));
      await goOn(view, { kind: 'step_read', script: 'cpr', step: 'floor' }, { by: supervisor });
      const judged = valueOf(await judge(taken, agreeing()));
      expect(refusalOf(await end(judged)).code).toBe('case_review_own_call');
    });

    it('is judged by whoever took it, on the version they have read', async () => {
      const review = await reviewOf(await triage([...arrest, finish]));
      expect(refusalOf(await judge(review, agreeing())).code).toBe('case_review_not_taken');
      const taken = valueOf(await take(review.id));
      expect(refusalOf(await judge(review, agreeing())).code).toBe('version_mismatch');
      const without = await ground.get(CaseReviews).judge(supervisor, review.id, undefined, agreeing());
      expect(refusalOf(without).code).toBe('if_match_required');
      const unexplained = await judge(taken, { verdicts: [{ part: 'order', verdict: 'disagree' }] });
      expect(refusalOf(unexplained)).toMatchObject({ fields: [{ field: 'verdicts.0.note' }] });
      const other = await ground.newUser(operator.centerId, 'doctor');
      expect(refusalOf(await judge(taken, agreeing(), other)).code).toBe('case_review_not_taken');
      const judged = valueOf(await judge(taken, agreeing('order')));
      const again = valueOf(await judge(judged, { verdicts: [{ part: 'order', verdict: 'agree' }] }));
      expect(again.verdicts).toHaveLength(4);
      expect(again.verdicts.find(({ part }) => part === 'order')).toEqual({
        part: 'order',
        verdict: 'agree',
        note: null,
      });
    });

    it('tells nobody but its reviewer what is said of the call before it is finished', async () => {
      const view = await triage([...arrest, finish]);
      const taken = valueOf(await take((await reviewOf(view)).id));
      const judged = valueOf(await judge(taken, { ...agreeing('order'), summary: 'tenang' }));
      const other = await ground.newUser(operator.centerId, 'supervisor');
      const seenBy = async (by: Caller) => {
        const { verdicts, summary } = await open(judged, by);
        return [verdicts.length, summary];
      };
      expect(await seenBy(supervisor)).toEqual([4, 'tenang']);
      expect(await seenBy(other)).toEqual([0, null]);
      const queued = valueOf(await ground.get(CaseReviewReading).queue(other, {})).items;
      expect(queued).toMatchObject([{ verdicts: [], summary: null }]);
      valueOf(await end(judged));
      expect(await seenBy(other)).toEqual([4, 'tenang']);
    });

    it('ends only when every part that has points was judged', async () => {
      const taken = valueOf(await take((await reviewOf(await triage([...arrest, finish]))).id));
      const some = valueOf(await judge(taken, { verdicts: [{ part: 'times', verdict: 'agree' }] }));
      expect(refusalOf(await end(some))).toMatchObject({
        code: 'case_review_incomplete',
        fields: [{ field: 'verdicts', parameters: { 0: 'questions, order, instructions' } }],
      });
    });

    it('is final, and stays what it was when settings and triage change', async () => {
      const view = await triage([...arrest, finish]);
      const finished = await reviewed(view, 'instructions');
      const before = await open(finished);
      expect(before).toMatchObject({ state: 'finished', score: before.score });
      expect(before.agreedScore).toBeGreaterThan(before.score!);
      await goOn(view, { kind: 'step_read', script: 'cpr', step: 'press' });
      await goOn({ ...view, version: view.version + 1 }, override);
      const after = await open(finished);
      expect([after.score, after.parts, after.reasons]).toEqual([before.score, before.parts, ['arrest']]);
      for (const refused of [
        await judge(finished, agreeing()),
        await end(finished),
        await take(finished.id),
      ]) {
        expect(refusalOf(refused).code).toBe('case_review_finished');
      }
      expect(await queue()).toEqual([]);
    });

    it('goes back into the queue without what was said', async () => {
      const taken = valueOf(await take((await reviewOf(await triage([...arrest, finish]))).id));
      const { id, version } = valueOf(await judge(taken, { ...agreeing(), summary: 'tenang' }));
      const other = await ground.newUser(operator.centerId, 'supervisor');
      const released = valueOf(await ground.get(CaseReviews).release(other, id, `"${version}"`));
      expect(released).toMatchObject({ state: 'waiting', takenBy: null, verdicts: [], summary: null });
      const again = await ground.get(CaseReviews).release(other, id, `"${released.version}"`);
      expect(refusalOf(again).code).toBe('case_review_not_taken');
    });

    it('is not taken from its reviewer by somebody who took part in the call', async () => {
      const contactId = await newContact({ answeredBy: supervisor });
      const { id } = await reviewOf(await triage([...arrest, finish], { contactId }));
      const { version } = valueOf(await take(id, await ground.newUser(operator.centerId, 'doctor')));
      const released = await ground.get(CaseReviews).release(supervisor, id, `"${version}"`);
      expect(refusalOf(released).code).toBe('case_review_own_call');
    });

    it('is told to the journal step by step, without answers, notes, points or names', async () => {
      await reviewed(await triage([...ordinary.slice(0, -1), override, finish]), 'order');
      const entries = (await journal()).filter(({ type }) => type.startsWith('case_review.'));
      expect(entries.map(({ type, subjectVersion }) => [type, subjectVersion])).toEqual([
        ['case_review.chosen', 1],
        ['case_review.taken', 2],
        ['case_review.changed', 3],
        ['case_review.finished', 4],
      ]);
      expect(entries.every(({ incidentId }) => incidentId === null)).toBe(true);
      expect(JSON.stringify(await journal())).not.toMatch(/RAHASIA|Dewi|score|disagree/);
    });

    it('is read by whoever took the call once it is finished, and by no other operator', async () => {
      const reading = ground.get(CaseReviewReading);
      const view = await triage([...arrest, finish]);
      const own = async (by: Caller) => valueOf(await reading.own(by, {})).items;
      const { id } = await reviewOf(view);
      expect(await own(operator)).toEqual([]);
      expect(refusalOf(await reading.getOwn(operator, id)).code).toBe('not_found');
      await reviewed(view);
      expect((await own(operator)).map(({ triageId }) => triageId)).toEqual([view.id]);
      expect(valueOf(await reading.getOwn(operator, id)).verdicts).toHaveLength(4);
      const colleague = await ground.newUser(operator.centerId, 'operator');
      expect(await own(colleague)).toEqual([]);
      expect(refusalOf(await reading.getOwn(colleague, id)).code).toBe('not_found');
    });
  });

  describe('results', () => {
    it('tell of each operator the medians, and how many were left out', async () => {
      const colleague = await ground.newUser(operator.centerId, 'operator', 'Budi');
      const call = async (seconds: number) =>
        triage([...arrest, { kind: 'step_read', script: 'cpr', step: 'press' }, finish], {
          contactId: await newContact(),
          seconds,
        });
      for (const seconds of [10, 20, 60]) await reviewed(await call(seconds));
      await reviewed(await call(90), 'times');
      await reviewed(await triage([...arrest, finish]));
      await reviewed(await triage([...arrest, finish]), ...scored);
      await triage([...arrest, finish]);
      valueOf(await take((await reviewOf(await triage([...arrest, override, finish]))).id));
      await triage([override, finish], { by: colleague });
      const groups = await results();
      expect(groups.map(({ label, reviews }) => [label, reviews])).toEqual([
        ['Budi', 1],
        ['Dewi', 8],
      ]);
      const [budi, dewi] = groups;
      expect(budi).toMatchObject({ medianScore: null, measured: 0, parts: [], keyPoints: [] });
      expect(dewi).toMatchObject({
        key: operator.userId,
        reasons: { arrest: 8, overridden: 1, random: 0 },
        measured: 5,
        leftOut: { waiting: 1, taken: 1, withoutScore: 1 },
      });
      expect(dewi!.keyPoints.at(-1)).toEqual({
        keyPoint: 'first_compression',
        measured: 3,
        withinTarget: 3,
        neverReached: 1,
        notFromAnswer: 0,
        disagreed: 2,
        medianSeconds: 60,
      });
      expect(dewi!.keyPoints[0]).toMatchObject({
        measured: 3,
        notFromAnswer: 1,
        disagreed: 2,
        medianSeconds: 20,
      });
      expect(dewi!.parts.find(({ part }) => part === 'times')).toMatchObject({ measured: 4, disagreed: 2 });
      expect(dewi!.parts.find(({ part }) => part === 'changes')).toMatchObject({
        measured: 0,
        notScored: 6,
        medianScore: null,
      });
    });

    it('tell them by card with its title, for one reason, in one period', async () => {
      await newCenter({ randomShare: 1 });
      await reviewed(await triage(ordinary));
      await triage([...arrest, finish]);
      expect((await results({ groupBy: 'card' })).map(({ key, label }) => [key, label])).toEqual([
        ['03', 'card 03'],
        ['06', 'card 06'],
      ]);
      const random = await results({ groupBy: 'card', reason: 'random' });
      expect(random).toMatchObject([{ key: '06', measured: 1, reasons: { random: 1, arrest: 0 } }]);
      const [group] = random;
      expect(group!.medianScore).toBeGreaterThan(0);
      expect(await results({ from: new Date(ground.clock.now().getTime() + 500) })).toEqual([]);
    });

    it('refuse a period that ends before it begins, or is too long', async () => {
      const rule = async (from: string) =>
        refusalOf(
          await ground
            .get(CaseReviewResults)
            .read(supervisor, { from: new Date(from), to: new Date('2026-01-01T00:00:00Z') }),
        ).fields![0]!.rule;
      expect(await rule('2026-02-01T00:00:00Z')).toBe('range');
      expect(await rule('2024-01-01T00:00:00Z')).toBe('tooLong');
    });
  });

  describeOnServer('two at once', () => {
    it('get one review between them', async () => {
      const { id } = await reviewOf(await triage([...arrest, finish]));
      const others = await Promise.all([1, 2, 3].map(() => ground.newUser(operator.centerId, 'supervisor')));
      const taken = await Promise.all(others.map((by) => take(id, by)));
      expect(taken.filter(({ accepted }) => accepted)).toHaveLength(1);
    });
  });
});
