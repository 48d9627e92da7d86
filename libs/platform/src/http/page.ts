import { accept, refuse, type Result } from '#lib/kernel';
import type { Refusal } from '../problem/refusal.js';
import { Text, Whole } from './fields.js';
import { isWrittenMoment } from './moment.js';

/** Query of every list: newest or best first, a page at a time. */
export class PageQuery {
  @Text({
    max: 200,
    optional: true,
    description: 'Where the page begins: the `nextCursor` of the one before.',
  })
  cursor?: string;

  @Whole({
    min: 1,
    max: 500,
    optional: true,
    query: true,
    description: 'Most rows on the page; 50 if left out.',
  })
  limit?: number;
}

export const defaultPageSize = 50;

export interface Page<T> {
  items: T[];
  /** Absent on the last page. */
  nextCursor: string | null;
}

/** A cursor holds the sort key of the last row, opaque to clients. */
export const encodeCursor = (key: readonly string[]): string =>
  Buffer.from(JSON.stringify(key)).toString('base64url');

/** What a part of a cursor must be: a pattern, or more than a pattern can say. */
export type CursorPart = Pick<RegExp, 'test'>;

/** The sort key in a cursor of ours: as many texts as there are `parts`, each passing its test. */
export function decodeCursor(cursor: string, parts: readonly CursorPart[]): Result<string[], Refusal> {
  try {
    const key: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString());
    if (
      Array.isArray(key) &&
      key.length === parts.length &&
      key.every((part, index) => typeof part === 'string' && parts[index]!.test(part))
    ) {
      return accept(key as string[]);
    }
  } catch {
    // Falls through to the refusal: a cursor that cannot be read was not ours.
  }
  return refuse({ code: 'validation_failed', fields: [{ field: 'query.cursor', rule: 'cursor' }] });
}

/** The parts that cursors are made of. */
export const cursorPart = {
  time: { test: isWrittenMoment },
  id: /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/,
  seq: /^\d{1,15}$/,
};
