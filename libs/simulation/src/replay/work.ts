import type { CallLog } from './recorded-call.js';
import type { Score } from './score.js';
import type { Slice } from './slice.js';

/** What is replayed, and with whom. */
export interface Work {
  readonly log: CallLog;
  readonly slice: Slice;
  readonly score: Score;
  readonly seed: number;
}
