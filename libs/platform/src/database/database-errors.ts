import {
  QueryFailedError,
  QueryRunnerAlreadyReleasedError,
  QueryRunnerProviderAlreadyReleasedError,
} from 'typeorm';

interface DriverError {
  readonly code?: string;
  readonly constraint?: string;
  readonly message?: string;
}

const transientStates = new Set([
  '40001', // serialization_failure
  '40P01', // deadlock_detected
  '53300', // too_many_connections
  '55P03', // lock_not_available
  '57P01', // admin_shutdown
  '57P02', // crash_shutdown
  '57P03', // cannot_connect_now: starting up or shutting down
]);
const transientSystemCodes = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'EAI_AGAIN',
]);
// node-postgres gives these no code.
const transientMessage =
  /^(Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error|Client was closed|Query read timeout)/i;

/**
 * Whether the same work, done again from its start, may succeed. After a lost connection the
 * first try may have been committed, so only idempotent work may be repeated without looking.
 */
export function transientError(error: unknown): boolean {
  // A connection lost between two statements of a transaction shows itself to the next one only so.
  if (
    error instanceof QueryRunnerAlreadyReleasedError ||
    error instanceof QueryRunnerProviderAlreadyReleasedError
  )
    return true;
  for (const { code, message } of driverErrors(error)) {
    if (
      code !== undefined &&
      (transientStates.has(code) || transientSystemCodes.has(code) || /^08[0-9A-Z]{3}$/.test(code))
    )
      return true;
    if (message !== undefined && transientMessage.test(message)) return true;
  }
  return false;
}

/** Whether the transaction lost to another one and was rolled back whole: it may simply be run again. */
export function transactionConflict(error: unknown): boolean {
  return driverErrors(error).some(({ code }) => code === '40001' || code === '40P01');
}

/** Whether a unique constraint or index (this one, if named) refused the row: somebody else was first. */
export function uniqueViolation(error: unknown, constraintName?: string): boolean {
  return driverErrors(error).some(
    ({ code, constraint }) =>
      code === '23505' && (constraintName === undefined || constraint === constraintName),
  );
}

/** Whether a foreign key (this one, if named) refused the row: what it points to does not exist. */
export function foreignKeyViolation(error: unknown, constraintName?: string): boolean {
  return driverErrors(error).some(
    ({ code, constraint }) =>
      code === '23503' && (constraintName === undefined || constraint === constraintName),
  );
}

/** The error, the driver's error inside TypeORM's, and the errors of each address tried (`AggregateError`). */
function driverErrors(error: unknown): DriverError[] {
  if (typeof error !== 'object' || error === null) return [];
  if (error instanceof QueryFailedError) return [error.driverError as DriverError];
  const several = (error as { errors?: unknown }).errors;
  return [error, ...(Array.isArray(several) ? several.flatMap(driverErrors) : [])];
}
