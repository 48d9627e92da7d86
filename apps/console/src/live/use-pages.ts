import { useState } from 'react';
import type { Obstacle, Outcome } from '../api/outcome.js';
import { useFollowed } from '../incident/use-incident.js';

export interface Page<T> {
  readonly items: readonly T[];
  readonly nextCursor?: string | null;
}
export type ReadPage<T> = (cursor?: string) => Promise<Outcome<Page<T>>>;

/** The first `count` pages one after the other, and whether there is more. */
export async function readPages<T>(read: ReadPage<T>, count: number): Promise<Outcome<Page<T>>> {
  const items: T[] = [];
  let cursor: string | null = null;
  for (let page = 0; page < count; page += 1) {
    const answer: Outcome<Page<T>> = await read(cursor ?? undefined);
    if (!answer.ok) return answer;
    items.push(...answer.value.items);
    cursor = answer.value.nextCursor ?? null;
    if (cursor === null) break;
  }
  return { ok: true, value: { items, nextCursor: cursor } };
}

/** All of a list whose length a center sets, not time: users. */
export const readAll = <T>(read: ReadPage<T>): Promise<Outcome<Page<T>>> => readPages(read, Infinity);

export interface Pages<T> {
  /** Null until the first answer. */
  readonly items: readonly T[] | null;
  /** Why the last reading failed; what is shown is then older. */
  readonly obstacle: Obstacle | null;
  /** Shows a further page; null where this is all. */
  readonly more: (() => void) | null;
}

/** A list read page by page, and all its shown pages anew whenever `mark` moves. */
export function usePages<T>(read: ReadPage<T>, subject: string, mark: number): Pages<T> {
  const [shown, setShown] = useState({ subject, count: 1 });
  const count = shown.subject === subject ? shown.count : 1;
  const { value, obstacle } = useFollowed(() => readPages(read, count), subject, `${mark}:${count}`);
  return {
    items: value?.items ?? null,
    obstacle,
    more: typeof value?.nextCursor === 'string' ? () => setShown({ subject, count: count + 1 }) : null,
  };
}
