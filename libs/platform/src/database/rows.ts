import type { DataSource, EntityManager } from 'typeorm';

/** Whatever can run a statement: the manager of a transaction, or the pool for a read of its own. */
export type Queryable = Pick<EntityManager, 'query'> | Pick<DataSource, 'query'>;

/**
 * The rows a statement answers, whichever kind it is: TypeORM answers `[rows, count]` for UPDATE and DELETE and bare
 * rows for the rest.
 */
export async function rows<T>(on: Queryable, sql: string, parameters: unknown[] = []): Promise<T[]> {
  const answer: unknown = await on.query(sql, parameters);
  const list = answer as unknown[];
  return (list.length === 2 && Array.isArray(list[0]) && typeof list[1] === 'number' ? list[0] : list) as T[];
}

/** The only row, or undefined. */
export async function findRow<T>(
  on: Queryable,
  sql: string,
  parameters: unknown[] = [],
): Promise<T | undefined> {
  return (await rows<T>(on, sql, parameters))[0];
}
