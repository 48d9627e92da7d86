import type { RefusalException } from '../problem/refusal.js';
import { Time } from './fields.js';
import { cursorPart, decodeCursor, encodeCursor } from './page.js';
import { RequestValidationPipe } from './validation.js';

class Body {
  @Time({ description: 'When.' })
  at: Date;
}

const read = async (at: string): Promise<unknown> => {
  const pipe = new RequestValidationPipe();
  try {
    return await (pipe.transform({ at }, { type: 'body', metatype: Body }) as Promise<Body>);
  } catch (error) {
    return (error as RefusalException).refusal.fields;
  }
};

describe('a moment in a request', () => {
  it.each(['2026-11-21T23:59:59Z', '0001-01-01T00:00:00Z', '9999-12-31T23:59:59.999Z'])(
    'is taken in every year that can be kept: %s',
    async (at) => expect(await read(at)).toEqual({ at: new Date(at) }),
  );

  it.each([
    '0000-06-01T00:00:00Z',
    '0000-01-01T00:00:00+14:00',
    '9999-12-31T23:59:59-14:00',
    '2026-13-01T00:00:00Z',
  ])('is refused in a year that the database or JSON cannot hold: %s', async (at) =>
    expect(await read(at)).toEqual([{ field: 'at', rule: 'isDate' }]),
  );
});

describe('a moment in a cursor', () => {
  const decoded = (at: string) => decodeCursor(encodeCursor([at]), [cursorPart.time]).accepted;

  it('is taken as this system writes it', () => expect(decoded('2026-11-21T23:59:59.120Z')).toBe(true));

  it.each([
    '9999-99-99T99:99:99.999Z',
    '2026-02-31T00:00:00.000Z',
    '0000-01-01T00:00:00.000Z',
    '2026-11-21T24:00:00.000Z',
    '2026-11-21T23:59:59Z',
  ])('is refused when somebody made it by hand: %s', (at) => expect(decoded(at)).toBe(false));
});
