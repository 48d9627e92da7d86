import { IsOptional } from 'class-validator';
import type { RefusalException } from '../problem/refusal.js';
import { isTooLarge } from './body-size.js';
import { NestedList, Text } from './fields.js';
import { ListBodyPipe, RequestValidationPipe } from './validation.js';

class Item {
  @IsOptional()
  @Text({ max: 10, description: 'A word.' })
  word?: string;
}

class Body {
  @NestedList(() => Item, { max: 100, description: 'Items.' })
  items: Item[];
}

/** The refusal of the body. */
async function refusing(pipe: { transform: (value: unknown) => unknown }, body: unknown) {
  return Promise.resolve()
    .then(() => pipe.transform(body))
    .then(
      () => undefined,
      (error: RefusalException) => error.refusal,
    );
}

const asBody = {
  transform: (value: unknown) =>
    new RequestValidationPipe().transform(value, { type: 'body', metatype: Body }),
};
const manyFields = Object.fromEntries(Array.from({ length: 20_000 }, (_, index) => [`field${index}`, 1]));

describe('a body', () => {
  it.each([[undefined], [null], ['text'], [Array.from({ length: 100 }, () => ({ a: 1, b: [2, 3] }))]])(
    'as large as a request of ours is looked at (%#)',
    (body) => expect(isTooLarge(body)).toBe(false),
  );

  it.each([
    ['of very many fields', manyFields],
    ['with a list of very many items', { items: Array.from({ length: 50_000 }, () => ({})) }],
    [
      'whose many items each have many fields',
      { items: Array(1_000).fill({ a: 1, b: 2, c: 3, d: 4, e: 5, f: 6, g: 7 }) },
    ],
  ])('%s is refused without being checked field by field', async (_, body) => {
    expect(await refusing(asBody, body)).toMatchObject({ code: 'body_too_large' });
  });

  it('with a list of more items than allowed, but not of very many, is told which list', async () => {
    expect(await refusing(asBody, { items: Array(101).fill({}) })).toMatchObject({
      code: 'validation_failed',
      fields: [{ field: 'items', rule: 'arrayMaxSize' }],
    });
  });

  it('that is a list is checked up to the first item that is wrong', async () => {
    const refusal = await refusing(
      new ListBodyPipe(Item, 5_000),
      Array.from({ length: 5_000 }, () => ({ a: 1, b: 2 })),
    );
    expect(refusal?.fields?.map(({ field }) => field)).toEqual(['0.a', '0.b']);
  });
});
