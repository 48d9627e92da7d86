import type { ReactNode } from 'react';
import { useDesk } from '../board/desk.js';
import { goTo } from '../board/route.js';
import { runningClock } from '../language/formats.js';
import { useLanguage } from '../language/language.js';
import { callerNumberText } from '../language/telephone.js';
import type { Board } from '../live/board.js';
import { responseClock } from '../live/response-clock.js';
import { secondHand } from '../live/server-clock.js';
import { useStore } from '../live/store.js';
import { Freshness } from '../look/freshness.js';
import { PriorityMark } from '../look/marks.js';
import { ringingContacts } from '../queues/ringing-contacts.js';

interface Need {
  readonly key: string;
  readonly incidentId: string | null;
  readonly priority?: ReactNode;
  readonly what: string;
  readonly why: string;
  /** Over the limit by this, seconds. */
  readonly overSeconds: number;
}

/** Everything past its limit, the longest over first. */
export function NeedsSomeone({ board }: { board: Board }): ReactNode {
  const desk = useDesk();
  const language = useLanguage();
  const { text } = language;
  const settings = useStore(desk.settings);
  const now = useStore(secondHand);
  const needs: Need[] = [];
  for (const incident of board.incidents.values()) {
    if (incident.state === 'closed') continue;
    const { id, priority, complaint, type, assignments } = incident;
    const what = complaint ?? text(`type.${type}`);
    const mark = <PriorityMark priority={priority} size={20} />;
    for (const { id: assignmentId, state, acknowledgeBy, teamId } of assignments) {
      if (state !== 'offered' || acknowledgeBy === null) continue;
      const overSeconds = (now - Date.parse(acknowledgeBy)) / 1_000;
      if (overSeconds < 0) continue;
      const why = text('queue.unacknowledged', { team: board.teams.get(teamId)?.callSign ?? '' });
      needs.push({ key: assignmentId, incidentId: id, priority: mark, what, why, overSeconds });
    }
    if (!settings) continue;
    const { lateness, elapsedSeconds, targetSeconds } = responseClock(incident, settings, now);
    if (lateness === 'late') {
      const overSeconds = elapsedSeconds - targetSeconds;
      needs.push({ key: id, incidentId: id, priority: mark, what, why: text('overview.late'), overSeconds });
    } else if (incident.state === 'queued' && elapsedSeconds > settings.targets.processing.seconds) {
      const overSeconds = elapsedSeconds - settings.targets.processing.seconds;
      needs.push({
        key: id,
        incidentId: id,
        priority: mark,
        what,
        why: text('overview.noTeam'),
        overSeconds,
      });
    }
  }
  for (const { id, ringingAt, callerNumber } of ringingContacts(board)) {
    const overSeconds = (now - Date.parse(ringingAt)) / 1_000 - (settings?.targets.answer.seconds ?? 0);
    if (overSeconds < 0) continue;
    const what = callerNumberText(callerNumber, language);
    needs.push({ key: id, incidentId: null, what, why: text('counts.ringing'), overSeconds });
  }
  for (const { id, callBackBy, callerNumber } of board.contacts.values()) {
    if (callBackBy === null || Date.parse(callBackBy) > now) continue;
    const what = callerNumberText(callerNumber, language);
    const overSeconds = (now - Date.parse(callBackBy)) / 1_000;
    needs.push({ key: id, incidentId: null, what, why: text('overview.callBack'), overSeconds });
  }
  needs.sort((a, b) => b.overSeconds - a.overSeconds);
  return (
    <section className="panel" data-panel="needs">
      <h2 className="section-title">
        {text('overview.needs')} <Freshness />
      </h2>
      {needs.length === 0 ? (
        <p className="empty">{text('overview.needsNothing')}</p>
      ) : (
        <ul className="needs">
          {needs.map(({ key, incidentId, priority, what, why, overSeconds }) => (
            <li key={key}>
              <span>{priority}</span>
              <span>
                {incidentId === null ? (
                  <strong>{what}</strong>
                ) : (
                  <button
                    type="button"
                    className="link strong"
                    onClick={() => {
                      desk.select(incidentId);
                      goTo('/');
                    }}
                  >
                    {what}
                  </button>
                )}
                <small>{why}</small>
              </span>
              <span className="over">{text('overview.over', { duration: runningClock(overSeconds) })}</span>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
