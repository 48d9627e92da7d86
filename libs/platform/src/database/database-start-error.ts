export type DatabaseStartProblem =
  | 'address_invalid'
  | 'unreachable'
  | 'refused'
  | 'too_old'
  | 'postgis_missing'
  | 'extension_missing'
  | 'folder_in_use'
  | 'folder_unusable'
  | 'engine_failed';

/**
 * Why the database could not be opened, in one line fit for the person who starts the server.
 * It carries no cause on purpose: the driver's errors may hold the address with its password.
 */
export class DatabaseStartError extends Error {
  override readonly name = 'DatabaseStartError';

  constructor(
    readonly problem: DatabaseStartProblem,
    message: string,
  ) {
    super(message);
  }
}
