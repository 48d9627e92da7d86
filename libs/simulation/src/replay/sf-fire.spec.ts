import { existsSync } from 'node:fs';
import { Readable } from 'node:stream';
import { describe, expect, it } from '@jest/globals';
import { readLog } from './read-log.js';
import { LogError, type CallLog } from './recorded-call.js';
import { readSfFire } from './sf-fire.js';
import * as row from './sf-fire.fixture.js';

const read = (...lines: string[]): Promise<CallLog> =>
  readSfFire(Readable.from([row.header, ...lines].map((line) => `${line}\n`)));
const callOf = async (...lines: string[]) => (await read(...lines)).calls[0]!;

describe('the San Francisco log', () => {
  it('has one row for each unit, and one call for all of them, though other calls lie between', async () => {
    const { calls, rows } = await read(row.engine, row.cancelled, row.ambulance);
    expect(rows).toBe(3);
    expect(calls.map(({ reference }) => reference)).toEqual(['163662843', '163664036']);
  });

  it('is read in the time of the clocks on the wall in California', async () => {
    const call = await callOf(row.engine, row.ambulance);
    expect(call.ringingAt).toEqual(new Date('2017-01-01T07:52:01Z'));
    expect(call.openedAt).toEqual(new Date('2017-01-01T07:55:04Z'));
    expect(call.dispatchedAt).toEqual(new Date('2017-01-01T07:55:20Z'));
  });

  it('gives the work of the unit that took the patient away', async () => {
    const call = await callOf(row.engine, row.ambulance);
    expect(call).toMatchObject({ teamKind: 'bls_ambulance', disposition: 'transported', priority: 'P2' });
    expect(call.work).toEqual({
      turnoutSeconds: 53,
      travelSeconds: 274,
      sceneSeconds: 1_460,
      transportSeconds: 966,
      hospitalSeconds: 1_858,
      awaySeconds: 2_824,
      busySeconds: 4_611,
    });
  });

  it('gives where it was and what was said', async () => {
    expect(await callOf(row.engine)).toMatchObject({
      place: { lat: 37.8051625655624, lon: -122.432957440518 },
      address: '0 Block of MARINA BLVD',
      complaint: 'Medical Incident: Potentially Life-Threatening',
      type: 'unknown_problem',
    });
  });

  it('leaves out calls that are not medical, and counts their rows', async () => {
    const { calls, notMedical, bad } = await read(row.notMedical, row.cancelled);
    expect({ calls: calls.length, notMedical, bad }).toEqual({ calls: 1, notMedical: 1, bad: [] });
  });

  it('takes a mark that goes backwards in time as missing', async () => {
    const { work } = await callOf(row.backwards);
    expect(work).toMatchObject({
      sceneSeconds: 2_133,
      transportSeconds: undefined,
      hospitalSeconds: undefined,
    });
    expect(work.awaySeconds).toBe(2_062);
  });

  it('keeps marks that nobody made as missing', async () => {
    const { work, disposition } = await callOf(row.noHospital);
    expect(disposition).toBe('transported');
    expect(work).toMatchObject({
      transportSeconds: undefined,
      hospitalSeconds: undefined,
      awaySeconds: 1_851,
    });
  });

  it('knows a team that was called back', async () => {
    const call = await callOf(row.cancelled);
    expect(call).toMatchObject({ disposition: 'cancelled', teamKind: 'als_ambulance' });
    expect(call.work).toMatchObject({ travelSeconds: undefined, busySeconds: 202 });
  });

  it('tells what threatens life now from the rest', async () => {
    const { calls } = await read(row.mostUrgent, row.cancelled, row.backwards);
    expect(calls.map(({ priority }) => priority).sort()).toEqual(['P1', 'P2', 'P3']);
  });

  it('names bad rows by their line and goes on', async () => {
    const cut = row.engine.split(',').slice(0, 20).join(',');
    const { calls, bad, rows } = await read(
      row.cancelled,
      row.engine.replace('12/31/2016 11:52:01 PM', '31/12/2016 11:52:01 PM'),
      cut,
      row.engine.replace('"(37.8051625655624, -122.432957440518)"', '"(137.8, -122.4)"'),
      row.engine.replace('12/31/2016 11:52:01 PM', ''),
      row.backwards,
    );
    expect({ calls: calls.length, rows }).toEqual({ calls: 2, rows: 6 });
    expect(bad).toEqual([
      { line: 3, reason: 'Received DtTm is not a time' },
      { line: 4, reason: 'not a row of this table' },
      { line: 5, reason: 'Location is not a point in the world' },
      { line: 6, reason: 'Received DtTm is empty' },
    ]);
  });

  it('is refused when no row can be used, naming the first', async () => {
    await expect(read(row.engine.replaceAll(' PM', ''))).rejects.toThrow(
      'line 2: Received DtTm is not a time',
    );
    await expect(read(row.notMedical)).rejects.toThrow(LogError);
  });

  it('is refused when a column is missing, naming it', async () => {
    const lines = Readable.from(['Call Number,Unit ID,Call Type\n', '1,2,3\n']);
    await expect(readSfFire(lines)).rejects.toThrow('the column "Received DtTm" is missing');
  });
});

const wholeLog = '../shared/data/sf-calls/calls.csv';
const withWholeLog = existsSync(wholeLog) ? it : it.skip;
if (!existsSync(wholeLog)) process.stdout.write(`skipped: ${wholeLog} is not here\n`);

describe('the whole log of eight days', () => {
  withWholeLog('has 2,688 medical calls in 7,704 rows, and no bad row', async () => {
    const { calls, rows, bad } = await readLog(wholeLog, 'sf-fire', 'UTC');
    expect({ calls: calls.length, rows, bad }).toEqual({ calls: 2_688, rows: 7_704, bad: [] });
    expect(calls[0]!.ringingAt).toEqual(new Date('2016-12-31T08:11:11Z'));
    expect(calls.at(-1)!.ringingAt).toEqual(new Date('2017-01-08T07:51:21Z'));
    const durations = calls.flatMap(({ work }) => Object.values(work) as (number | undefined)[]);
    expect(durations.filter((seconds) => seconds !== undefined && !(seconds >= 0))).toEqual([]);
  });
});
