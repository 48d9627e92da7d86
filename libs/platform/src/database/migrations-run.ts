import { MigrationExecutor, type DataSource } from 'typeorm';
import { requirePostgis, requireServerVersion, requireTrigrams } from './server-requirements.js';
import type { DatabaseLogger } from './database-logger.js';

// Any number will do, as long as every Layad process of one database takes the same.
const migrationLockKey = 7_119_119;
const lockPollMilliseconds = 200;

/**
 * Brings the schema up to date: one process at a time, each migration in its own transaction,
 * without the time limits that hold for ordinary statements.
 *
 * The lock is asked for again and again instead of waited for: a statement that waits holds a
 * snapshot, and `create index concurrently` in the other process would wait for that snapshot.
 */
export async function runMigrations(dataSource: DataSource, logger: DatabaseLogger): Promise<void> {
  const queryRunner = dataSource.createQueryRunner();
  try {
    await requireServerVersion(queryRunner);
    await queryRunner.query(
      `set statement_timeout = 0; set lock_timeout = 0; set idle_in_transaction_session_timeout = 0`,
    );
    let told = false;
    while (!(await tryLock((sql) => queryRunner.query(sql)))) {
      if (!told) logger.log('another process is migrating the database; waiting for it');
      told = true;
      await new Promise((resolve) => setTimeout(resolve, lockPollMilliseconds));
    }
    try {
      await requirePostgis(queryRunner);
      await requireTrigrams(queryRunner);
      const executor = new MigrationExecutor(dataSource, queryRunner);
      executor.transaction = 'each';
      for (const { name } of await executor.executePendingMigrations())
        logger.log(`migrated the database: ${name}`);
    } finally {
      await queryRunner.query(`select pg_advisory_unlock(${migrationLockKey})`).catch(() => undefined);
    }
    await queryRunner.query(
      `reset statement_timeout; reset lock_timeout; reset idle_in_transaction_session_timeout`,
    );
  } finally {
    await queryRunner.release();
  }
}

async function tryLock(query: (sql: string) => Promise<unknown>): Promise<boolean> {
  const rows = (await query(`select pg_try_advisory_lock(${migrationLockKey}) as taken`)) as {
    taken: boolean;
  }[];
  return rows[0]?.taken === true;
}
