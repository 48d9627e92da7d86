import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { SystemError } from './server-process.js';

export interface ThrowAwayDatabase {
  readonly url: string;
  readonly remove: () => Promise<void>;
}

/**
 * A new database on the server of `url`, whose user may create databases.
 * @throws SystemError when it cannot be made
 */
export async function makeDatabase(url: string, prefix: string): Promise<ThrowAwayDatabase> {
  const name = `${prefix}_${process.pid}_${randomBytes(3).toString('hex')}`;
  const run = async (sql: string) => {
    const client = new pg.Client({ connectionString: url });
    try {
      await client.connect();
      await client.query(sql);
    } catch (error) {
      // The address holds a password: only what the database said is shown.
      throw new SystemError(`the database: ${error instanceof Error ? error.message : 'no answer'}`);
    } finally {
      await client.end().catch(() => undefined);
    }
  };
  await run(`create database ${name}`);
  const own = new URL(url);
  own.pathname = `/${name}`;
  return { url: own.href, remove: () => run(`drop database if exists ${name} with (force)`) };
}
