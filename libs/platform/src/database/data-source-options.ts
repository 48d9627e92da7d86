import type { DataSourceOptions } from 'typeorm';
import type { Schema } from './database.js';
import type { EmbeddedEngine } from './embedded/embedded-engine.js';
import { PooledConnection } from './pooled-connection.js';
import { valueParsers } from './value-parsers.js';

const defaultPoolSize = 10;
// Longer than any healthy wait; shorter than a person's patience with a screen that does nothing.
const connectionTimeoutMilliseconds = 10_000;
const statementTimeoutMilliseconds = 30_000;
// A transaction forgotten open holds its rows' locks: the server ends it.
const idleInTransactionTimeoutMilliseconds = 30_000;
const keepAliveDelayMilliseconds = 10_000;

const common = {
  type: 'postgres',
  synchronize: false,
  migrationsRun: false,
  uuidExtension: 'pgcrypto',
  installExtensions: false,
  logging: false,
} as const;

export function serverDataSourceOptions(
  url: string,
  schema: Schema,
  poolSize = defaultPoolSize,
): DataSourceOptions {
  return {
    ...common,
    migrations: [...schema.migrations],
    poolSize,
    extra: {
      // Not as `url`: TypeORM takes that apart by itself, and loses what it does not know.
      connectionString: url,
      Client: PooledConnection,
      application_name: 'layad',
      connectionTimeoutMillis: connectionTimeoutMilliseconds,
      statement_timeout: statementTimeoutMilliseconds,
      idle_in_transaction_session_timeout: idleInTransactionTimeoutMilliseconds,
      keepAlive: true,
      keepAliveInitialDelayMillis: keepAliveDelayMilliseconds,
      types: valueParsers,
    },
  };
}

/** One connection, kept for good; a second checkout inside a transaction fails after a while instead of waiting for ever. */
export function embeddedDataSourceOptions(engine: EmbeddedEngine, schema: Schema): DataSourceOptions {
  return {
    ...common,
    migrations: [...schema.migrations],
    poolSize: 1,
    extra: {
      stream: () => engine.openSession(),
      user: 'postgres',
      database: 'postgres',
      ssl: false,
      connectionTimeoutMillis: connectionTimeoutMilliseconds,
      idleTimeoutMillis: 0,
      types: valueParsers,
    },
  };
}
