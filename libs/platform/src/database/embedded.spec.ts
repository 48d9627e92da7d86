import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { compiledRoom } from './compiled-room.fixture.js';
import { eventually } from '../testing/eventually.js';
import { schema } from './database.fixture.js';
import { transientError } from './index.js';
import { openEmbedded } from './open-database.js';

const quiet = { log: () => undefined, warn: () => undefined, error: () => undefined };

describe('the embedded database', () => {
  let room: string;
  let dataFolder: string;

  beforeAll(async () => {
    room = await compiledRoom();
    dataFolder = join(await mkdtemp(join(tmpdir(), 'layad-embedded-')), 'rows');
  });
  afterAll(async () => {
    await rm(room, { recursive: true, force: true });
    await rm(join(dataFolder, '..'), { recursive: true, force: true });
  });

  function start(...args: string[]): { child: ChildProcess; lines: string[] } {
    const child = spawn(process.execPath, [join(room, 'embedded-process.fixture.js'), dataFolder, ...args], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let text = '';
    const lines: string[] = [];
    child.stdout?.on('data', (chunk: Buffer) => {
      text += chunk.toString();
      const whole = text.split('\n');
      text = whole.pop() ?? '';
      lines.push(...whole);
    });
    return { child, lines };
  }

  it('loses nothing it acknowledged when its process is killed, and starts again at once', async () => {
    let acknowledged = 0;
    for (let round = 0; round < 3; round += 1) {
      const { child, lines } = start('insert');
      await eventually(() => lines.length > 300);
      child.kill('SIGKILL');
      await once(child, 'close');
      expect(lines[0]).toBe('open');
      acknowledged += lines.length - 1;
    }
    const started = performance.now();
    const database = await openEmbedded({ ...schema, dataFolder, logger: quiet });
    if (process.env['SHOW_TIMES'])
      process.stderr.write(
        `start after kill -9 in ${Math.round(performance.now() - started)} ms, ${acknowledged} acknowledged\n`,
      );
    const rows = (await database.dataSource.query('select count(*)::int as n from team')) as [{ n: number }];
    await database.close();
    expect(rows[0].n).toBeGreaterThanOrEqual(acknowledged);
    // At most the one statement in flight at each kill was committed without being acknowledged.
    expect(rows[0].n).toBeLessThanOrEqual(acknowledged + 3);
  });

  it('refuses a second process on its folder, with one line, and leaves the first alone', async () => {
    const first = start('wait');
    await eventually(() => first.lines.length > 0);
    const second = start('wait');
    const [code] = (await once(second.child, 'close')) as [number];
    expect(code).toBe(3);
    expect(second.lines).toEqual([
      `The data folder is in use by another Layad process (${first.child.pid}); stop it first or choose another folder.`,
    ]);
    first.child.kill('SIGTERM');
    expect(await once(first.child, 'close')).toEqual([0, null]);
  });

  it('lets one of two processes started together have its folder', async () => {
    const both = [start('wait'), start('wait')];
    await eventually(() => both.every(({ lines }) => lines.length > 0));
    expect(both.map(({ lines }) => lines[0] === 'open').sort()).toEqual([false, true]);
    for (const { child } of both) child.kill('SIGKILL');
    for (const { child } of both) {
      if (child.exitCode === null && child.signalCode === null) await once(child, 'close');
    }
  });

  it('keeps its folder to its owner', async () => {
    expect((await stat(dataFolder)).mode & 0o777).toBe(0o700);
  });

  it('starts again by itself when the engine dies, rolled back, listening and with every row', async () => {
    const database = await openEmbedded({ ...schema, dataFolder, logger: quiet });
    try {
      const heard: string[] = [];
      await database.notifications.listen(
        'journal',
        (payload) => heard.push(payload),
        () => heard.push('again'),
      );
      const before = await count();
      await database.dataSource.query(`insert into team (call_sign) values ('kept')`);
      const failure: unknown = await database.dataSource
        .transaction(async (manager) => {
          await manager.query(`insert into team (call_sign) values ('lost')`);
          await (
            database.engine as unknown as { worker: { terminate(): Promise<number> } }
          ).worker.terminate();
          await manager.query('select 1');
        })
        .catch((error: unknown) => error);
      expect(transientError(failure)).toBe(true);
      await eventually(() => heard.includes('again'));
      expect(await count()).toBe(before + 1);
      await database.dataSource.query(`select pg_notify('journal', 'after')`);
      await eventually(() => heard.includes('after'));
    } finally {
      await database.close();
    }

    async function count(): Promise<number> {
      const rows = (await database.dataSource.query('select count(*)::int as n from team')) as [
        { n: number },
      ];
      return rows[0].n;
    }
  });

  it('leaves the event loop free while a statement runs', async () => {
    const database = await openEmbedded({ ...schema, dataFolder, logger: quiet });
    let turns = 0;
    const turn = (): void => {
      turns += 1;
      next = setImmediate(turn);
    };
    let next = setImmediate(turn);
    await database.dataSource.query('select count(*) from generate_series(1, 3000000) a');
    clearImmediate(next);
    await database.close();
    // A statement on the loop itself passes a handful of turns; beside it, tens of thousands.
    expect(turns).toBeGreaterThan(1_000);
  });

  it('fails a second checkout inside a transaction instead of waiting for ever', async () => {
    const database = await openEmbedded({ ...schema, dataFolder, logger: quiet });
    const failure: unknown = await database.dataSource
      .transaction(async (manager) => {
        await manager.query('select 1');
        await database.dataSource.query('select 1');
      })
      .catch((error: unknown) => error);
    expect(String(failure)).toContain('timeout exceeded when trying to connect');
    expect(await database.dataSource.query('select 1 as one')).toEqual([{ one: 1 }]);
    await database.close();
  });
});
