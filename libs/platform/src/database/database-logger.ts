/** What the database room needs of a logger; Nest's `Logger` fits. */
export interface DatabaseLogger {
  log(message: string): void;
  warn(message: string): void;
  error(message: string): void;
}
