import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type EventPayload, type Priority, type TriageMark } from '#lib/contract';
import { uuidv7, type Caller } from '#lib/platform';
import { Ground, onServerDatabase } from '#testing';
import { ReportingModule } from '../reporting.module.js';
import { groupings, type Grouping, type IntervalName } from './intervals.js';
import {
  entriesOf,
  journals,
  startOfDay,
  writeJournal,
  type Entry,
  type Facts,
  type Names,
} from './journal.fixture.js';
import type { ResponseTimesGroup } from './response-times.dto.js';
import { plainly } from './plain-reading.fixture.js';
import { ResponseTimesReport } from './response-times.service.js';

const none: Facts['assignments'][number]['steps'] = {
  acknowledged: undefined,
  departed: undefined,
  arrived: undefined,
  transport_started: undefined,
  reached_hospital: undefined,
  cleared: undefined,
};
describe('response times', () => {
  let ground: Ground;
  let report: ResponseTimesReport;

  beforeAll(async () => {
    ground = await Ground.prepare([ReportingModule]);
    report = ground.get(ResponseTimesReport);
  });
  afterAll(() => ground?.close());

  async function newCenter(): Promise<{
    caller: Caller;
    names: Names;
    write: (entries: Entry[]) => Promise<void>;
  }> {
    const { dataSource } = ground;
    const { id: centerId } = await ground.newCenter();
    const areaIds = [uuidv7(), uuidv7()];
    const teamIds = [uuidv7(), uuidv7(), uuidv7()];
    for (const [index, id] of areaIds.entries()) {
      await dataSource.query(
        `insert into area (id, center_id, level, code, name, geometry)
         values ($1, $2, 'kecamatan', $3, $4, 'SRID=4326;MULTIPOLYGON(((107 -7,108 -7,108 -6,107 -7)))')`,
        [id, centerId, `a${index}`, ['Coblong', 'Antapani'][index]],
      );
    }
    for (const [index, id] of teamIds.entries()) {
      await dataSource.query(
        `insert into team (id, center_id, call_sign, kind, base_position, created_at)
         values ($1, $2, $3, 'als_ambulance', 'SRID=4326;POINT(107.6 -6.9)', now())`,
        [id, centerId, `AMB ${index}`],
      );
    }
    return {
      caller: ground.caller(centerId, 'manager'),
      names: { areaIds, teamIds },
      write: (entries) => writeJournal(dataSource, centerId, entries),
    };
  }

  it('are what a plain reading of the same journal computes, whatever the journal', async () => {
    const { names } = await newCenter();
    await fc.assert(
      fc.asyncProperty(journals(names), fc.constantFrom(...groupings), async (entries, groupBy) => {
        const { caller, write } = await newCenter();
        await write(entries);
        const query = {
          from: new Date('2026-11-20T06:00:00Z'),
          to: new Date('2026-11-21T18:00:00Z'),
          groupBy,
        };
        const answer = await report.read(caller, query);
        if (!answer.accepted) throw new Error('refused');
        const computed = answer.value.groups.map(({ key, incidents, excluded, intervals }) => ({
          key,
          incidents,
          excluded,
          intervals: intervals.map((figures) => ({
            interval: figures.interval,
            count: figures.count,
            notApplicable: figures.notApplicable,
            missing: figures.missing,
            missingMarks: figures.missingMarks,
            outOfOrder: figures.outOfOrder,
            medianSeconds: figures.medianSeconds,
            p90Seconds: figures.p90Seconds,
            withinTargetShare: figures.withinTargetShare,
          })),
        }));
        const byKey = (a: { key: string | null }, b: { key: string | null }) =>
          (a.key ?? '~').localeCompare(b.key ?? '~');
        expect(computed.sort(byKey)).toEqual(
          (plainly(entries, query) as { key: string | null }[]).sort(byKey),
        );
      }),
      { numRuns: onServerDatabase ? 60 : 25, seed: 119 },
    );
  }, 120_000);

  /** A call answered after 12 s, opened after 20, a team offered 30 s later, with its patient at a hospital in the end. */
  const aCall: Facts = {
    openedAt: 3_600,
    priority: 'P1',
    area: 0,
    contact: 'opened',
    began: undefined,
    rang: 20,
    answered: 12,
    byPerson: false,
    further: [],
    contactLeft: false,
    triages: [],
    changes: [],
    assignments: [
      {
        team: 0,
        fitsPlan: true,
        offered: 30,
        steps: {
          acknowledged: 10,
          departed: 40,
          arrived: 300,
          transport_started: 600,
          reached_hospital: 420,
          cleared: 900,
        },
      },
    ],
    ending: undefined,
    reopened: false,
  };
  const teamOf = (facts: Facts) => facts.assignments[0]!;

  async function reportOn(calls: Facts[], groupBy?: Grouping): Promise<ResponseTimesGroup[]> {
    const { caller, names, write } = await newCenter();
    await write(calls.flatMap((facts) => entriesOf(facts, names)));
    const answer = await report.read(caller, {
      from: new Date(startOfDay),
      to: new Date(startOfDay + 86_400_000),
      ...(groupBy ? { groupBy } : {}),
    });
    if (!answer.accepted) throw new Error(answer.refusal.code);
    return answer.value.groups;
  }
  const figures = (group: ResponseTimesGroup | undefined, interval: IntervalName) =>
    group?.intervals.find((one) => one.interval === interval);
  const medians = (group: ResponseTimesGroup | undefined) =>
    Object.fromEntries(group?.intervals.map((one) => [one.interval, one.medianSeconds]) ?? []);

  it('measure every interval of a call from its first ring to the cleared team', async () => {
    const [group] = await reportOn([aCall]);
    expect(medians(group)).toEqual({
      answer: 12,
      locating: 8,
      triage: 8,
      arrest_recognition: null,
      arrest_instruction: null,
      arrest_compression: null,
      processing: 38,
      activation: 50,
      travel: 300,
      response: 400,
      on_scene: 600,
      transport: 420,
      turnaround: 900,
      task: 2_270,
    });
  });

  it('follow the exchange when it tells late when a call rang and was answered', async () => {
    const { caller, names, write } = await newCenter();
    const entries = entriesOf(aCall, names);
    const rang = entries.find(({ type }) => type === 'contact.rang')!;
    const after = (seconds: number) => new Date(rang.occurredAt.getTime() + seconds * 1000);
    const corrected = (payload: Partial<EventPayload<'contact.corrected'>>): Entry => ({
      ...rang,
      type: 'contact.corrected',
      occurredAt: after(60),
      payload: {
        ringingAt: after(0).toISOString(),
        answeredAt: after(12).toISOString(),
        answeredBy: null,
        endedAt: null,
        outcome: null,
        callBackBy: null,
        ...payload,
      },
    });
    await write([
      ...entries,
      corrected({ answeredAt: after(9).toISOString() }),
      corrected({ ringingAt: after(-2).toISOString(), answeredAt: after(7).toISOString() }),
    ]);
    const answer = await report.read(caller, { from: new Date(startOfDay), to: after(3_600) });
    if (!answer.accepted) throw new Error(answer.refusal.code);
    expect(medians(answer.value.groups[0])).toMatchObject({ answer: 9, triage: 13, response: 402 });
  });

  it('stop the response clock at the first team that fits the plan, not at the first to arrive', async () => {
    const nearby = { ...teamOf(aCall), fitsPlan: false, steps: { ...teamOf(aCall).steps, arrived: 60 } };
    const [group] = await reportOn([{ ...aCall, assignments: [nearby, teamOf(aCall)] }]);
    expect(figures(group, 'response')).toMatchObject({ medianSeconds: 400, count: 1 });
  });

  it('count the time lost with a team that never acknowledged as activation', async () => {
    const silent = { ...teamOf(aCall), team: 1, offered: 5, steps: none };
    const [group] = await reportOn([{ ...aCall, assignments: [silent, teamOf(aCall)] }]);
    expect(medians(group)).toMatchObject({ processing: 13, activation: 75, travel: 300, response: 400 });
  });

  it('end the time on scene when a team clears without a patient, and name the hospital mark as lacking', async () => {
    const steps = { ...teamOf(aCall).steps, transport_started: undefined, reached_hospital: undefined };
    const [group] = await reportOn([{ ...aCall, assignments: [{ ...teamOf(aCall), steps }] }]);
    expect(figures(group, 'on_scene')).toMatchObject({ medianSeconds: 900 });
    expect(figures(group, 'transport')).toMatchObject({
      count: 0,
      missing: 1,
      missingMarks: [{ mark: 't9', incidents: 1 }],
      medianSeconds: null,
      withinTargetShare: null,
    });
  });

  it('run from the opening where nobody rang', async () => {
    const [group] = await reportOn([{ ...aCall, contact: 'none' }]);
    expect(figures(group, 'response')).toMatchObject({ medianSeconds: 380 });
    expect(figures(group, 'answer')).toMatchObject({
      missing: 1,
      missingMarks: [
        { mark: 'first_ring', incidents: 1 },
        { mark: 't1', incidents: 1 },
      ],
    });
  });

  it('run from when a call was begun by hand, and say that nobody knows how long it rang', async () => {
    const byHand: Facts = { ...aCall, contact: 'none', began: 65 };
    const unknown = { count: 0, missing: 1, missingMarks: [{ mark: 'first_ring', incidents: 1 }] };
    const [group] = await reportOn([byHand]);
    expect(medians(group)).toMatchObject({ answer: null, locating: 65, processing: 95, response: 445 });
    expect(figures(group, 'answer')).toMatchObject({ ...unknown, withinTargetShare: null });
    // Somebody who was talked to already was written down: one moment for the ring and the answer.
    const written = {
      rang: 80,
      answered: 0,
      byPerson: true,
      placeKnown: undefined,
      words: ['linked' as const],
    };
    const [linked] = await reportOn([{ ...byHand, further: [written] }]);
    expect(figures(linked, 'answer')).toMatchObject(unknown);
    expect(medians(linked)).toMatchObject({ processing: 110, response: 460 });
    const [rung] = await reportOn([{ ...byHand, further: [{ ...written, answered: 4 }] }]);
    expect(medians(rung)).toMatchObject({ answer: 4, processing: 106 });
    const [later] = await reportOn([{ ...byHand, further: [{ ...written, rang: 20, answered: 4 }] }]);
    expect(figures(later, 'answer')).toMatchObject(unknown);
    expect(medians(later)).toMatchObject({ processing: 95 });
  });

  it('run from the earliest call about the incident, and give its ring back when it is unlinked', async () => {
    const earlier = {
      rang: 90,
      answered: undefined,
      byPerson: false,
      placeKnown: undefined,
      words: ['linked' as const],
    };
    const later = { ...earlier, rang: 5, answered: 2 };
    const [linked] = await reportOn([{ ...aCall, further: [earlier, later] }]);
    expect(medians(linked)).toMatchObject({ answer: 82, response: 470 });
    const unlinked = { ...earlier, words: ['linked' as const, 'unlinked' as const] };
    const [given] = await reportOn([{ ...aCall, further: [unlinked] }]);
    expect(medians(given)).toMatchObject({ answer: 12, response: 400 });
    const [left] = await reportOn([{ ...aCall, contactLeft: true }]);
    expect(figures(left, 'answer')).toMatchObject({ missing: 1 });
    expect(figures(left, 'response')).toMatchObject({ medianSeconds: 380 });
  });

  it('know the place from a caller or a triage before the incident is opened', async () => {
    const said = {
      rang: 20,
      answered: 12,
      byPerson: false,
      placeKnown: 14,
      words: ['linked' as const],
    };
    expect(medians((await reportOn([{ ...aCall, further: [said] }]))[0])).toMatchObject({ locating: 2 });
    const triage = {
      marks: [{ mark: 'place_known' as const, wait: 5 }],
      priorityKnown: undefined,
      words: ['attached' as const],
    };
    expect(medians((await reportOn([{ ...aCall, triages: [triage] }]))[0])).toMatchObject({ locating: 3 });
  });

  it('measure an arrest from the answer, and say what was lacking and what was no arrest', async () => {
    const mark = (name: TriageMark, wait: number) => ({ mark: name, wait });
    const triage = (...marks: ReturnType<typeof mark>[]) => ({
      marks,
      priorityKnown: undefined,
      words: ['attached' as const],
    });
    const whole = triage(
      mark('arrest_recognised', -92),
      mark('first_instruction', -100),
      mark('first_compression', -152),
    );
    const calls = [
      { ...aCall, triages: [whole] },
      { ...aCall, triages: [triage(mark('arrest_recognised', -192))] },
      { ...aCall, triages: [triage(mark('first_instruction', -30))] },
      { ...aCall, triages: [{ ...whole, words: ['attached' as const, 'parted' as const] }] },
    ];
    const [group] = await reportOn(calls);
    expect(figures(group, 'arrest_recognition')).toMatchObject({
      count: 2,
      notApplicable: 2,
      missing: 0,
      medianSeconds: 150,
      p90Seconds: 190,
      targetSeconds: 120,
      targetShare: null,
      withinTargetShare: 0.5,
    });
    expect(figures(group, 'arrest_compression')).toMatchObject({
      count: 1,
      notApplicable: 2,
      missing: 1,
      missingMarks: [{ mark: 'first_compression', incidents: 1 }],
      medianSeconds: 160,
      targetSeconds: 180,
    });
    expect(figures(group, 'arrest_instruction')).toMatchObject({ count: 1, medianSeconds: 108 });
  });

  it('keep pranks and duplicates in the count and out of every interval, unless they were reopened', async () => {
    const [group] = await reportOn([
      aCall,
      { ...aCall, ending: 'prank' },
      { ...aCall, ending: 'duplicate' },
      { ...aCall, ending: 'prank', reopened: true },
    ]);
    expect(group).toMatchObject({ incidents: 4, excluded: { prank: 1, duplicate: 1 } });
    expect(figures(group, 'answer')).toMatchObject({ count: 2, missing: 0 });
  });

  it('leave out an interval that ends before it begins, and say so', async () => {
    const [group] = await reportOn([aCall, { ...aCall, answered: -5 }]);
    expect(figures(group, 'answer')).toMatchObject({ count: 1, outOfOrder: 1, medianSeconds: 12 });
  });

  it('judge each response by the target of its own priority', async () => {
    const late = (priority: Priority): Facts => ({
      ...aCall,
      priority,
      assignments: [{ ...teamOf(aCall), steps: { ...teamOf(aCall).steps, arrived: 1_000 } }],
    });
    const [all] = await reportOn([late('P1'), late('P2'), aCall]);
    expect(figures(all, 'response')).toMatchObject({ targetSeconds: null, withinTargetShare: 2 / 3 });
    const [red, yellow] = await reportOn([late('P1'), late('P2'), aCall], 'priority');
    expect(red).toMatchObject({ key: 'P1', label: 'P1', incidents: 2 });
    expect(figures(red, 'response')).toMatchObject({
      targetSeconds: 900,
      targetShare: 0.9,
      withinTargetShare: 0.5,
    });
    expect(figures(yellow, 'response')).toMatchObject({ targetSeconds: 2_400, withinTargetShare: 1 });
  });

  it('are told apart by the names of areas and teams and by the hours of the center, the unknown last', async () => {
    const calls = [{ ...aCall, area: 1 }, aCall, { ...aCall, area: undefined, assignments: [] }];
    const labels = async (groupBy: Grouping) =>
      (await reportOn(calls, groupBy)).map(({ label, incidents }) => [label, incidents]);
    expect(await labels('area')).toEqual([
      ['Antapani', 1],
      ['Coblong', 1],
      [null, 1],
    ]);
    expect(await labels('team')).toEqual([
      ['AMB 0', 2],
      [null, 1],
    ]);
    // Rung 20 s before 01:00 UTC, which is 07:59:40 in Bandung.
    expect(await labels('hour')).toEqual([['07:00', 3]]);
  });

  it('never count what belongs to another center', async () => {
    const other = await newCenter();
    await other.write(entriesOf(aCall, other.names));
    expect(await reportOn([aCall])).toMatchObject([{ incidents: 1 }]);
  });

  it('show one empty group when there was nothing to measure', async () => {
    expect(await reportOn([])).toMatchObject([
      { key: null, incidents: 0, excluded: { prank: 0, duplicate: 0 } },
    ]);
  });

  it('cover the last 24 hours when not told otherwise', async () => {
    const { caller } = await newCenter();
    const answer = await report.read(caller, {});
    expect(answer).toMatchObject({
      value: { from: new Date('2026-11-20T12:00:00.000Z'), to: new Date('2026-11-21T12:00:00.000Z') },
    });
  });

  it('are refused for a range that ends before it begins or spans more than 400 days', async () => {
    const { caller } = await newCenter();
    const to = ground.clock.now();
    expect(await report.read(caller, { from: to, to })).toMatchObject({
      refusal: { code: 'validation_failed', fields: [{ field: 'query.to', rule: 'range' }] },
    });
    expect(await report.read(caller, { from: new Date(to.getTime() - 401 * 86_400_000), to })).toMatchObject({
      refusal: { fields: [{ rule: 'tooLong', parameters: { 0: 400 } }] },
    });
  });
});
