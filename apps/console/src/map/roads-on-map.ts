import { useEffect, useState } from 'react';
import type { RoadCollection } from '../api/api.js';
import type { Desk } from '../board/desk.js';
import { useStore } from '../live/store.js';
import type { CityMap } from './city-map.js';

const retryMilliseconds = 10_000;
const noCredits: readonly string[] = [];

/**
 * Draws the center's own roads, where no background has roads already. A map without them is a map all the same, so
 * nothing is said while they cannot be read; it is tried again.
 * @returns what is to be shown beside them
 */
export function useRoadsOnMap(desk: Desk, map: CityMap | null): readonly string[] {
  const wanted = map?.drawsRoads ?? false;
  const roads = useRoads(desk, wanted);
  useEffect(() => {
    if (roads) map?.setGround('roads', roads);
  }, [map, roads]);
  return wanted && roads ? roads.attributions : noCredits;
}

/** Reads the roads once they are wanted, and again when the center's data changed. */
function useRoads(desk: Desk, wanted: boolean): RoadCollection | null {
  const revision = useStore(desk.live.board, (board) => board?.centerRevision ?? -1);
  const [roads, setRoads] = useState<RoadCollection | null>(null);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let stopped = false;
    const read = async (): Promise<void> => {
      const answer = await desk.api.roads();
      if (stopped) return;
      if (answer.ok) setRoads(answer.value);
      else timer = setTimeout(() => void read(), retryMilliseconds);
    };
    if (wanted && revision >= 0) void read();
    return () => {
      stopped = true;
      clearTimeout(timer);
    };
  }, [desk, wanted, revision]);
  return roads;
}
