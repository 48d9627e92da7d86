import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { DataSource } from 'typeorm';
import { eventually } from '../testing/eventually.js';
import { schema } from './database.fixture.js';
import { openDatabase, transientError, type Database } from './index.js';
import { InterruptibleRoad } from './interruptible-server.fixture.js';
import { testDatabase } from './test-database.js';

const serverUrl = process.env['TEST_DATABASE_URL'];
const onServer = serverUrl ? describe : describe.skip;
const quiet = { log: () => undefined, warn: () => undefined, error: () => undefined };

onServer('the database on a server', () => {
  let made: Database;
  let url: string;

  beforeAll(async () => {
    made = await testDatabase(schema);
    const [{ name }] = (await made.dataSource.query('select current_database() as name')) as [
      { name: string },
    ];
    const address = new URL(serverUrl ?? '');
    address.pathname = `/${name}`;
    url = address.href;
  });
  afterAll(() => made?.close());

  it('listens again and serves again after the server was away, and readers are told to look', async () => {
    const road = new InterruptibleRoad(url);
    await road.open();
    const database = await openDatabase({ ...schema, url: road.url, logger: quiet });
    const heard: string[] = [];
    await database.notifications.listen(
      'journal',
      (payload) => heard.push(payload),
      () => heard.push('again'),
    );
    await road.cut();
    expect(transientError(await failureOf(database.dataSource))).toBe(true);
    await road.open();
    await eventually(() => heard.includes('again'));
    await made.dataSource.query(`select pg_notify('journal', 'after')`);
    await eventually(() => heard.includes('after'));
    expect(await database.dataSource.query('select 1 as one')).toEqual([{ one: 1 }]);
    await database.close();
    await road.cut();
  });

  it('notices within ten seconds that a connection is open and dead', async () => {
    const road = new InterruptibleRoad(url);
    await road.open();
    const losses: string[] = [];
    const database = await openDatabase({
      ...schema,
      url: road.url,
      logger: { ...quiet, warn: (message) => void losses.push(message) },
    });
    const heard: string[] = [];
    await database.notifications.listen(
      'journal',
      (payload) => heard.push(payload),
      () => heard.push('again'),
    );
    road.block();
    const blockedAt = performance.now();
    await eventually(() => losses.length > 0);
    if (process.env['SHOW_TIMES'])
      process.stderr.write(`dead connection noticed in ${Math.round(performance.now() - blockedAt)} ms\n`);
    road.unblock();
    await eventually(() => heard.includes('again'));
    await database.close();
    await road.cut();
  });

  it('survives the administrator ending its connections', async () => {
    const database = await openDatabase({ ...schema, url, logger: quiet });
    const heard: string[] = [];
    await database.notifications.listen(
      'journal',
      (payload) => heard.push(payload),
      () => heard.push('again'),
    );
    const failure: unknown = await database.dataSource
      .transaction(async (manager) => {
        await manager.query('select 1');
        await made.dataSource.query(
          `select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()`,
        );
        await manager.query('select 1');
      })
      .catch((error: unknown) => error);
    expect(transientError(failure)).toBe(true);
    await eventually(() => heard.includes('again'));
    expect(await database.dataSource.query('select 1 as one')).toEqual([{ one: 1 }]);
    await database.close();
  });

  it('survives a server that ends a connection in the moment in which it lets it in', async () => {
    const road = new InterruptibleRoad(url);
    await road.open();
    const database = await openDatabase({ ...schema, url: road.url, logger: quiet });
    const held = database.dataSource.createQueryRunner();
    await held.startTransaction();
    road.endNextConnection();
    expect(transientError(await failureOf(database.dataSource))).toBe(true);
    expect(await database.dataSource.query('select 1 as one')).toEqual([{ one: 1 }]);
    await held.rollbackTransaction();
    await held.release();
    await database.close();
    await road.cut();
  });

  it('calls a serialization failure and a deadlock transient', async () => {
    await made.dataSource.query(`insert into team (call_sign) values ('A'), ('B')`);
    const [one, two] = [made.dataSource.createQueryRunner(), made.dataSource.createQueryRunner()];
    await one.startTransaction('REPEATABLE READ');
    await one.query('select count(*) from team');
    await two.query(`update team set seq = seq + 1 where call_sign = 'A'`);
    expect(
      transientError(
        await one
          .query(`update team set seq = seq + 1 where call_sign = 'A'`)
          .catch((error: unknown) => error),
      ),
    ).toBe(true);
    await one.rollbackTransaction();

    await one.startTransaction();
    await two.startTransaction();
    await one.query(`update team set seq = 1 where call_sign = 'A'`);
    await two.query(`update team set seq = 1 where call_sign = 'B'`);
    const outcomes = await Promise.allSettled([
      one.query(`update team set seq = 2 where call_sign = 'B'`),
      two.query(`update team set seq = 2 where call_sign = 'A'`),
    ]);
    const deadlock = outcomes.find(({ status }) => status === 'rejected') as PromiseRejectedResult;
    expect(transientError(deadlock.reason)).toBe(true);
    await one.rollbackTransaction();
    await two.rollbackTransaction();
    await one.release();
    await two.release();
  });

  it('migrates once when many processes start together', async () => {
    await made.dataSource.query('drop schema public cascade; create schema public');
    const databases = await Promise.all(
      Array.from({ length: 4 }, () => openDatabase({ ...schema, url, logger: quiet })),
    );
    expect(await made.dataSource.query('select count(*)::int as n from migrations')).toEqual([{ n: 2 }]);
    await Promise.all(databases.map(({ close }) => close()));
  });

  it('limits statements in general and not in migrations', async () => {
    const [{ statement_timeout }] = (await made.dataSource.query('show statement_timeout')) as [
      { statement_timeout: string },
    ];
    expect(statement_timeout).toBe('30s');
  });

  it.each([
    ['an address that is none', () => 'localhost/secret', /^DATABASE_URL is not a PostgreSQL address/],
    [
      'a server that is not there',
      () => 'postgresql://layad:secret@127.0.0.1:1/layad',
      /^The database server of DATABASE_URL cannot be reached \(ECONNREFUSED\)\.$/,
    ],
    [
      'a database that does not exist',
      () => replaced({ pathname: '/secret' }),
      /does not exist on its server \(3D000\)\.$/,
    ],
  ])('says in one line, without the address, what is wrong with %s', async (_case, address, message) => {
    const failure = (await openDatabase({ ...schema, url: address(), logger: quiet }).catch(
      (error: unknown) => error,
    )) as Error;
    expect(failure.message).toMatch(message);
    expect(`${failure.message}${failure.stack}${JSON.stringify(failure)}`).not.toContain('secret');
    expect(failure.cause).toBeUndefined();
  });

  it('needs no rights where PostGIS is there, and says who must make it where it is not', async () => {
    const role = `layad_plain_${Date.now()}`;
    await made.dataSource.query(
      `create role ${role} login; grant all on schema public to ${role}; grant all on all tables in schema public to ${role}`,
    );
    const database = await openDatabase({
      migrations: [],
      url: replaced({ username: role }),
      logger: quiet,
    });
    await database.close();
    await made.dataSource.query('drop extension postgis cascade');
    const failure = (await openDatabase({
      migrations: [],
      url: replaced({ username: role }),
      logger: quiet,
    }).catch((error: unknown) => error)) as Error;
    expect(failure.message).toBe(
      'PostGIS is missing in the database and this role may not create it; let an administrator run "create extension postgis" in it once.',
    );
    await made.dataSource.query(`drop owned by ${role}; drop role ${role}`);
  });

  function replaced(parts: { pathname?: string; username?: string }): string {
    return Object.assign(new URL(url), parts).href;
  }
});

async function failureOf(dataSource: DataSource): Promise<unknown> {
  return dataSource.query('select 1').then(
    () => new Error('the query succeeded'),
    (error: unknown) => error,
  );
}
