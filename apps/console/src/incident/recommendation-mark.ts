import { useEffect, useState } from 'react';
import { mostUrgentConsidered, type Graded } from '#lib/contract';
import { useDesk } from '../board/desk.js';
import type { Board } from '../live/board.js';
import { moreUrgentWaiting } from '../live/more-urgent.js';
import { useStore } from '../live/store.js';

/** A recommendation older than this is asked for again: teams move. */
const freshForMilliseconds = 15_000;

/**
 * Moves when a team is taken, freed, or goes on or off duty, when something more urgent than this comes to wait
 * or waits no longer, and every so often because teams drive.
 */
export function useRecommendationMark(than: Graded): string {
  const { board } = useDesk().live;
  const available = useStore(board, availability);
  const moreUrgent = useStore(board, (present) =>
    moreUrgentWaiting(present?.incidents.values() ?? [], than)
      .slice(0, mostUrgentConsidered)
      .map(({ id }) => id)
      .join(' '),
  );
  const [turn, setTurn] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => setTurn((present) => present + 1), freshForMilliseconds);
    return () => clearInterval(timer);
  }, []);
  return `${turn} ${available} ${moreUrgent}`;
}

function availability(board: Board | null): number {
  let available = 0;
  for (const { onDuty, assignmentId, version } of board?.teams.values() ?? []) {
    if (onDuty && assignmentId === null) available += 1_000 + version;
  }
  return available;
}
