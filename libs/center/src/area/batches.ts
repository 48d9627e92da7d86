/** Shapes that go to the database in one statement. */
const batchSize = 200;

/** A long list in pieces, each small enough for one statement. */
export function batchesOf<T>(all: readonly T[]): T[][] {
  return Array.from({ length: Math.ceil(all.length / batchSize) }, (_, batch) =>
    all.slice(batch * batchSize, (batch + 1) * batchSize),
  );
}
