/** The database room: PostgreSQL on a server or embedded, behind one TypeORM DataSource. */
export {
  DATABASE,
  type Database,
  type DatabaseKind,
  type DatabaseOptions,
  type MigrationClass,
  type Schema,
} from './database.js';
export {
  foreignKeyViolation,
  transactionConflict,
  transientError,
  uniqueViolation,
} from './database-errors.js';
export type { DatabaseLogger } from './database-logger.js';
export { DatabaseStartError, type DatabaseStartProblem } from './database-start-error.js';
export {
  NOTIFICATIONS,
  type NotificationHandler,
  type Notifications,
  type StopListening,
} from './notifications.js';
export { openDatabase } from './open-database.js';
