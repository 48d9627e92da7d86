import type { Priority } from '#lib/contract';
import type { LiveIncident } from './board.js';

/** The two queues of the board. */
export type QueueName = 'waiting' | 'underWay';

export interface Row {
  readonly id: string;
  readonly queue: QueueName;
}

/** The order in which incidents stand on the screen, and what waits to take its place in it. */
export interface Arrangement {
  readonly rows: readonly Row[];
  /** New incidents that are not shown yet. */
  readonly waiting: readonly string[];
  /** Shown incidents that would stand elsewhere, or are closed. */
  readonly moving: readonly string[];
}

export const nothingArranged: Arrangement = { rows: [], waiting: [], moving: [] };

/** An unknown priority may be anything, so it stands right behind the life-threatening ones. */
const rank: Readonly<Record<Priority | 'unknown', number>> = { P1: 0, unknown: 1, P2: 2, P3: 3, P4: 4 };

const queueOf = ({ state }: LiveIncident): QueueName => (state === 'queued' ? 'waiting' : 'underWay');

/** Moments written alike stand in the order of their texts. */
const inOrder = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

const before = (a: LiveIncident, b: LiveIncident): number =>
  rank[a.priority ?? 'unknown'] - rank[b.priority ?? 'unknown'] ||
  inOrder(a.clockStartedAt, b.clockStartedAt) ||
  inOrder(a.id, b.id);

/** Where every open incident belongs: waiting before under way, the most urgent first, then the oldest. */
export function settled(incidents: Iterable<LiveIncident>): Arrangement {
  const open = [...incidents].filter(({ state }) => state !== 'closed').sort(before);
  const rows = open.map((incident) => ({ id: incident.id, queue: queueOf(incident) }));
  return {
    rows: [
      ...rows.filter(({ queue }) => queue === 'waiting'),
      ...rows.filter(({ queue }) => queue === 'underWay'),
    ],
    waiting: [],
    moving: [],
  };
}

/**
 * The arrangement while somebody's hand is on the list: every row stays where it is, and what would come, move or go
 * is only counted.
 */
export function held(shown: Arrangement, incidents: Iterable<LiveIncident>): Arrangement {
  const onBoard = new Map([...incidents].map((incident) => [incident.id, incident]));
  const due = settled(onBoard.values()).rows;
  // What has left the board has nothing to show: kept here, it would be counted without a row to see.
  const rows = shown.rows.filter(({ id }) => onBoard.has(id));
  const shownIds = new Set(rows.map(({ id }) => id));
  const dueShown = due.filter(({ id }) => shownIds.has(id));
  const dueIds = new Set(dueShown.map(({ id }) => id));
  const stillThere = rows.filter(({ id }) => dueIds.has(id));
  const gone = rows.filter(({ id }) => !dueIds.has(id)).map(({ id }) => id);
  const moved = stillThere.filter((row, index) => {
    const place = dueShown[index];
    return place?.id !== row.id || place.queue !== row.queue;
  });
  return {
    rows,
    waiting: due.filter(({ id }) => !shownIds.has(id)).map(({ id }) => id),
    moving: [...gone, ...moved.map(({ id }) => id)],
  };
}
