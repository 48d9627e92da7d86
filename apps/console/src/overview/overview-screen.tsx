import { useEffect, useMemo, type ReactNode } from 'react';
import { AreasContext, useAreas } from '../board/areas.js';
import { useDesk } from '../board/desk.js';
import { PageFrame } from '../board/page-frame.js';
import { useLanguage } from '../language/language.js';
import { useStore } from '../live/store.js';
import { NeedsSomeone } from './needs-someone.js';
import { RecentIncidents } from './recent-incidents.js';
import { UncoveredAreas } from './uncovered-areas.js';
import { Workload } from './workload.js';
import '../look/lists.css';
import './overview.css';

/** A supervisor's page: what needs somebody now, whether it is too much, where nobody is near, and what was. */
export default function OverviewScreen(): ReactNode {
  const desk = useDesk();
  const { text } = useLanguage();
  const board = useStore(desk.live.board);
  const areas = useAreas(desk);
  const teams = useMemo(() => [...(board?.teams.values() ?? [])], [board?.teams]);
  useEffect(() => {
    document.title = `${text('page.overview')} · ${text('app.name')}`;
    return () => {
      document.title = text('app.name');
    };
  }, [text]);
  return (
    <AreasContext value={areas}>
      <PageFrame>
        {board ? (
          <main className="overview" tabIndex={-1}>
            <div className="overview-column">
              <NeedsSomeone board={board} />
              <UncoveredAreas board={board} />
            </div>
            <Workload board={board} teams={teams} />
            <RecentIncidents board={board} />
          </main>
        ) : (
          <main className="board-waiting">
            <p>{text('connection.loadingText')}</p>
          </main>
        )}
      </PageFrame>
    </AreasContext>
  );
}
