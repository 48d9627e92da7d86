import { nothingArranged, settled, type Arrangement } from '../live/arrangement.js';
import type { Board } from '../live/board.js';
import { createStore, type Store } from '../live/store.js';

/** The order on the screen, for the list and for the keys that move through it. */
export const shownArrangement: Store<Arrangement> = createStore(nothingArranged);

/** Puts everything in its place at once. */
export function showNow(board: Board): void {
  const next = settled(board.incidents.values());
  if (!isSame(next, shownArrangement.get())) shownArrangement.set(next);
}

const isSame = (a: Arrangement, b: Arrangement): boolean =>
  a.rows.length === b.rows.length &&
  a.rows.every(({ id, queue }, index) => b.rows[index]?.id === id && b.rows[index]?.queue === queue);
