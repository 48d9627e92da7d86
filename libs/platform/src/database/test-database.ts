import { createHash, randomBytes } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import type { Database, Schema } from './database.js';
import type { DatabaseLogger } from './database-logger.js';
import { openDatabase, openEmbedded } from './open-database.js';
import { lockFolder } from './folder-lock.js';
import { DatabaseStartError } from './database-start-error.js';

const quiet: DatabaseLogger = {
  log: () => undefined,
  warn: () => undefined,
  error: (message) => console.error(message),
};

export interface TestDatabaseOptions extends Schema {
  readonly logger?: DatabaseLogger;
}

/**
 * A database of its own for one test file: on the server of `TEST_DATABASE_URL` (whose user may
 * create databases), else embedded in memory. The migrations run once for all test files, and
 * again when one of them changes; `close` throws the database away.
 */
export async function testDatabase(options: TestDatabaseOptions): Promise<Database> {
  const url = process.env['TEST_DATABASE_URL'];
  return url ? serverTestDatabase(url, options) : embeddedTestDatabase(options);
}

async function serverTestDatabase(
  adminUrl: string,
  { logger = quiet, ...schema }: TestDatabaseOptions,
): Promise<Database> {
  const template = `layad_template_${fingerprint(schema)}`;
  const name = `layad_test_${randomBytes(6).toString('hex')}`;
  await withConnection(adminUrl, async (admin) => {
    // Jest starts a process per worker; the first makes the template, the others wait for it.
    await admin.query('select pg_advisory_lock(hashtextextended($1, 0))', [template]);
    const { rowCount } = await admin.query('select from pg_database where datname = $1', [template]);
    if (rowCount === 0) {
      const unfinished = `${template}_unfinished`;
      await admin.query(`drop database if exists ${unfinished} with (force)`);
      await admin.query(`create database ${unfinished}`);
      await (await openDatabase({ ...schema, url: inDatabase(adminUrl, unfinished), logger })).close();
      await admin.query(`alter database ${unfinished} rename to ${template}`);
    }
    await admin.query(`create database ${name} template ${template}`);
  });
  const database = await openDatabase({ ...schema, url: inDatabase(adminUrl, name), logger });
  return {
    ...database,
    close: async () => {
      await database.close();
      await withConnection(adminUrl, (admin) => admin.query(`drop database if exists ${name} with (force)`));
    },
  };
}

async function embeddedTestDatabase({ logger = quiet, ...schema }: TestDatabaseOptions): Promise<Database> {
  return openEmbedded({ ...schema, logger }, await migratedSnapshot(schema, logger));
}

/** Made by whoever comes first, while the others wait; renamed into place, so that it is whole or absent. */
async function migratedSnapshot(schema: Schema, logger: DatabaseLogger): Promise<Uint8Array> {
  const folder = join(tmpdir(), `layad-test-databases-${userInfo().uid}`, fingerprint(schema));
  const path = join(folder, 'snapshot.tar');
  await mkdir(folder, { recursive: true, mode: 0o700 });
  for (;;) {
    const snapshot = await readFile(path).catch(() => undefined);
    if (snapshot !== undefined) return snapshot;
    const lock = await lockFolder(folder).catch((error: unknown) => {
      if (error instanceof DatabaseStartError && error.problem === 'folder_in_use') return undefined;
      throw error;
    });
    if (lock === undefined) {
      await new Promise((resolve) => setTimeout(resolve, 100));
      continue;
    }
    try {
      const database = await openEmbedded({ ...schema, logger });
      await database.dataSource.query('checkpoint');
      await writeFile(`${path}.unfinished`, await database.engine.dump());
      await rename(`${path}.unfinished`, path);
      await database.close();
    } finally {
      await lock.release();
    }
  }
}

/** Changes with every migration's text, and with the version of the engine that ran them. */
function fingerprint({ migrations }: Schema): string {
  const hash = createHash('sha256').update('1');
  for (const migration of migrations) hash.update(`${migration.name}\n${migration.toString()}\n`);
  return hash.digest('hex').slice(0, 16);
}

function inDatabase(url: string, name: string): string {
  const address = new URL(url);
  address.pathname = `/${name}`;
  return address.href;
}

async function withConnection(url: string, work: (connection: pg.Client) => Promise<unknown>): Promise<void> {
  const connection = new pg.Client({ connectionString: url });
  await connection.connect();
  try {
    await work(connection);
  } finally {
    await connection.end();
  }
}
