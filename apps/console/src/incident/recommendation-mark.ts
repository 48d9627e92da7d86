import { useEffect, useState } from 'react';
import { useDesk } from '../board/desk.js';
import type { Board } from '../live/board.js';
import { useStore } from '../live/store.js';

/** A recommendation older than this is asked for again: teams move. */
const freshForMilliseconds = 15_000;

/** Moves when a team is taken, freed, or goes on or off duty, and every so often because teams drive. */
export function useRecommendationMark(): number {
  const available = useStore(useDesk().live.board, availability);
  const [turn, setTurn] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => setTurn((present) => present + 1), freshForMilliseconds);
    return () => clearInterval(timer);
  }, []);
  return turn + available * 1_000_000;
}

function availability(board: Board | null): number {
  let available = 0;
  for (const { onDuty, assignmentId, version } of board?.teams.values() ?? []) {
    if (onDuty && assignmentId === null) available += 1_000 + version;
  }
  return available;
}
