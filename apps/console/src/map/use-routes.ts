import { useEffect, useState } from 'react';
import type { RecommendationView, RouteView } from '../api/generated/types.gen.js';
import type { Desk } from '../board/desk.js';
import type { LiveIncident } from '../live/board.js';
import { useStore } from '../live/store.js';
import { wantedRoutes } from './routes-on-map.js';

const none: readonly RouteView[] = [];

/**
 * The routes of the candidates and of the teams under way, read in the background after the recommendation is there.
 * An answer that comes after another incident was selected, or after a newer question, is thrown away; while there is
 * none, straight lines stay. Beneath a list nobody sees the map, and nothing is asked.
 */
export function useRoutes(
  desk: Desk,
  incident: LiveIncident | undefined,
  recommendation: RecommendationView | null,
): readonly RouteView[] {
  const { api } = desk;
  const isShown = useStore(desk.middle) === 'map';
  const wanted = desk.may('dispatch.recommend') ? wantedRoutes(incident, recommendation) : null;
  const [read, setRead] = useState<{ aim: string; routes: readonly RouteView[] } | null>(null);
  const mark = wanted === null || !isShown ? null : JSON.stringify(wanted);
  useEffect(() => {
    if (mark === null) return;
    let overtaken = false;
    const { incidentId, teamIds, aim } = JSON.parse(mark) as NonNullable<typeof wanted>;
    void api.routes(incidentId, teamIds).then((answer) => {
      if (!overtaken) setRead(answer.ok ? { aim, routes: answer.value.items } : null);
    });
    return () => {
      overtaken = true;
    };
  }, [api, mark]);
  // While nothing is asked, a team would drive away from the line it had.
  return wanted !== null && read?.aim === wanted.aim ? read.routes : none;
}
