import pg from 'pg';

const int8ObjectId = 20;

/**
 * `bigint` columns as numbers, for our own pool only: the driver gives text, and its global
 * switch would change every other user of the driver in the process. A value that a number
 * cannot hold fails its query rather than being rounded.
 */
export const valueParsers = {
  getTypeParser(objectId: number, format?: 'text' | 'binary'): unknown {
    if (objectId === int8ObjectId && format !== 'binary') return exactInteger;
    return (pg.types.getTypeParser as (objectId: number, format?: string) => unknown)(objectId, format);
  },
};

function exactInteger(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value))
    throw new RangeError(`bigint ${text} is beyond what a number holds exactly`);
  return value;
}
