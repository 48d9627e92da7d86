import type { ReactNode } from 'react';
import { useDesk } from '../board/desk.js';
import { goTo } from '../board/route.js';
import { useFollowed } from '../incident/use-incident.js';
import { useLanguage } from '../language/language.js';
import type { Board } from '../live/board.js';
import { PriorityMark } from '../look/marks.js';
import { obstacleTitle } from '../look/refusal.js';

/** How many are listed for review. */
const shown = 40;

/** The latest incidents, closed ones too: each opens with its whole timeline. */
export function RecentIncidents({ board }: { board: Board }): ReactNode {
  const desk = useDesk();
  const language = useLanguage();
  const { text, clockTime, day } = language;
  const mark = [...board.incidents.values()].reduce((sum, { version }) => sum + version, 0);
  const recent = useFollowed(() => desk.api.recentIncidents(shown), 'recent', mark);
  return (
    <section className="panel" data-panel="recent">
      <h2 className="section-title">{text('overview.recent')}</h2>
      {recent.obstacle && <p className="incident-stale">{obstacleTitle(language, recent.obstacle)}</p>}
      {recent.value?.items.length === 0 && <p className="empty">{text('overview.noneYet')}</p>}
      <ul className="needs">
        {recent.value?.items.map(({ id, number, priority, type, complaint, state, openedAt, closing }) => (
          <li key={id}>
            <span>
              <PriorityMark priority={priority} size={20} />
            </span>
            <span>
              <button
                type="button"
                className="link strong"
                onClick={() => {
                  desk.select(id);
                  goTo('/');
                }}
              >
                {complaint ?? text(`type.${type}`)}
              </button>
              <small>{`${number} · ${day(Date.parse(openedAt))} ${clockTime(openedAt)}`}</small>
            </span>
            <span className="quiet">
              {closing ? text(`disposition.${closing.disposition}`) : text(`state.${state}`)}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
