import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { afterEach, beforeAll, afterAll, describe, expect, it } from '@jest/globals';
import { FakeServer, type Fault } from './fake-server.fixture.js';
import type { ReplayOutcome } from './outcome.js';
import { replay } from './run-replay.js';
import { tableOf } from './table.js';

/** Half an hour in a second: the twelve calls of an hour and a half are over in a few, on a busy machine too. */
const speed = 1_800;
const callCount = 12;
const usual = { format: 'layad', timeZone: 'Asia/Jakarta', username: 'admin' } as const;
const nowhere = () => new PassThrough().resume();

let folder: string;
let calls: string;
let server: FakeServer | undefined;

beforeAll(async () => {
  process.env['LAYAD_PASSWORD'] = 'a password for trying';
  folder = await mkdtemp(join(tmpdir(), 'layad-replay-spec-'));
  calls = join(folder, 'calls.csv');
  const rows = Array.from({ length: callCount }, (_, index) => {
    const rang = Date.UTC(2026, 10, 1, 8, 7 * index);
    const after = (minutes: number) => new Date(rang + minutes * 60_000).toISOString();
    const marks = [0, 1, 2, 9, 20, 30, 45].map(after);
    return [...marks, -6.9 - index / 1_000, 107.6].join(',');
  });
  const header = 'ringingAt,openedAt,offeredAt,onSceneAt,leftSceneAt,atHospitalAt,clearedAt,lat,lon';
  await writeFile(calls, [header, ...rows, 'not a row', ''].join('\n'));
});
afterAll(() => rm(folder, { recursive: true }));
afterEach(async () => {
  await server?.close();
  server = undefined;
});

const replayOn = async (fault: Fault, teams?: number): Promise<ReplayOutcome> => {
  server = await FakeServer.listen(speed, fault);
  const options = { calls, speed, seed: 1, server: server.url, ...usual };
  return replay(teams === undefined ? options : { ...options, teams }, nowhere());
};

describe('a replay', () => {
  it('has an incident for every call, and everything that was acknowledged', async () => {
    const outcome = await replayOn('none');
    expect(outcome).toMatchObject({
      kept: true,
      calls: callCount,
      incidents: callCount,
      callsWithoutIncident: 0,
      openAtEnd: 0,
      lostCalls: 0,
      lostSteps: 0,
      surplus: 0,
      teamsAssignedTwice: 0,
      seqGaps: 0,
      troubles: [],
    });
    expect(outcome.assignments).toBeGreaterThanOrEqual(callCount);
    expect(outcome.log.bad).toHaveLength(1);
    expect(tableOf(outcome)).toContain('line 14: cannot be read');
  });

  it('lets calls wait when there are too few teams, and measures for how long', async () => {
    const outcome = await replayOn('none', 2);
    expect(outcome).toMatchObject({ kept: true, incidents: callCount, openAtEnd: 0, teams: 2 });
    expect(outcome.queued).toBeGreaterThan(3);
    expect(outcome.longestWaitSeconds).toBeGreaterThan(600);
  });

  it.each([
    ['loses a call', { lostCalls: 1 }],
    ['forgets to tell', { lostSteps: 1 }],
    ['skips a seq', { seqGaps: 1 }],
    ['opens twice', { surplus: 1 }],
  ] as const)('finds out that a server %s', async (fault, found) => {
    const outcome = await replayOn(fault);
    expect(outcome).toMatchObject({ kept: false, ...found });
    expect(tableOf(outcome)).toContain('NOT EVERYTHING');
  });

  it('finds out that a server sends a team twice', async () => {
    const outcome = await replayOn('sends a team twice');
    expect(outcome.kept).toBe(false);
    expect(outcome.teamsAssignedTwice).toBeGreaterThan(0);
  });

  it('refuses a speed that is not the server’s', async () => {
    server = await FakeServer.listen(10, 'none');
    const asked = { calls, seed: 1, ...usual };
    await expect(replay({ ...asked, speed: 20, server: server.url })).rejects.toThrow(
      /^--speed: the clock of http:\S+ runs at 10, so the replay can only run at --speed 10$/,
    );
    await expect(replay({ ...asked, speed: 20, server: 'http://127.0.0.1:1' })).rejects.toThrow(
      '--server: no system is ready at http://127.0.0.1:1',
    );
  });
});
