import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Role } from '#lib/contract';
import { TestSystem } from '../support/test-system.js';
import type { TestAnswer, TestCenter } from '../support/test-system-center.js';

type Body = Record<string, unknown> & {
  id: string;
  version: number;
  code?: string;
  items: (Record<string, unknown> & { id: string; version: number })[];
};
type Asker = Parameters<TestCenter['send']>[0];

describe('case review over HTTP', () => {
  let system: TestSystem;
  let center: TestCenter;
  let reviewId: string;
  let triageId: string;

  const ask = (
    method: string,
    path: string,
    as: Asker,
    body?: unknown,
    version?: number,
  ): Promise<TestAnswer<Body>> => {
    const headers: Record<string, string> = version === undefined ? {} : { 'if-match': `"${version}"` };
    return center.send<Body>(as, method, path, { body, headers });
  };
  const queued = async () => (await ask('GET', '/case-reviews', 'supervisor')).body.items;

  beforeAll(async () => {
    system = await TestSystem.start({ settings: { caseReview: { randomShare: 0 } } });
    ({ center } = system);
    const contact = await ask('POST', '/contacts', 'operator', {
      channel: 'voice',
      callerNumber: '0812345678',
    });
    await ask('POST', `/contacts/${contact.body.id}/answer`, 'operator', {});
    let triage = (await ask('POST', '/triages', 'operator', { contactId: contact.body.id })).body;
    const act = async (path: string, body: object) => {
      const done = await ask('POST', `/triages/${triage.id}/${path}`, 'operator', body, triage.version);
      expect(done.status).toBe(200);
      triage = done.body;
    };
    await act('answers', { card: '00', question: 'whatHappened', value: 'RAHASIA ayah tidak bangun' });
    await act('answers', { card: '00', question: 'awake', value: 'no' });
    await act('answers', { card: '00', question: 'breathingNormally', value: 'no' });
    await act('steps', { script: 'cpr_adult', step: 'press' });
    expect(await queued()).toEqual([]);
    await act('finish', {});
    triageId = triage.id;
  });
  afterAll(() => system?.stop());

  it('puts an arrest into the queue of a supervisor as soon as its triage is finished', async () => {
    const items = await queued();
    expect(items).toMatchObject([
      { triageId, reasons: ['arrest'], state: 'waiting', card: '03', operator: { name: expect.any(String) } },
    ]);
    reviewId = items[0]!.id;
    expect(JSON.stringify(items)).not.toContain('RAHASIA');
  });

  it('shows the call beside the protocol, timed from its answer, with its version as ETag', async () => {
    const read = await ask('GET', `/case-reviews/${reviewId}`, 'doctor');
    expect(read.status).toBe(200);
    expect(read.headers.get('etag')).toBe('"1"');
    expect(read.body).toMatchObject({
      clock: { from: 'answered' },
      protocolVersion: 1,
      triageFinished: true,
    });
    const questions = read.body['questions'] as { question: string; missed: boolean; answers: object[] }[];
    expect(questions.find(({ question }) => question === 'age')).toMatchObject({ missed: true, answers: [] });
    expect(questions.find(({ question }) => question === 'whatHappened')).toMatchObject({
      missed: false,
      answers: [{ value: 'RAHASIA ayah tidak bangun' }],
    });
    const parts = read.body['parts'] as { part: string; score: number | null }[];
    expect(parts.find(({ part }) => part === 'times')?.score).toBe(100);
    expect(parts.find(({ part }) => part === 'questions')?.score).toBeLessThan(100);
  });

  it('is for supervisors and doctors alone', async () => {
    const roles: Role[] = ['operator', 'manager', 'admin', 'team', 'integration'];
    for (const role of roles) {
      for (const path of ['/case-reviews', `/case-reviews/${reviewId}`, '/case-reviews/results']) {
        expect([role, (await ask('GET', path, role)).status]).toEqual([role, 403]);
      }
      expect((await ask('POST', `/case-reviews/${reviewId}/take`, role)).status).toBe(403);
    }
    expect((await ask('GET', `/case-reviews/own/${reviewId}`, 'operator')).status).toBe(404);
    expect((await ask('GET', '/case-reviews/own', 'doctor')).status).toBe(403);
  });

  it('is taken, judged and ended on the version that was read, and then read by the operator', async () => {
    const verdicts = ['questions', 'order', 'times', 'instructions'].map((part) => ({
      part,
      verdict: part === 'order' ? 'disagree' : 'agree',
      note: 'RAHASIA tanyakan umur',
    }));
    expect((await ask('PATCH', `/case-reviews/${reviewId}`, 'supervisor', { verdicts }, 1)).body.code).toBe(
      'case_review_not_taken',
    );
    const taken = await ask('POST', `/case-reviews/${reviewId}/take`, 'supervisor');
    expect(taken.body).toMatchObject({ state: 'taken', version: 2 });
    expect((await ask('POST', `/case-reviews/${reviewId}/take`, 'doctor')).status).toBe(409);
    expect((await ask('POST', `/case-reviews/${reviewId}/finish`, 'supervisor', {})).status).toBe(428);
    expect((await ask('POST', `/case-reviews/${reviewId}/finish`, 'supervisor', {}, 1)).status).toBe(412);
    const early = await ask('POST', `/case-reviews/${reviewId}/finish`, 'supervisor', {}, 2);
    expect(early).toMatchObject({ status: 422, body: { code: 'case_review_incomplete' } });
    const changes = { verdicts, summary: 'Cepat dan tenang' };
    const judged = await ask('PATCH', `/case-reviews/${reviewId}`, 'supervisor', changes, 2);
    expect(judged).toMatchObject({ status: 200, body: { version: 3, summary: 'Cepat dan tenang' } });
    const ended = await ask('POST', `/case-reviews/${reviewId}/finish`, 'supervisor', {}, 3);
    expect(ended).toMatchObject({ status: 200, body: { state: 'finished', version: 4 } });
    const own = await ask('GET', '/case-reviews/own', 'operator');
    expect(own.body.items).toMatchObject([{ id: reviewId, summary: 'Cepat dan tenang' }]);
    expect((await ask('GET', `/case-reviews/own/${reviewId}`, 'operator')).body).toMatchObject({
      agreedScore: ended.body['agreedScore'],
    });
  });

  it('is kept in the audit trail, and told to nobody’s screen', async () => {
    const trail = await ask('GET', `/audit?subjectId=${reviewId}`, 'supervisor');
    const types = trail.body.items.map(({ type }) => type);
    expect(types).toEqual(
      expect.arrayContaining([
        'case_review.chosen',
        'case_review.taken',
        'case_review.changed',
        'case_review.finished',
        'case_review.opened',
      ]),
    );
    expect(JSON.stringify(trail.body)).not.toMatch(/RAHASIA|tenang/);
  });

  it('answers results by operator and by card', async () => {
    const byOperator = await ask('GET', '/case-reviews/results', 'supervisor');
    expect(byOperator.body['groups']).toMatchObject([{ reviews: 1, measured: 1, reasons: { arrest: 1 } }]);
    const byCard = await ask('GET', '/case-reviews/results?groupBy=card&reason=arrest', 'doctor');
    expect(byCard.body['groups']).toMatchObject([
      { key: '03', label: expect.any(String), keyPoints: expect.any(Array) },
    ]);
    expect((await ask('GET', '/case-reviews/results?groupBy=team', 'doctor')).status).toBe(400);
  });
});
