import type { Result } from '#lib/kernel';
import type { Refusal } from '../problem/refusal.js';

/** The value of an accepted command. */
export function valueOf<T>(result: Result<T, Refusal>): T {
  if (result.accepted) return result.value;
  throw new Error(`refused: ${JSON.stringify(result.refusal)}`);
}

/** The refusal of a refused command. */
export function refusalOf(result: Result<unknown, Refusal>): Refusal {
  if (!result.accepted) return result.refusal;
  throw new Error('accepted');
}
