import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { AssignmentState, ScreenEvent, Snapshot } from '#lib/contract';
import { AsteriskTelephony } from '#lib/intake';
import { rows } from '#lib/platform';
import { Board, type AssignmentView } from '#lib/simulation';
import { recordedCall, ScriptedAri } from '../../libs/intake/src/testing/index.js';
import { TestSystem } from '../support/test-system.js';
import type { TestCenter } from '../support/test-system-center.js';
import { CallDesk, chestPainDeterminant, phoneAt, words, type Contact, type List } from './call-desk.js';
import { clocksOf, expectInOrder, expectReported, timelineOf } from './clocks.js';
import { until } from './until.js';

describe('a call, from the first ring to the team at the patient,', () => {
  let exchange: ScriptedAri;
  let system: TestSystem;
  let center: TestCenter;
  let desk: CallDesk;
  let board: Board;
  let crewPhone: Board;
  let ambulance: { id: string; callSign: string };
  const events: ScreenEvent[] = [];
  const crewEvents: ScreenEvent[] = [];

  beforeAll(async () => {
    exchange = await ScriptedAri.start();
    system = await TestSystem.start({ environment: exchange.environment('ONE') });
    ({ center } = system);
    desk = new CallDesk(system);
    await desk.sitDown('101');
    // The furthest of all teams, and the only one this plan wants: that it is sent is the plan's doing.
    ambulance = center.teams.at(-1)!;
    await desk.ask('admin', 'PUT', '/response-plans', {
      type: null,
      priority: 'P1',
      determinant: chestPainDeterminant,
      units: [{ kinds: ['bls_ambulance'], capabilities: [], count: 1 }],
    });
    board = await watch('operator', events);
    crewPhone = await watch(ambulance, crewEvents);
    await until('the exchange to be heard', () => exchange.isHeard || undefined);
  }, 120_000);
  afterEach(() => exchange.comeBack());
  afterAll(async () => {
    board?.close();
    crewPhone?.close();
    await system?.stop();
    await exchange?.stop();
  });

  async function watch(who: Parameters<TestCenter['client']>[0], told: ScreenEvent[]): Promise<Board> {
    const screen = new Board(center.client(who));
    screen.listen({ event: (event) => told.push(event) });
    await screen.connect();
    return screen;
  }

  async function snapshot(): Promise<Snapshot> {
    const screen = new Board(center.client('operator'));
    try {
      return await screen.connect();
    } finally {
      screen.close();
    }
  }

  const toldOf = (subjectId: string, type: string, told = events) =>
    until(`${type} on the screen`, () =>
      told.find((event) => event.type === type && event.subjectId === subjectId),
    );

  /** The contact of a channel that rings: told to the operator's screen, and there when another is opened. */
  async function onTheBoard(channel: string): Promise<Contact> {
    const { id } = await desk.contactBecomes(channel, 'ringing');
    await toldOf(id, 'contact.rang');
    expect((await snapshot()).contacts).toContainEqual(
      expect.objectContaining({ id, state: 'ringing', answeredAt: null }),
    );
    return desk.open<Contact>('operator', `/contacts/${id}`, 'contact.opened');
  }

  /** The plan of the determinant wants one team, it is the best that is offered, and it goes. */
  async function sendAsPlanned(incidentId: string): Promise<AssignmentView> {
    expect(await desk.ask('operator', 'GET', `/incidents/${incidentId}/response`)).toMatchObject({
      plan: { priority: 'P1', determinant: chestPainDeterminant },
      missing: 1,
    });
    expect(await desk.ask('operator', 'GET', `/incidents/${incidentId}/recommendations`)).toMatchObject({
      items: [{ team: { id: ambulance.id } }],
    });
    const sent = await desk.ask<AssignmentView>('operator', 'POST', `/incidents/${incidentId}/assignments`);
    expect(sent).toMatchObject({ teamId: ambulance.id, state: 'offered', fitsPlan: true });
    await toldOf(sent.id, 'assignment.offered', crewEvents);
    return sent;
  }

  async function goesTo(assignment: AssignmentView, ...states: AssignmentState[]): Promise<void> {
    for (const state of states) {
      await desk.ask(ambulance, 'POST', `/assignments/${assignment.id}/state`, { state });
    }
  }

  /** Frees the team for the next call. */
  async function finish(assignment: AssignmentView): Promise<void> {
    await goesTo(assignment, 'cleared');
    await desk.ask('operator', 'POST', `/incidents/${assignment.incidentId}/close`, {
      disposition: 'treated_on_scene',
    });
  }

  it('has all its clocks, in order, the place of the caller’s phone and the team of its determinant', async () => {
    const channel = exchange.ring('081234500119', { name: 'IBU RAHASIA' });
    const ringing = await onTheBoard(channel);
    expect(ringing).toMatchObject({ callerNumber: '+6281234500119', callerName: 'IBU RAHASIA' });
    await desk.answer(ringing.id);
    await until(
      'the two to talk',
      () => exchange.isTalking(channel, `layad-operator-${ringing.id}`) || undefined,
    );

    const begun = await desk.askFirst(ringing.id);
    const tellPosition = await desk.sendLink(ringing.id);
    await tellPosition(140);
    await toldOf(ringing.id, 'contact.place_suggested');
    const rough = await desk.onlySuggestion('contact', ringing.id);
    const incident = await desk.openIncident(ringing.id, begun, rough);
    expect(incident).toMatchObject({ priority: null, place: { ...phoneAt, accuracyMetres: 140 } });

    await tellPosition(9);
    const better = await desk.onlySuggestion('incident', incident.id);
    expect(better).toMatchObject({ id: rough.id, accuracyMetres: 9, version: 2 });
    await desk.ask(
      'operator',
      'POST',
      `/incidents/${incident.id}/place`,
      { suggestionId: better.id },
      incident.version,
    );
    const triage = await desk.askOfChestPain(begun);
    expect(await desk.incidentNow(incident.id)).toMatchObject({
      type: 'chest_pain',
      priority: 'P1',
      determinant: chestPainDeterminant,
      place: { ...phoneAt, accuracyMetres: 9, source: 'location_link', address: words.place },
      clockStartedAt: ringing.ringingAt,
    });

    const assignment = await sendAsPlanned(incident.id);
    await goesTo(assignment, 'acknowledged');
    const report = await desk.open<List<{ determinant: string }>>(
      ambulance,
      `/incidents/${incident.id}/triage-reports`,
      'triage.report_opened',
    );
    expect(report.items).toMatchObject([{ determinant: chestPainDeterminant, priority: 'P1' }]);
    exchange.hangUp(channel);
    expect(await desk.contactBecomes(channel, 'ended')).toMatchObject({
      answeredBy: desk.userIds.get(center.usernameOf('operator')),
      incidentId: incident.id,
      outcome: 'incident_opened',
    });
    await until('every line to be free', () => exchange.lines.length === 0 || undefined);
    await goesTo(assignment, 'en_route', 'on_scene');

    const timeline = await timelineOf(desk, incident);
    const clocks = clocksOf(timeline, triage);
    expectInOrder(clocks, 't0', 't1', 't2', 't3', 't4', 't5', 't6', 't7');
    expect(clocks.t0).toBe(Date.parse(ringing.ringingAt));
    const prioritySet = timeline.find(({ type }) => type === 'incident.priority_set')!;
    expect(Date.parse(prioritySet.at)).toBe(clocks.t3);
    const placeSet = timeline.find(({ type }) => type === 'incident.place_set')!;
    expect(placeSet.payload).toMatchObject({ ...phoneAt, accuracyMetres: 9 });
    await expectReported(desk, incident, clocks);
    await finish(assignment);
  });

  it('goes on while the exchange is lost in mid-call and tells everything twice: one contact, one incident', async () => {
    const channel = exchange.ring('081234500220');
    const ringing = await onTheBoard(channel);
    await desk.answer(ringing.id);
    const operatorsLine = `layad-operator-${ringing.id}`;
    await until('the two to talk', () => exchange.isTalking(channel, operatorsLine) || undefined);
    const before = (await desk.contactBecomes(channel, 'answered')).answeredAt;
    const triage = await desk.askFirst(ringing.id);

    exchange.goDown();
    await until('the loss', async () => (await isDegraded()) || undefined);
    const tellPosition = await desk.sendLink(ringing.id);
    await tellPosition(30);
    const suggestion = await desk.onlySuggestion('contact', ringing.id);
    const graded = await desk.askOfChestPain(triage);
    const incident = await desk.openIncident(ringing.id, graded, suggestion);
    const assignment = await sendAsPlanned(incident.id);
    exchange.comeBack();
    await until('the return', async () => !(await isDegraded()) || undefined);
    expect(exchange.isTalking(channel, operatorsLine)).toBe(true);

    const tellAgain = async () => {
      const known = exchange.told.filter((message) => message.includes(`"id":"${channel}"`));
      expect(known.length).toBeGreaterThan(2);
      for (const message of [...known, ...known.toReversed()]) exchange.play(message);
      await allHeard();
    };
    await tellAgain();
    await goesTo(assignment, 'acknowledged', 'en_route');
    expect(await desk.contactsOf(channel)).toMatchObject([{ state: 'answered', answeredAt: before }]);

    exchange.goDown();
    await until('the loss', async () => (await isDegraded()) || undefined);
    exchange.hangUp(channel);
    exchange.comeBack();
    const ended = await desk.contactBecomes(channel, 'ended');
    await tellAgain();
    await goesTo(assignment, 'on_scene');
    expect(await desk.contactsOf(channel)).toMatchObject([
      { id: ringing.id, answeredAt: before, incidentId: incident.id, outcome: 'incident_opened' },
    ]);
    // Ended when its absence was noticed; the exchange then told when it had really ended.
    const [{ endedAt }] = (await desk.contactsOf(channel)) as [Contact];
    expect(Date.parse(endedAt!)).toBeGreaterThan(Date.parse(before!));
    expect(Date.parse(endedAt!)).toBeLessThan(Date.parse(ended.endedAt!));
    const { items } = await desk.ask<List<{ id: string }>>('operator', 'GET', '/incidents?state=open');
    expect(items.map(({ id }) => id)).toEqual([incident.id]);

    const timeline = await timelineOf(desk, incident);
    const types = timeline.map(({ type }) => type);
    expect(types.filter((type) => type === 'contact.ended')).toHaveLength(1);
    expect(types.filter((type) => type === 'contact.corrected')).toHaveLength(1);
    const clocks = clocksOf(timeline, graded);
    expectInOrder(clocks, 't0', 't1', 't3', 't2', 't4', 't5', 't6', 't7');
    await expectReported(desk, incident, clocks);
    await finish(assignment);
  });

  /** A moment for what the exchange sent to arrive, and then until it is stored. */
  async function allHeard(): Promise<void> {
    await pause(200);
    await system.application.get(AsteriskTelephony).idle();
  }

  async function isDegraded(): Promise<boolean> {
    const response = await fetch(`${system.url}/health/ready`);
    return ((await response.json()) as { degraded: string[] }).degraded.includes('telephony');
  }

  const recording = recordedCall();
  (recording ? it : it.skip)('is the same as a real exchange told it, byte for byte', async () => {
    const channel = '1795286545.0';
    const [rings, talks, ends] = [recording!.slice(0, 2), recording!.slice(2, 5), recording!.slice(5)];
    for (const message of rings) exchange.play(message);
    const ringing = await onTheBoard(channel);
    expect(ringing).toMatchObject({
      callerNumber: '+6281234567890',
      ringingAt: '2026-11-21T18:42:25.815Z',
      line: '119',
    });
    for (const message of talks) exchange.play(message);
    await desk.contactBecomes(channel, 'answered');

    const begun = await desk.askFirst(ringing.id);
    const tellPosition = await desk.sendLink(ringing.id);
    await tellPosition(12);
    await toldOf(ringing.id, 'contact.place_suggested');
    const suggestion = await desk.onlySuggestion('contact', ringing.id);
    const triage = await desk.askOfChestPain(begun);
    const incident = await desk.openIncident(ringing.id, triage, suggestion);
    expect(incident).toMatchObject({ priority: 'P1', type: 'chest_pain', determinant: chestPainDeterminant });
    expect(await desk.onlySuggestion('incident', incident.id)).toMatchObject({ isPlace: true });
    const assignment = await sendAsPlanned(incident.id);
    for (const message of ends) exchange.play(message);
    expect(await desk.contactBecomes(channel, 'ended')).toMatchObject({
      answeredAt: '2026-11-21T18:42:26.819Z',
      endedAt: '2026-11-21T18:42:29.829Z',
      incidentId: incident.id,
      outcome: 'incident_opened',
    });
    await goesTo(assignment, 'acknowledged', 'en_route', 'on_scene');

    const clocks = clocksOf(await timelineOf(desk, incident), triage);
    expectInOrder(clocks, 't0', 't1', 't3', 't2', 't4', 't5', 't6', 't7');
    expect(new Date(clocks.t0).toISOString()).toBe('2026-11-21T18:42:25.815Z');
    expect(new Date(clocks.t1).toISOString()).toBe('2026-11-21T18:42:26.819Z');
    await expectReported(desk, incident, clocks);
    await finish(assignment);
  });

  it('leaves a trail of everything personal that was opened, and nothing personal in the journal', async () => {
    const channel = exchange.ring('081234500330', { name: 'BAPAK RAHASIA' });
    const ringing = await onTheBoard(channel);
    await desk.answer(ringing.id);
    const triage = await desk.askFirst(ringing.id);
    await (
      await desk.sendLink(ringing.id)
    )(25);
    const incident = await desk.openIncident(
      ringing.id,
      await desk.askOfChestPain(triage),
      await desk.onlySuggestion('contact', ringing.id),
    );
    await desk.open('supervisor', `/triages/${triage.id}`, 'triage.opened');
    await desk.open('doctor', `/triages/${triage.id}/entries`, 'triage.record_opened');
    await desk.incidentNow(incident.id);
    await desk.open('supervisor', `/incidents/${incident.id}/contacts`, 'incident.contacts_opened');
    exchange.hangUp(channel);
    await desk.contactBecomes(channel, 'ended');

    const audit = await desk.ask<List<{ type: string; actor: string; subjectId: string }>>(
      'supervisor',
      'GET',
      '/audit?kind=access&limit=500',
    );
    expect(
      audit.items.map(({ actor, type, subjectId }) => `${actor} ${type} ${subjectId}`).toSorted(),
    ).toEqual(desk.opened.toSorted());

    const journal = await rows<{ type: string; text: string }>(
      system.database.dataSource,
      `select type, payload::text as text from journal where center_id = $1 order by seq`,
      [center.id],
    );
    const told = new Set(journal.map(({ type }) => type));
    for (const type of ['contact.rang', 'triage.answered', 'contact.place_suggested', 'assignment.offered']) {
      expect(told).toContain(type);
    }
    const personal = [
      ...Object.values(words),
      ...desk.secrets,
      'RAHASIA',
      '81234500',
      '81234567890',
      '1398765432',
      '"57"',
    ];
    const written = journal.map(({ text }) => text).join('\n') + JSON.stringify([events, crewEvents]);
    for (const text of personal) expect([text, written.includes(text)]).toEqual([text, false]);
    const suggested = journal.filter(({ type }) => type.endsWith('.place_suggested'));
    expect(suggested.filter(({ text }) => text.includes('lat'))).toEqual([]);
    expect(board.sequence.gaps).toEqual([]);
  });
});
