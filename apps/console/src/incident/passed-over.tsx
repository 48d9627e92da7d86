import { useState, type ReactNode } from 'react';
import { assignmentStates } from '#lib/contract';
import { newKey } from '../api/api.js';
import type { PassedOverTeamView } from '../api/generated/types.gen.js';
import type { Obstacle } from '../api/outcome.js';
import { useDesk } from '../board/desk.js';
import { useLanguage } from '../language/language.js';
import type { Board, LiveIncident } from '../live/board.js';
import { Refusal } from '../look/refusal.js';
import { DivertDialog } from './divert-dialog.js';
import { ReasonDialog } from './reason-dialog.js';

/** Reasons that a person may overrule. A team off duty is put on duty first; a busy one is diverted. */
const overrulable = [
  'wrong_kind',
  'missing_capability',
  'crew_incomplete',
  'fix_too_old',
  'no_position',
  'too_far',
  'already_tried',
] as const;

const overrideReasons = ['nearer_in_truth', 'asked_for', 'no_other', 'other'] as const;

/** Teams that are not recommended, each with its reason, and what can be done all the same. */
export function PassedOver({
  incident,
  board,
  teams,
  count,
}: {
  incident: LiveIncident;
  board: Board;
  /** The nearest of them. */
  teams: readonly PassedOverTeamView[];
  /** How many there are. */
  count: number;
}): ReactNode {
  const { text } = useLanguage();
  if (teams.length === 0) return null;
  return (
    <details className="passed-over">
      <summary>
        {teams.length < count
          ? text('recommendation.passedOverNearest', { shown: teams.length, count })
          : text('recommendation.passedOver', { count })}
      </summary>
      <ul>
        {teams.map((row) => (
          <PassedOverTeam key={row.team.id} row={row} incident={incident} board={board} />
        ))}
      </ul>
    </details>
  );
}

function PassedOverTeam({
  row: { team, reason, distanceMetres },
  incident,
  board,
}: {
  row: PassedOverTeamView;
  incident: LiveIncident;
  board: Board;
}): ReactNode {
  const desk = useDesk();
  const { text, kilometres } = useLanguage();
  const [asking, setAsking] = useState<'send' | 'divert' | null>(null);
  const [obstacle, setObstacle] = useState<Obstacle | null>(null);
  const assignmentId = board.teams.get(team.id)?.assignmentId;
  const assignment = [...board.incidents.values()]
    .flatMap(({ assignments }) => assignments)
    .find(({ id }) => id === assignmentId);
  const mayDivert =
    reason === 'busy' &&
    assignment !== undefined &&
    assignment.incidentId !== incident.id &&
    assignmentStates.allows(assignment.state, 'diverted');
  const maySend = (overrulable as readonly string[]).includes(reason);
  const send = async (why: string): Promise<void> => {
    setAsking(null);
    const answer = await desk.api.send(incident.id, team.id, newKey(), why);
    setObstacle(answer.ok ? null : answer.obstacle);
  };
  return (
    <li>
      <span>
        <strong>{team.callSign}</strong> {text(`passedOver.${reason}`)}
        {distanceMetres !== null && ` · ${text('number.kilometres', { value: kilometres(distanceMetres) })}`}
      </span>
      {desk.may('dispatch.assign') && maySend && (
        <button type="button" className="link" onClick={() => setAsking('send')}>
          {text('passedOver.sendAnyway')}
        </button>
      )}
      {desk.may('dispatch.assign') && mayDivert && (
        <button type="button" className="link" onClick={() => setAsking('divert')}>
          {text('divert.here')}
        </button>
      )}
      {obstacle && <Refusal obstacle={obstacle} />}
      {asking === 'send' && (
        <ReasonDialog
          title={text('passedOver.sendTitle', { team: team.callSign })}
          explanation={text('passedOver.sendText', { reason: text(`passedOver.${reason}`) })}
          reasons={overrideReasons.map((code) => ({ code, label: text(`overrideReason.${code}`) }))}
          submit={text('recommendation.send')}
          onChosen={(why) => void send(why)}
          onDismiss={() => setAsking(null)}
        />
      )}
      {asking === 'divert' && assignment && (
        <DivertDialog
          assignment={assignment}
          callSign={team.callSign}
          board={board}
          to={incident.id}
          onDone={() => setAsking(null)}
        />
      )}
    </li>
  );
}
