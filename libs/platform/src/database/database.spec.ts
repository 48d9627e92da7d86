import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { eventually } from '../testing/eventually.js';
import { schema } from './database.fixture.js';
import { uniqueViolation, type Database } from './index.js';
import { testDatabase } from './test-database.js';

/** Every behaviour here holds on both engines; which one runs is chosen by TEST_DATABASE_URL. */
describe('a database', () => {
  let database: Database;

  beforeAll(async () => {
    const started = performance.now();
    database = await testDatabase(schema);
    if (process.env['SHOW_TIMES'])
      process.stderr.write(`test database in ${Math.round(performance.now() - started)} ms\n`);
  });
  afterAll(async () => {
    await database?.close();
  });
  beforeEach(() => database.dataSource.query('truncate team, assignment'));

  it('gives dates to the millisecond, bigint as number and jsonb as it was', async () => {
    const team = {
      call_sign: 'Émeraude 1',
      seq: 9_007_199_254_740_991,
      details: { ä: [1, null, { b: 'c' }] },
      seen_at: new Date('2026-02-03T04:05:06.789Z'),
    };
    await database.dataSource.query(
      `insert into team (call_sign, seq, details, seen_at) values ($1, $2, $3, $4)`,
      Object.values(team),
    );
    expect(await database.dataSource.query(`select call_sign, seq, details, seen_at from team`)).toEqual([
      team,
    ]);
    await database.dataSource.query('update team set seq = 41');
    expect(await database.dataSource.query('update team set seq = seq + 1 returning seq')).toEqual([
      [{ seq: 42 }],
      1,
    ]);
  });

  it('fails a query rather than rounding a bigint', async () => {
    await expect(database.dataSource.query('select 9007199254740993::bigint')).rejects.toThrow(
      'beyond what a number holds exactly',
    );
    expect(await database.dataSource.query('select 1::bigint as n')).toEqual([{ n: 1 }]);
  });

  it('finds the nearest teams in order, by the index', async () => {
    await database.dataSource.query(`
      insert into team (call_sign, position)
      select 'T' || i, st_setsrid(st_makepoint(107.5 + (i % 50) * 0.004, -6.95 + (i / 50) * 0.004), 4326)::geography from generate_series(0, 1999) i`);
    await database.dataSource.query('analyze team');
    const nearest = `select call_sign, position <-> $1::geography as metres from team order by position <-> $1::geography limit 5`;
    const place = 'SRID=4326;POINT(107.6101 -6.9102)';
    const found = (await database.dataSource.query(nearest, [place])) as { metres: number }[];
    const all = (await database.dataSource.query(
      `select position <-> $1::geography as metres from team order by 1 limit 5`,
      [place],
    )) as { metres: number }[];
    expect(found.map(({ metres }) => Math.round(metres))).toEqual(
      all.map(({ metres }) => Math.round(metres)),
    );
    const plan = JSON.stringify(await database.dataSource.query(`explain ${nearest}`, [place]));
    expect(plan).toContain('Index Scan using team_position');
  });

  it('lets a team have one live assignment and any number of cleared ones', async () => {
    const assign = (status: string): Promise<unknown> =>
      database.dataSource.query(`insert into assignment (team_id, status) values ($1, $2)`, [
        '7b0e0e9a-0a3c-4c55-9d4a-6a3d2d9f0c11',
        status,
      ]);
    await assign('cleared');
    await assign('cleared');
    await assign('offered');
    const refusal: unknown = await assign('offered').catch((error: unknown) => error);
    expect(uniqueViolation(refusal, 'one_live_assignment')).toBe(true);
    expect(uniqueViolation(refusal, 'another_index')).toBe(false);
  });

  it('tells of a commit, in order, and never of a rollback', async () => {
    const heard: string[] = [];
    const stop = await database.notifications.listen('journal', (payload) => heard.push(payload));
    await database.dataSource
      .transaction(async (manager) => {
        await manager.query(`select pg_notify('journal', 'undone')`);
        throw new Error('undo');
      })
      .catch(() => undefined);
    await database.dataSource.transaction(async (manager) => {
      await manager.query(`select pg_notify('journal', '1')`);
      await manager.query(`select pg_notify('journal', '2 é')`);
      await new Promise((resolve) => setTimeout(resolve, 100));
      expect(heard).toEqual([]);
    });
    await eventually(() => heard.length === 2);
    expect(heard).toEqual(['1', '2 é']);
    await stop();
    await database.dataSource.query(`select pg_notify('journal', '3')`);
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(heard).toHaveLength(2);
  });

  it('listens for good when asked while a transaction is open that is rolled back', async () => {
    const heard: string[] = [];
    let listening: Promise<unknown> = Promise.resolve();
    await database.dataSource
      .transaction(async (manager) => {
        await manager.query('select 1');
        listening = database.notifications.listen('late', (payload) => heard.push(payload));
        await manager.query('select 2');
        throw new Error('undo');
      })
      .catch(() => undefined);
    await listening;
    await database.dataSource.query(`select pg_notify('late', 'here')`);
    await eventually(() => heard.length === 1);
  });

  it('keeps what a repeatable read has seen', async () => {
    await database.dataSource.query(`insert into team (call_sign) values ('A')`);
    await database.dataSource.transaction('REPEATABLE READ', async (manager) => {
      const [row] = (await manager.query('show transaction_isolation')) as {
        transaction_isolation: string;
      }[];
      expect(row?.transaction_isolation).toBe('repeatable read');
      expect(await manager.query('select call_sign from team')).toHaveLength(1);
      if (database.kind === 'server') {
        await database.dataSource.query(`insert into team (call_sign) values ('B')`);
        expect(await manager.query('select call_sign from team')).toHaveLength(1);
      }
    });
  });

  it('claims rows with skip locked', async () => {
    await database.dataSource.query(`insert into team (call_sign) values ('A'), ('B')`);
    await database.dataSource.transaction(async (manager) => {
      const claim = (all: boolean) =>
        manager.query(
          `select call_sign from team order by call_sign limit ${all ? 2 : 1} for update skip locked`,
        );
      expect(await claim(false)).toEqual([{ call_sign: 'A' }]);
      if (database.kind === 'server') {
        expect(await database.dataSource.query(`select call_sign from team for update skip locked`)).toEqual([
          { call_sign: 'B' },
        ]);
      }
    });
  });

  it('rolls back what a lost connection left open, and serves the next', async () => {
    const runner = database.dataSource.createQueryRunner();
    const connection = (await runner.connect()) as { connection: { stream: { destroy(): void } } };
    await runner.query('begin');
    await runner.query(`insert into team (call_sign) values ('half done')`);
    await runner.query('set search_path = nowhere');
    connection.connection.stream.destroy();
    await runner.query('select 1').catch(() => undefined);
    await runner.release().catch(() => undefined);
    expect(await database.dataSource.query('select call_sign from team')).toEqual([]);
  });

  it('rolls back a begin that was still on its way when the connection was lost', async () => {
    for (let round = 0; round < 5; round += 1) {
      const runner = database.dataSource.createQueryRunner();
      const connection = (await runner.connect()) as { connection: { stream: { destroy(): void } } };
      const begun = runner
        .query("begin; insert into team (call_sign) values ('half done')")
        .catch(() => undefined);
      await new Promise((resolve) => setImmediate(resolve));
      connection.connection.stream.destroy();
      await begun;
      await runner.release().catch(() => undefined);
      await eventually(
        async () => (await database.dataSource.query('select count(*)::int as n from team'))[0].n === 0,
      );
    }
  });

  it('serves many at once, each transaction by itself', async () => {
    const [{ id }] = (await database.dataSource.query(
      `insert into team (call_sign) values ('counted') returning id`,
    )) as [{ id: string }];
    await Promise.all(
      Array.from({ length: 50 }, () =>
        database.dataSource.transaction(async (manager) => {
          const [{ seq }] = (await manager.query('select seq from team where id = $1 for update', [id])) as [
            { seq: number },
          ];
          await manager.query('update team set seq = $2 where id = $1', [id, seq + 1]);
        }),
      ),
    );
    expect(await database.dataSource.query('select seq from team where id = $1', [id])).toEqual([
      { seq: 50 },
    ]);
  });

  it('carries large rows both ways', async () => {
    const text = 'x'.repeat(3_000_000);
    const rows = (await database.dataSource.query('select length($1::text) as length, $1::text as text', [
      text,
    ])) as [{ length: number; text: string }];
    expect(rows[0].length).toBe(3_000_000);
    expect(rows[0].text === text).toBe(true);
  });
});
