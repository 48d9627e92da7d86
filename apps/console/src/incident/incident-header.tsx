import { useState, type ReactNode } from 'react';
import { priorities, type Priority } from '#lib/contract';
import type { Obstacle } from '../api/outcome.js';
import type { IncidentView } from '../api/generated/types.gen.js';
import { useDesk } from '../board/desk.js';
import { useLanguage } from '../language/language.js';
import { isUnanswered } from '../live/acceptance.js';
import type { LiveIncident } from '../live/board.js';
import { useStore } from '../live/store.js';
import { PriorityMark } from '../look/marks.js';
import { Refusal } from '../look/refusal.js';

/** What it is, its number and state, and who else has it open. */
export function IncidentHeader({
  incident,
  details,
}: {
  incident: LiveIncident;
  details: IncidentView | null;
}): ReactNode {
  const desk = useDesk();
  const { text, clockTime } = useLanguage();
  const presence = useStore(desk.live.presence);
  const others =
    presence?.incidentId === incident.id
      ? presence.viewers.filter(({ userId }) => userId !== desk.account.user.id)
      : [];
  const closing = details?.closing;
  return (
    <header className="incident-header">
      <PriorityMark priority={incident.priority} size={40} />
      <div>
        <h2>{text(`type.${incident.type}`)}</h2>
        <p className="quiet">
          {incident.number} {'·'}{' '}
          <strong data-unanswered={isUnanswered(incident) || undefined}>
            {closing
              ? text('incident.closedAs', {
                  time: clockTime(closing.at),
                  disposition: text(`disposition.${closing.disposition}`),
                })
              : text(isUnanswered(incident) ? 'state.unanswered' : `state.${incident.state}`)}
          </strong>
        </p>
        {others.length > 0 && (
          <p className="incident-viewers" role="status">
            {text('incident.viewers', { names: others.map(({ name }) => name).join(', ') })}
          </p>
        )}
      </div>
      {incident.state !== 'closed' && desk.may('incident.write') && <PriorityChoice incident={incident} />}
    </header>
  );
}

/** Sets or changes the priority. One that somebody changed meanwhile is refused, not overwritten. */
function PriorityChoice({ incident }: { incident: LiveIncident }): ReactNode {
  const desk = useDesk();
  const { text } = useLanguage();
  const [obstacle, setObstacle] = useState<Obstacle | null>(null);
  const choose = async (priority: Priority): Promise<void> => {
    const answer = await desk.api.setPriority(incident.id, priority, incident.version);
    setObstacle(answer.ok ? null : answer.obstacle);
  };
  return (
    <div className="priority-choice">
      <label>
        <span className="visually-hidden">{text('incident.priority')}</span>
        <select
          value={incident.priority ?? ''}
          onChange={({ target }) => void choose(target.value as Priority)}
        >
          {incident.priority === null && <option value="">{text('priority.noneShort')}</option>}
          {priorities.map((priority) => (
            <option key={priority} value={priority}>
              {text(`priority.${priority}`)}
            </option>
          ))}
        </select>
      </label>
      <Refusal obstacle={obstacle} />
    </div>
  );
}
