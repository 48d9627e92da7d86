import type { Obstacle } from '../../api/outcome.js';
import type { Point } from '../../call/coordinates.js';

/** What a row says, by what its columns were said to hold. */
export type Cells<Column extends string> = Readonly<Record<Column | 'name', string>>;

/** What has become of a row; of one with a fault of its own, the words for it. */
export type RowState =
  'new' | 'there' | 'nameless' | 'placeless' | 'made' | { readonly fault: string } | Obstacle;

export interface RecordRow<Column extends string> {
  readonly index: number;
  readonly cells: Cells<Column>;
  readonly point: Point | null;
  readonly state: RowState;
}

export const isRefused = (state: RowState): state is Obstacle =>
  typeof state === 'object' && !('fault' in state);

const rankOf = (state: RowState): number => {
  if (isRefused(state)) return 0;
  return typeof state === 'object' || state === 'nameless' || state === 'placeless' ? 1 : 2;
};

/** What somebody has to look at comes first: what was refused, then what is left out for a fault of its own. */
export const inOrder = <Column extends string>(
  rows: readonly RecordRow<Column>[],
): readonly RecordRow<Column>[] =>
  [0, 1, 2].flatMap((rank) => rows.filter(({ state }) => rankOf(state) === rank));
