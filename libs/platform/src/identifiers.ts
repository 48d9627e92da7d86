import { v7 } from 'uuid';
import type { IdSource } from '#lib/kernel';

/** A new UUID of version 7 (RFC 9562): in order of time, so that indexes stay compact. */
export const uuidv7 = (): string => v7();

export const uuidSource: IdSource = { next: uuidv7 };
