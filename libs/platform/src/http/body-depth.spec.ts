import { nestsTooDeeply } from './body-depth.js';

const nested = (depth: number): unknown => JSON.parse(`${'['.repeat(depth)}${']'.repeat(depth)}`);

describe('a body', () => {
  it.each([[undefined], [null], ['text'], [{ a: [{ b: [1, 2] }] }], [nested(32)]])(
    'that nests like any other is looked at (%#)',
    (body) => expect(nestsTooDeeply(body)).toBe(false),
  );

  it.each([[33], [100_000]])('that nests %i levels deep is not', (depth) => {
    expect(nestsTooDeeply(nested(depth))).toBe(true);
    expect(nestsTooDeeply({ a: 1, b: { c: nested(depth) } })).toBe(true);
  });
});
