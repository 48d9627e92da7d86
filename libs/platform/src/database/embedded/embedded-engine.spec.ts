import { afterEach, describe, expect, it } from '@jest/globals';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { transientError } from '../database-errors.js';
import { EmbeddedEngine } from './embedded-engine.js';

const quiet = { log: () => undefined, warn: () => undefined, error: () => undefined };

describe('the embedded engine', () => {
  let engine: EmbeddedEngine;
  let folder: string | undefined;

  afterEach(async () => {
    await engine.close();
    if (folder !== undefined) await rm(folder, { recursive: true, force: true });
  });

  it('lets a second session in when the first has ended, with nothing left of it', async () => {
    engine = await EmbeddedEngine.start({ logger: quiet });
    const first = await connected();
    const [{ zone }] = (await first.query(`select current_setting('timezone') as zone`)).rows as [
      { zone: string },
    ];
    await first.query(`set timezone = 'Asia/Jakarta'; create temp table scratch (n int)`);
    await first.query({ name: 'kept', text: 'select 1', values: [] });
    await first.query('select pg_advisory_lock(7)');
    await first.query('begin');
    let secondIsIn = false;
    const second = connected().then((client) => {
      secondIsIn = true;
      return client;
    });
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(secondIsIn).toBe(false);
    await first.end();
    const client = await second;
    const { rows } = await client.query(`
      select current_setting('timezone') as zone, to_regclass('scratch') as scratch,
        (select count(*)::int from pg_prepared_statements) as prepared,
        (select count(*)::int from pg_locks where locktype = 'advisory') as locks`);
    expect(rows).toEqual([{ zone, scratch: null, prepared: 0, locks: 0 }]);
    await client.end();
  });

  it('starts again when a statement takes longer than it may', async () => {
    folder = await mkdtemp(join(tmpdir(), 'layad-engine-'));
    engine = await EmbeddedEngine.start({
      folder: join(folder, 'postgresql'),
      logger: quiet,
      longestExchangeMilliseconds: 3_000,
    });
    const first = await connected();
    await first.query('create table kept (n int); insert into kept values (1)');
    expect(transientError(await first.query('select pg_sleep(60)').catch((error: unknown) => error))).toBe(
      true,
    );
    const second = await connected();
    expect((await second.query('select n from kept')).rows).toEqual([{ n: 1 }]);
    await second.end();
  });

  async function connected(): Promise<pg.Client> {
    const client = new pg.Client({
      stream: () => engine.openSession(),
      user: 'postgres',
      database: 'postgres',
      ssl: false,
    });
    client.on('error', () => undefined);
    await client.connect();
    return client;
  }
});
