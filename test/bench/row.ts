import type { Opened } from '../support/opened.js';
import type { PostgresServer } from './environment/postgres-server.js';

export const rowNames = ['assignment', 'growth', 'realtime', 'positions', 'intake'] as const;
export type RowName = (typeof rowNames)[number];

/** Layad and its baseline, measured one right after the other. */
export interface Round {
  value: number;
  baseline: number;
}

/** What a row works with. */
export interface Bench {
  postgres: PostgresServer;
  /** Fewer and shorter rounds, to see that the bench works. */
  quick: boolean;
  /** What was opened here is closed when the row is done, also when it failed. */
  opened: Opened;
  /** Tells whoever waits what is happening. */
  progress: (text: string) => void;
}

/** One line of the table: something Layad does, against the least that anything doing the same would cost. */
export interface Row {
  name: RowName;
  measured: string;
  against: string;
  unit: 'ms' | 'fixes/s' | 'incidents/s';
  /** What Layad's figure divided by the baseline's should be. */
  target: { bound: 'at most' | 'at least'; ratio: number };
  run: (bench: Bench) => Promise<Round[]>;
}
