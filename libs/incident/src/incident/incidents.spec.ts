import { accept } from '#lib/kernel';
import { eventPayloads, type AssignmentState, type QueuedReason } from '#lib/contract';
import { Commands, uuidv7, type Caller } from '#lib/platform';
import { describeOnServer, refusalOf, valueOf } from '#testing';
import { alunAlun, IncidentGround } from '../testing/incident-ground.js';
import { boardIncidents } from './board-incidents.js';
import type { IncidentView } from './incident.view.js';
import { Incidents } from './incidents.js';

describe('an incident', () => {
  let on: IncidentGround;
  let center: { id: string; code: string };
  let operator: Caller;

  beforeAll(async () => {
    on = await IncidentGround.prepare();
  });
  afterAll(() => on.close());
  beforeEach(async () => {
    center = await on.newCenter();
    operator = on.caller(center.id);
  });

  describe('when it is opened', () => {
    it('waits for a team, with the caller’s words as said and who chose the place', async () => {
      const incident = await on.open(operator, {
        complaint: 'Tolong!! bapak   jatuh… “pingsan”',
        caller: { name: 'Ibu Siti', phone: '0812-3456-789' },
        place: { ...alunAlun, accuracyMetres: 12.5, address: 'Jl. Asia Afrika 1', note: 'pagar hijau' },
        type: 'fall',
        priority: 'P2',
      });
      expect(incident).toMatchObject({
        state: 'queued',
        queuedSince: on.ground.clock.now().toISOString(),
        complaint: 'Tolong!! bapak   jatuh… “pingsan”',
        caller: { name: 'Ibu Siti', phone: '+628123456789' },
        place: {
          ...alunAlun,
          accuracyMetres: 12.5,
          address: 'Jl. Asia Afrika 1',
          note: 'pagar hijau',
          source: 'operator_map',
          chosenBy: operator.actor,
        },
        type: 'fall',
        priority: 'P2',
        closing: null,
        version: 1,
      });
    });

    it('begins without type and priority when nothing is known yet', async () => {
      expect(await on.open(operator)).toMatchObject({
        type: 'unknown_problem',
        priority: null,
        patients: [],
      });
    });

    it('says that a program placed it when a program did', async () => {
      const program = on.caller(center.id, 'integration', { actor: `integration:${uuidv7()}` });
      expect((await on.open(program)).place.source).toBe('integration');
    });

    it('keeps its patients in the order they were told', async () => {
      const { patients } = await on.open(operator, {
        patients: [{ name: 'Budi', sex: 'male', ageYears: 61 }, {}, { ageYears: 0.5, condition: 'demam' }],
      });
      expect(patients.map(({ ordinal, name, ageYears }) => [ordinal, name, ageYears])).toEqual([
        [1, 'Budi', 61],
        [2, null, null],
        [3, null, 0.5],
      ]);
      expect(patients[1]).toMatchObject({ sex: 'unknown', condition: null, tag: null, version: 1 });
    });

    it('tells the journal what happened, and nothing about any person', async () => {
      const incident = await on.open(operator, {
        complaint: 'sesak RAHASIA',
        caller: { name: 'RAHASIA', phone: '+628123456789' },
        place: { ...alunAlun, address: 'Jl. RAHASIA', note: 'RAHASIA' },
        patients: [{ name: 'RAHASIA', condition: 'RAHASIA' }],
      });
      const journal = await on.journal(center.id);
      expect(journal).toEqual([
        expect.objectContaining({
          type: 'incident.opened',
          subjectId: incident.id,
          subjectVersion: 1,
          incidentId: incident.id,
          actor: operator.actor,
          payload: {
            number: incident.number,
            contactId: null,
            type: 'unknown_problem',
            priority: null,
            place: { ...alunAlun, accuracyMetres: null, source: 'operator_map', areaId: null },
            patients: 1,
          },
        }),
      ]);
      expect(JSON.stringify(journal)).not.toMatch(/RAHASIA|8123456789/);
      expect(eventPayloads['incident.opened'].safeParse(journal[0]!.payload).success).toBe(true);
    });

    it('lies in the area of its place', async () => {
      const areaId = await on.newArea(center.id, alunAlun);
      expect((await on.open(operator)).place.areaId).toBe(areaId);
    });

    it('allows the black tag in a mass-casualty incident only', async () => {
      const patients = [{}, { tag: 'black' as const }];
      expect(refusalOf(await on.tryOpening(operator, { patients }))).toMatchObject({
        code: 'validation_failed',
        fields: [{ field: 'patients.1.tag', rule: 'onlyWith' }],
      });
      const incident = await on.open(operator, { patients, type: 'mass_casualty' });
      expect(incident.patients[1]!.tag).toBe('black');
    });
  });

  describe('at a place outside the service area', () => {
    it('is taken within the margin of the center', async () => {
      expect((await on.open(operator, { place: { lat: -6.9, lon: 107.8 } })).place.areaId).toBeNull();
    });

    it('is refused far outside, with how far that is', async () => {
      const refusal = refusalOf(await on.tryOpening(operator, { place: { lat: -6.2, lon: 106.8 } }));
      expect(refusal).toMatchObject({ code: 'place_outside_service_area', fields: undefined });
      expect(refusal.parameters!['kilometres']).toBeGreaterThan(90);
      expect(refusal.parameters!['kilometres']).toBeLessThan(130);
      expect(await on.journal(center.id)).toEqual([]);
    });

    it('is told to be swapped when the exchanged coordinates lie inside', async () => {
      const { id } = await on.newCenter({ lat: 10, lon: 50 });
      const refusal = refusalOf(await on.tryOpening(on.caller(id), { place: { lat: 50.01, lon: 10.02 } }));
      expect(refusal).toMatchObject({
        code: 'place_outside_service_area',
        fields: [
          { field: 'place.lat', rule: 'swapped' },
          { field: 'place.lon', rule: 'swapped' },
        ],
      });
    });
  });

  describe('’s number', () => {
    it('counts the openings of the center’s local day', async () => {
      on.ground.clock.advanceSeconds(secondsUntil(on.ground.clock.now(), '2026-11-22T16:59:58Z'));
      const numbers = [await on.open(operator), await on.open(operator)].map(({ number }) => number);
      expect(numbers).toEqual([`${center.code}-20261122-0001`, `${center.code}-20261122-0002`]);
    });

    it('begins again at midnight in Asia/Jakarta, not in UTC', async () => {
      on.ground.clock.advanceSeconds(secondsUntil(on.ground.clock.now(), '2026-11-24T16:59:59Z'));
      const before = await on.open(operator);
      on.ground.clock.advanceSeconds(1);
      const after = await on.open(operator);
      on.ground.clock.advanceSeconds(7 * 3_600);
      const afterMidnightInGreenwich = await on.open(operator);
      expect([before, after, afterMidnightInGreenwich].map(({ number }) => number)).toEqual([
        `${center.code}-20261124-0001`,
        `${center.code}-20261125-0001`,
        `${center.code}-20261125-0002`,
      ]);
    });

    it('follows the time zone of its own center', async () => {
      on.ground.clock.advanceSeconds(secondsUntil(on.ground.clock.now(), '2026-11-26T15:30:00Z'));
      await on.ground.dataSource.query(`update center set time_zone = 'Asia/Jayapura' where id = $1`, [
        center.id,
      ]);
      expect((await on.open(operator)).number).toBe(`${center.code}-20261127-0001`);
    });

    it('grows beyond four digits', async () => {
      await on.open(operator);
      await on.ground.dataSource.query(`update incident_number set last = 9999 where center_id = $1`, [
        center.id,
      ]);
      expect((await on.open(operator)).number).toMatch(/-10000$/);
    });

    it('is not used up by a refused opening', async () => {
      const first = await on.open(operator);
      refusalOf(await on.tryOpening(operator, { place: { lat: 0, lon: 0 } }));
      const second = await on.open(operator);
      expect([first, second].map(({ number }) => number.slice(-4))).toEqual(['0001', '0002']);
    });

    it('is unique and without gaps when fifty are opened at once', async () => {
      const opened = await Promise.all(Array.from({ length: 50 }, () => on.open(operator)));
      const counts = opened.map(({ number }) => Number(number.slice(-4))).sort((a, b) => a - b);
      expect(counts).toEqual(Array.from({ length: 50 }, (_, index) => index + 1));
    });
  });

  describe('’s state', () => {
    const follow = (incident: IncidentView, states: AssignmentState[], reason: QueuedReason) =>
      on.get(Commands).run(operator, async (tx) => {
        const locked = await on.get(Incidents).lock(tx, incident.id);
        return accept(await on.get(Incidents).followAssignments(tx, locked!, states, reason));
      });

    it('follows its furthest assignment, one version a step', async () => {
      const incident = await on.open(operator);
      const states: string[] = [];
      for (const assignments of [
        ['offered'],
        ['en_route', 'offered'],
        ['on_scene'],
        ['transporting'],
      ] as AssignmentState[][]) {
        const { state, version, queuedSince } = valueOf(
          await follow(incident, assignments, 'assignment_lost'),
        );
        expect(queuedSince).toBeNull();
        states.push(`${state} ${version}`);
      }
      expect(states).toEqual(['assigned 2', 'en_route 3', 'on_scene 4', 'transporting 5']);
      expect((await on.journal(center.id)).slice(1).map(({ payload }) => payload)).toEqual([
        { from: 'queued', to: 'assigned' },
        { from: 'assigned', to: 'en_route' },
        { from: 'en_route', to: 'on_scene' },
        { from: 'on_scene', to: 'transporting' },
      ]);
    });

    it('does not move, and makes no version, when it stays what it is', async () => {
      const incident = await on.open(operator);
      await follow(incident, ['offered'], 'assignment_lost');
      expect(valueOf(await follow(incident, ['acknowledged'], 'assignment_lost')).version).toBe(2);
      expect(await on.journalTypes(center.id)).toEqual(['incident.opened', 'incident.state_changed']);
    });

    it('falls back to waiting, and says why, when the last team is lost', async () => {
      const incident = await on.open(operator);
      await follow(incident, ['en_route'], 'assignment_lost');
      on.ground.clock.advanceSeconds(30);
      const queued = valueOf(await follow(incident, ['recalled'], 'no_team_left'));
      expect(queued).toMatchObject({ state: 'queued', queuedSince: on.ground.clock.now(), version: 3 });
      expect((await on.journal(center.id)).slice(-2)).toMatchObject([
        { type: 'incident.state_changed', payload: { from: 'en_route', to: 'queued' }, subjectVersion: 3 },
        { type: 'incident.queued', payload: { reason: 'no_team_left' }, subjectVersion: 3 },
      ]);
    });

    it('is not found in another center', async () => {
      const incident = await on.open(operator);
      const elsewhere = on.caller((await on.newCenter()).id);
      const found = await on
        .get(Commands)
        .run(elsewhere, async (tx) => accept(await on.get(Incidents).lock(tx, incident.id)));
      expect(valueOf(found)).toBeUndefined();
    });
  });

  describe('’s clock', () => {
    const rang = (incident: IncidentView, at: Date) =>
      on.get(Commands).run(operator, async (tx) => {
        const locked = await on.get(Incidents).lock(tx, incident.id);
        await on.get(Incidents).startClockNoLaterThan(tx, locked!, at);
        return accept(await on.get(Incidents).find(tx.manager, center.id, incident.id));
      });

    it('moves back to an earlier ring, never forward', async () => {
      const incident = await on.open(operator);
      const opened = on.ground.clock.now().getTime();
      const earlier = new Date(opened - 40_000);
      expect(valueOf(await rang(incident, earlier))!.clockStartedAt).toEqual(earlier);
      expect(valueOf(await rang(incident, new Date(opened)))!.clockStartedAt).toEqual(earlier);
      expect((await on.journal(center.id)).slice(1)).toMatchObject([
        { type: 'incident.details_changed', payload: { fields: ['clockStartedAt'] } },
      ]);
    });
  });

  describe('on the live board', () => {
    it('is there while it is open, with words for those who may read them', async () => {
      const areaId = await on.newArea(center.id, alunAlun);
      const incident = await on.open(operator, {
        place: { ...alunAlun, accuracyMetres: 20, address: 'Jl. Asia Afrika' },
        priority: 'P1',
      });
      await on.open(on.caller((await on.newCenter()).id));
      const now = on.ground.clock.now().toISOString();
      const board = {
        id: incident.id,
        number: incident.number,
        state: 'queued',
        priority: 'P1',
        type: 'unknown_problem',
        version: 1,
        ...alunAlun,
        accuracyMetres: 20,
        areaId,
        openedAt: now,
        clockStartedAt: now,
        queuedSince: now,
      };
      const read = (personal: boolean, ids?: string[]) =>
        boardIncidents(on.ground.dataSource, center.id, { personal, ids });
      expect(await read(true)).toEqual([
        { ...board, complaint: 'Ayah saya sesak napas', address: 'Jl. Asia Afrika' },
      ]);
      expect(await read(false)).toEqual([{ ...board, complaint: null, address: null }]);
      expect(await read(true, [])).toEqual([]);
      expect(await read(true, [incident.id])).toHaveLength(1);
    });
  });

  describeOnServer('under concurrency', () => {
    it('counts without gaps while some openings are refused', async () => {
      const openings = Array.from({ length: 60 }, (_, index) =>
        on.tryOpening(operator, index % 3 === 0 ? { place: { lat: 0, lon: 0 } } : {}),
      );
      const accepted = (await Promise.all(openings)).filter((result) => result.accepted);
      expect(
        accepted.map((result) => Number(valueOf(result).number.slice(-4))).sort((a, b) => a - b),
      ).toEqual(Array.from({ length: 40 }, (_, index) => index + 1));
    });
  });
});

const secondsUntil = (from: Date, to: string) => (Date.parse(to) - from.getTime()) / 1000;
