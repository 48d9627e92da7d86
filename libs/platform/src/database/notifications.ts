export const NOTIFICATIONS = Symbol('Notifications');

export type NotificationHandler = (payload: string) => void;
export type StopListening = () => Promise<void>;

/**
 * `LISTEN` of PostgreSQL, apart from the pool. A notification says "look", never "this is what
 * happened": it may be lost while the connection is, so the reader looks at the table, and looks
 * once more when `onReconnect` is called.
 */
export interface Notifications {
  /**
   * Resolves once the database is listening: whatever commits afterwards is told.
   * `handler` must not throw; if it does, the error is logged and the next handler still runs.
   * @param channel lower-case letters, digits and underscores, at most 63
   * @param onReconnect called after a loss of the connection, once listening again
   */
  listen(channel: string, handler: NotificationHandler, onReconnect?: () => void): Promise<StopListening>;
}
