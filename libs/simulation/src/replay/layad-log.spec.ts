import { Readable } from 'node:stream';
import { describe, expect, it } from '@jest/globals';
import { readLayadLog } from './layad-log.js';

const zone = 'Asia/Makassar';
const csv = (...lines: string[]) =>
  readLayadLog(Readable.from(lines.map((line) => `${line}\n`)), 'csv', zone);
const jsonl = (...rows: unknown[]) =>
  readLayadLog(
    Readable.from(rows.map((row) => `${typeof row === 'string' ? row : JSON.stringify(row)}\n`)),
    'jsonl',
    zone,
  );

describe('a city’s own log', () => {
  it('needs no more than when it rang and where it was', async () => {
    const { calls, timeZone } = await csv('ringingAt,lat,lon', '2026-11-21T20:00:00+08:00,-5.14,119.42');
    expect(timeZone).toBe(zone);
    expect(calls).toHaveLength(1);
    expect(calls[0]).toMatchObject({
      reference: 'line 2',
      ringingAt: new Date('2026-11-21T12:00:00Z'),
      answeredAt: undefined,
      place: { lat: -5.14, lon: 119.42 },
      type: 'unknown_problem',
      priority: 'P2',
      disposition: 'treated_on_scene',
    });
  });

  it('is the same as CSV and as JSON lines, and comes in the order in which it rang', async () => {
    const marks = {
      ringingAt: '2026-11-21T12:00:00Z',
      offeredAt: '2026-11-21T12:02:00Z',
      enRouteAt: '2026-11-21T12:03:00Z',
      onSceneAt: '2026-11-21T12:10:00Z',
      leftSceneAt: '2026-11-21T12:25:00Z',
      atHospitalAt: '2026-11-21T12:40:00Z',
      clearedAt: '2026-11-21T13:00:00Z',
    };
    const one = { reference: 'A1', ...marks, lat: '-5.14', lon: '119.42', priority: 'P1', type: 'stroke' };
    const two = { ...one, reference: 'A0', ringingAt: '2026-11-21T11:59:00Z', priority: '' };
    const asCsv = await csv(
      Object.keys(one).join(','),
      Object.values(one).join(','),
      Object.values(two).join(','),
    );
    const asJson = await jsonl(one, two);
    expect(asCsv.calls.map(({ reference }) => reference)).toEqual(['A0', 'A1']);
    expect(asJson.calls).toEqual(asCsv.calls);
    expect(asCsv.calls[1]!.disposition).toBe('transported');
    expect(asCsv.calls[1]!.work).toMatchObject({
      turnoutSeconds: 60,
      travelSeconds: 420,
      hospitalSeconds: 1_200,
    });
  });

  it('names bad rows by line and field and goes on', async () => {
    const { calls, bad, rows } = await jsonl(
      { ringingAt: '2026-11-21T12:00:00Z', lat: -5, lon: 119 },
      { ringingAt: '2026-11-21T12:00:00', lat: -5, lon: 119 },
      '{"ringingAt": ',
      { ringingAt: '2026-11-21T12:00:00Z', lat: -95, lon: 119 },
      { ringingAt: '2026-11-21T12:00:00Z', lat: -5, lon: 119, priority: 'urgent' },
    );
    expect({ calls: calls.length, rows }).toEqual({ calls: 1, rows: 5 });
    expect(bad.map(({ line }) => line)).toEqual([2, 3, 4, 5]);
    expect(bad.map(({ reason }) => reason.split(':')[0])).toEqual([
      'ringingAt',
      'cannot be read',
      'lat',
      'priority',
    ]);
  });

  it('is refused when no row can be used', async () => {
    await expect(csv('when,where', 'now,here')).rejects.toThrow(/no usable row; line 2: ringingAt/);
    await expect(csv('ringingAt,lat,lon')).rejects.toThrow('no call in it');
  });
});
