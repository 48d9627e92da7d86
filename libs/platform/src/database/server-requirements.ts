import type { QueryRunner } from 'typeorm';
import { DatabaseStartError } from './database-start-error.js';

const oldestServerVersion = 15;
const oldestPostgisVersion = 3;

/** @throws DatabaseStartError `too_old` */
export async function requireServerVersion(queryRunner: QueryRunner): Promise<void> {
  const [row] = (await queryRunner.query(
    `select current_setting('server_version_num')::int / 10000 as major`,
  )) as { major: number }[];
  if (row === undefined || row.major < oldestServerVersion) {
    throw new DatabaseStartError(
      'too_old',
      `PostgreSQL ${oldestServerVersion} or newer is needed; this server is ${row?.major ?? 'unknown'}.`,
    );
  }
}

/**
 * Creates PostGIS where it is missing. An extension that is there already needs no rights, so a
 * server whose administrator made it serves an ordinary role.
 * @throws DatabaseStartError `postgis_missing` or `too_old`
 */
export async function requirePostgis(queryRunner: QueryRunner): Promise<void> {
  const installed = await postgisVersion(
    queryRunner,
    'select extversion as version from pg_extension where extname = $1',
  );
  if (installed === undefined) {
    const available = await postgisVersion(
      queryRunner,
      'select default_version as version from pg_available_extensions where name = $1',
    );
    if (available === undefined) {
      throw new DatabaseStartError(
        'postgis_missing',
        `PostGIS is not installed on the database server; install its package for this PostgreSQL and start again.`,
      );
    }
    try {
      await queryRunner.query('create extension if not exists postgis');
    } catch (error) {
      const code = (error as { code?: string }).code;
      const reason =
        code === '42501' ? 'this role may not create it' : `the server refused (${code ?? 'no code'})`;
      throw new DatabaseStartError(
        'postgis_missing',
        `PostGIS is missing in the database and ${reason}; let an administrator run "create extension postgis" in it once.`,
      );
    }
  }
  const version = await postgisVersion(
    queryRunner,
    'select extversion as version from pg_extension where extname = $1',
  );
  if (version === undefined || Number.parseInt(version, 10) < oldestPostgisVersion) {
    throw new DatabaseStartError(
      'too_old',
      `PostGIS ${oldestPostgisVersion} or newer is needed; this database has ${version ?? 'none'}.`,
    );
  }
}

/**
 * Creates `pg_trgm` where it is missing: names are searched with it. It comes with PostgreSQL (in some distributions in
 * a package named `contrib`), and any owner of a database may create it.
 * @throws DatabaseStartError `extension_missing`
 */
export async function requireTrigrams(queryRunner: QueryRunner): Promise<void> {
  try {
    await queryRunner.query('create extension if not exists pg_trgm');
  } catch (error) {
    const { code = 'no code' } = error as { code?: string };
    throw new DatabaseStartError(
      'extension_missing',
      `The extension pg_trgm cannot be created (${code}); install PostgreSQL's contrib package, or let an administrator run "create extension pg_trgm" in the database once.`,
    );
  }
}

async function postgisVersion(queryRunner: QueryRunner, statement: string): Promise<string | undefined> {
  const rows = (await queryRunner.query(statement, ['postgis'])) as { version: string }[];
  return rows[0]?.version;
}
