import type { DataSource, DataSourceOptions } from 'typeorm';
import type { DatabaseLogger } from './database-logger.js';
import type { Notifications } from './notifications.js';

type PostgresOptions = Extract<DataSourceOptions, { type: 'postgres' }>;

export type DatabaseKind = 'server' | 'embedded';

export const DATABASE = Symbol('Database');

/** An open database, migrated and ready; the same to its users whichever engine serves it. */
export interface Database {
  readonly dataSource: DataSource;
  readonly kind: DatabaseKind;
  readonly notifications: Notifications;
  /** Waits for what is under way, then lets go of everything. Calling it again does nothing. */
  close(): Promise<void>;
}

export interface Schema {
  readonly migrations: readonly MigrationClass[];
}

/** The class's name must end in the milliseconds it was written at: TypeORM runs migrations in that order. */
export type MigrationClass = Extract<NonNullable<PostgresOptions['migrations']>, unknown[]>[number] &
  (new () => unknown);

export interface DatabaseOptions extends Schema {
  /** A PostgreSQL server; without one the embedded engine serves. */
  readonly url?: string | undefined;
  /** Where the embedded engine keeps its rows; without one they live in memory. */
  readonly dataFolder?: string | undefined;
  readonly logger: DatabaseLogger;
  /** Most connections of this process to a server. Default 10; the embedded engine has one. */
  readonly poolSize?: number | undefined;
}
