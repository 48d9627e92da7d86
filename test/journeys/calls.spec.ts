import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { AssignmentState, ScreenEvent } from '#lib/contract';
import { Board, type AssignmentView, type IncidentView } from '#lib/simulation';
import { TestSystem } from '../support/test-system.js';
import { cityCenter, type TestCenter } from '../support/test-system-center.js';
import { until } from './until.js';

interface Report {
  groups: {
    incidents: number;
    intervals: { interval: string; count: number; medianSeconds: number | null }[];
  }[];
}

const secondsAgo = (seconds: number) => new Date(Date.now() - seconds * 1000);
const emergency = {
  place: cityCenter,
  complaint: 'Nyeri dada, keringat dingin',
  type: 'chest_pain',
  priority: 'P1',
} as const;

async function openIncident(center: TestCenter): Promise<string> {
  return (await center.send<IncidentView>('operator', 'POST', '/incidents', { body: emergency })).body.id;
}

const assign = async (center: TestCenter, incidentId: string, body: object = {}) =>
  (await center.send<AssignmentView>('operator', 'POST', `/incidents/${incidentId}/assignments`, { body }))
    .body;

/** A step told by the team itself. */
const report = (
  center: TestCenter,
  { id, teamId }: AssignmentView,
  state: AssignmentState,
  more: object = {},
) =>
  center.send<AssignmentView>(
    center.teams.find((team) => team.id === teamId)!,
    'POST',
    `/assignments/${id}/state`,
    { body: { state, ...more } },
  );

const nextOffer = (center: TestCenter, incidentId: string) =>
  until('an offer', async () => {
    const { body } = await center.send<{ items: AssignmentView[] }>(
      'operator',
      'GET',
      `/incidents/${incidentId}/assignments`,
    );
    return body.items.find(({ state }) => state === 'offered');
  });

const stateOf = async (center: TestCenter, incidentId: string) =>
  (await center.send<IncidentView>('operator', 'GET', `/incidents/${incidentId}`)).body.state;

describe('a call', () => {
  let system: TestSystem;
  const boards: Board[] = [];
  beforeAll(async () => {
    system = await TestSystem.start();
  }, 120_000);
  afterAll(async () => {
    for (const board of boards) board.close();
    await system?.stop();
  });

  /** A screen, and what it was told since. */
  async function watch(center: TestCenter, who: Parameters<TestCenter['client']>[0]) {
    const board = new Board(center.client(who));
    boards.push(board);
    const events: ScreenEvent[] = [];
    board.listen({ event: (event) => events.push(event) });
    const snapshot = await board.connect();
    return { board, snapshot, events, types: () => events.map(({ type }) => type) };
  }

  it('goes from the first ring to the closed incident, on every screen, and every interval is in the report', async () => {
    const { center } = system;
    const screen = await watch(center, 'supervisor');
    const phone = await watch(center, center.teams[0]!);
    const otherPhone = await watch(center, center.teams[1]!);
    const desk = center.client('operator');

    const contact = await desk.ring({
      channel: 'voice',
      callerNumber: '0812-3456-7890',
      at: secondsAgo(120),
    });
    await desk.answerContact(contact.id, secondsAgo(110));
    const incident = await desk.openIncident({ contactId: contact.id, ...emergency });
    expect(incident.state).toBe('queued');
    const assignment = await desk.sendBestTeam(incident.id);
    expect(assignment.teamId).toBe(center.teams[0]!.id);
    await desk.endContact(contact.id, { outcome: 'incident_opened' });

    const driver = center.client(center.teams[0]!);
    for (const state of ['acknowledged', 'en_route', 'on_scene'] as const) {
      expect(await driver.progress(assignment.id, { state })).toMatchObject({ state });
    }
    expect(await stateOf(center, incident.id)).toBe('on_scene');
    await driver.progress(assignment.id, { state: 'transporting', facilityId: center.facilityId });
    await driver.progress(assignment.id, { state: 'at_hospital' });
    await driver.progress(assignment.id, { state: 'cleared' });
    expect(await desk.close(incident.id, { disposition: 'transported' })).toMatchObject({ state: 'closed' });

    const happened = [
      'contact.rang',
      'contact.answered',
      'incident.opened',
      'assignment.offered',
      'contact.ended',
      'assignment.acknowledged',
      'assignment.departed',
      'assignment.arrived',
      'assignment.transport_started',
      'assignment.reached_hospital',
      'assignment.cleared',
      'incident.closed',
    ];
    await until(
      'the end of the call on the screen',
      () => screen.types().includes('incident.closed') || undefined,
    );
    expect(screen.types().filter((type) => happened.includes(type))).toEqual(happened);
    expect(screen.board.sequence.gaps).toEqual([]);
    await until(
      'the end of the job on the phone',
      () => phone.types().includes('assignment.cleared') || undefined,
    );
    expect(phone.types()).toContain('assignment.offered');
    expect(phone.types()).not.toContain('contact.rang');
    expect(otherPhone.events.filter(({ incidentId }) => incidentId === incident.id)).toEqual([]);
    expect(otherPhone.snapshot.teams.map(({ id }) => id)).toEqual([center.teams[1]!.id]);

    const { status, body } = await center.send<Report>('supervisor', 'GET', '/reports/response-times');
    expect(status).toBe(200);
    const [group] = body.groups;
    expect(group!.incidents).toBe(1);
    expect(new Map(group!.intervals.map(({ interval, count }) => [interval, count]))).toEqual(
      new Map([
        ['answer', 1],
        ['locating', 1],
        ['triage', 1],
        // Nobody's heart had stopped.
        ['arrest_recognition', 0],
        ['arrest_instruction', 0],
        ['arrest_compression', 0],
        ['processing', 1],
        ['activation', 1],
        ['travel', 1],
        ['response', 1],
        ['on_scene', 1],
        ['transport', 1],
        ['turnaround', 1],
        ['task', 1],
      ]),
    );
    const seconds = new Map(group!.intervals.map(({ interval, medianSeconds }) => [interval, medianSeconds]));
    expect(Math.abs(seconds.get('answer')! - 10)).toBeLessThan(5);
    expect(seconds.get('response')).toBeGreaterThanOrEqual(120);
    expect(seconds.get('response')).toBeLessThan(180);
  });

  it('that a team does not acknowledge expires and is offered to the next team by itself', async () => {
    const center = await system.newCenter('SLOW', { settings: { acknowledgeWithinSeconds: 1 } });
    const incidentId = await openIncident(center);
    const first = await assign(center, incidentId);
    expect(first.teamId).toBe(center.teams[0]!.id);
    // The next team gets its minute, so that a slow machine does not take its turn away as well.
    const { body: settings } = await center.send<{ version: number }>('admin', 'GET', '/center/settings');
    await center.send('admin', 'PATCH', '/center/settings', {
      body: { acknowledgeWithinSeconds: 60 },
      headers: { 'if-match': `"${settings.version}"` },
    });

    await until('the first offer to expire', async () => {
      const { body } = await center.send<AssignmentView>('operator', 'GET', `/assignments/${first.id}`);
      return body.state === 'expired' || undefined;
    });
    const next = await nextOffer(center, incidentId);
    expect(next.teamId).not.toBe(first.teamId);
    expect(await report(center, next, 'acknowledged')).toMatchObject({
      status: 200,
      body: { state: 'acknowledged' },
    });
    expect(await report(center, first, 'acknowledged')).toMatchObject({
      status: 409,
      body: { code: 'transition_not_allowed', allowed: [] },
    });
    expect(await stateOf(center, incidentId)).toBe('assigned');
  });

  it('that every team declines waits, and is offered to the first team that becomes free', async () => {
    const center = await system.newCenter('WAIT', {
      fleet: ['als_ambulance', 'als_ambulance', 'als_ambulance'],
    });
    const screen = await watch(center, 'operator');
    const busy = await assign(center, await openIncident(center), { teamId: center.teams[2]!.id });
    for (const state of ['acknowledged', 'en_route', 'on_scene'] as const) await report(center, busy, state);

    const incidentId = await openIncident(center);
    const first = await assign(center, incidentId);
    expect((await report(center, first, 'declined')).body).toMatchObject({ code: 'reason_required' });
    await report(center, first, 'declined', { reason: 'vehicle_defect' });
    const second = await nextOffer(center, incidentId);
    expect(second.teamId).not.toBe(first.teamId);
    await report(center, second, 'declined', { reason: 'crew_exhausted' });

    await until('everybody to be told', () =>
      screen.events.find(
        (event) =>
          event.type === 'incident.queued' &&
          event.incidentId === incidentId &&
          event.payload.reason === 'no_team_left',
      ),
    );
    expect(await stateOf(center, incidentId)).toBe('queued');

    await report(center, busy, 'cleared');
    const third = await nextOffer(center, incidentId);
    expect(third.teamId).toBe(center.teams[2]!.id);
    expect((await report(center, third, 'en_route')).status).toBe(200);
    expect(await stateOf(center, incidentId)).toBe('en_route');
  });
});
