import pg from 'pg';

/**
 * A connection of the pool that never ends the process. Between the pool, which lets go of a connection, and TypeORM,
 * which takes it a moment later, nobody listens for its errors: a server that ends it just then, as one that is being
 * stopped does, would raise an error that nobody handles. Whoever holds the connection is told by its next statement.
 */
export class PooledConnection extends pg.Client {
  constructor(settings?: string | pg.ClientConfig) {
    super(settings);
    this.on('error', () => undefined);
  }
}
