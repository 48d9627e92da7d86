import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { TestSystem } from '../support/test-system.js';
import { cityCenter, type TestCenter } from '../support/test-system-center.js';

interface Body {
  id: string;
  clockStartedAt: string;
  ringingAt: string;
  groups: { intervals: { interval: string; count: number; medianSeconds: number | null }[] }[];
}

describe('the clock of an incident', () => {
  let system: TestSystem;
  let center: TestCenter;

  beforeAll(async () => {
    system = await TestSystem.start({ fleet: ['als_ambulance'] });
    ({ center } = system);
  });
  afterAll(() => system?.stop());

  const say = async (method: string, path: string, body?: object): Promise<Body> => {
    const answer = await center.send<Body>('supervisor', method, path, { body });
    expect(answer.status).toBeLessThan(300);
    return answer.body;
  };
  const secondsAgo = (seconds: number) => new Date(Date.now() - seconds * 1000).toISOString();
  const ring = async (agoSeconds: number, answeredAgoSeconds: number) => {
    const contact = await say('POST', '/contacts', { channel: 'voice', at: secondsAgo(agoSeconds) });
    await say('POST', `/contacts/${contact.id}/answer`, { at: secondsAgo(answeredAgoSeconds) });
    return contact;
  };
  const open = (contactId: string) =>
    say('POST', '/incidents', {
      contactId,
      place: { lat: cityCenter.lat, lon: cityCenter.lon },
      complaint: 'Tabrakan di tol',
    });
  const clockOf = async ({ id }: Body) => (await say('GET', `/incidents/${id}`)).clockStartedAt;
  /** Whole seconds from the first ring to the first answer, of the incidents opened since. */
  const answerSeconds = async (since: string) => {
    const { groups } = await say('GET', `/reports/response-times?from=${since}&to=${secondsAgo(-5)}`);
    const answer = groups[0]!.intervals.find(({ interval }) => interval === 'answer')!;
    expect(answer.count).toBe(1);
    return Math.round(answer.medianSeconds!);
  };

  it.each([
    ['open', false],
    ['closed', true],
  ])(
    'is the same on the board and in the report, earlier calls linked and unlinked: %s',
    async (_, closed) => {
      const since = new Date().toISOString();
      const second = await ring(30, 20);
      const incident = await open(second.id);
      if (closed) await say('POST', `/incidents/${incident.id}/close`, { disposition: 'cancelled' });
      expect([await clockOf(incident), await answerSeconds(since)]).toEqual([second.ringingAt, 10]);
      const first = await ring(90, 75);
      await say('POST', `/contacts/${first.id}/link`, { incidentId: incident.id });
      expect([await clockOf(incident), await answerSeconds(since)]).toEqual([first.ringingAt, 15]);
      await say('POST', `/contacts/${first.id}/unlink`);
      expect([await clockOf(incident), await answerSeconds(since)]).toEqual([second.ringingAt, 10]);
    },
  );

  it('brings the place and the arrest clocks of a call that was linked later into the report', async () => {
    const since = new Date().toISOString();
    const incident = await open((await ring(60, 50)).id);
    const caller = await ring(40, 35);
    await say('POST', `/contacts/${caller.id}/place-known`, { at: secondsAgo(30) });
    const triage = await say('POST', '/triages', { contactId: caller.id });
    for (const question of ['awake', 'breathingNormally']) {
      await say('POST', `/triages/${triage.id}/answers`, { card: '00', question, value: 'no' });
    }
    await say('POST', `/contacts/${caller.id}/link`, { incidentId: incident.id });
    const { groups } = await say('GET', `/reports/response-times?from=${since}&to=${secondsAgo(-5)}`);
    const figure = (name: string) => groups[0]!.intervals.find(({ interval }) => interval === name)!;
    expect(Math.round(figure('locating').medianSeconds!)).toBe(20);
    expect(figure('arrest_recognition')).toMatchObject({ count: 1, notApplicable: 0, targetSeconds: 120 });
    expect(figure('arrest_recognition').medianSeconds).toBeGreaterThanOrEqual(50);
    expect(figure('arrest_compression')).toMatchObject({ count: 0, missing: 1 });
  });
});
