import type { ShownRecommendation } from '../board/desk.js';
import type { Point } from '../call/coordinates.js';
import type { Store } from '../live/store.js';

/** What the map shows of an operator's work, and what is pressed on it: in the console, or in a window of its own. */
export interface MapWork {
  readonly selectedId: Store<string | null>;
  /** Coordinates of the place being chosen, as they stand in the field; null while none is. */
  readonly placing: Store<string | null>;
  readonly recommendation: Store<ShownRecommendation | null>;
  /** A place somebody looks for. */
  readonly found: Store<Point | null>;
  readonly select: (incidentId: string) => void;
  readonly place: (point: Point) => void;
}
