import type { ReactNode } from 'react';
import type { Graded } from '#lib/contract';
import type { NeededByView, RecommendedTeamView } from '../api/generated/types.gen.js';
import { useDesk } from '../board/desk.js';
import { runningClock } from '../language/formats.js';
import { useLanguage, type Language } from '../language/language.js';
import type { Board, LiveIncident } from '../live/board.js';
import { moreUrgentWaiting } from '../live/more-urgent.js';
import { secondHand } from '../live/server-clock.js';
import { useStore } from '../live/store.js';
import { PriorityMark, WarningMark } from '../look/marks.js';
import './more-urgent.css';

/** The key that opens the incident. */
const key = 'F8';

/**
 * That something more urgent than what would be sent to here has no team: said where teams are sent, and one press
 * away. Nothing is forbidden by it.
 */
export function MoreUrgent({
  board,
  than,
  teams,
  busy = false,
}: {
  board: Board;
  /** What would be sent to here. */
  than: Graded;
  /** Whom the key here sends. */
  teams: readonly RecommendedTeamView[];
  /** While what stands here is being saved it is not left: its answer belongs to it. */
  busy?: boolean;
}): ReactNode {
  const desk = useDesk();
  const language = useLanguage();
  const { text } = language;
  const [first, ...others] = moreUrgentWaiting(board.incidents.values(), than);
  if (!first || !desk.may('dispatch.assign')) return null;
  const needed = teams.flatMap(({ team, neededBy }) =>
    neededBy !== null && stillWaits(board, neededBy) ? [{ team, neededBy }] : [],
  );
  return (
    <button
      type="button"
      className="more-urgent"
      data-more-urgent
      disabled={busy}
      onClick={() => desk.lookAt(first.id)}
    >
      <PriorityMark priority={first.priority} size={20} />
      <span>
        <strong className="unbroken">{nameOf(first, language)}</strong> {whatOf(first, language)}{' '}
        <strong>
          {text(first.state === 'queued' ? 'moreUrgent.waits' : 'moreUrgent.refused')}{' '}
          <Clock incident={first} />
        </strong>{' '}
        {others.length > 0 && text('moreUrgent.others', { count: others.length })}
        {needed.map(({ team, neededBy }) => (
          <strong key={team.id} className="more-urgent-team">
            {neededBy.incidentId === first.id ? (
              text('moreUrgent.needs', { team: team.callSign })
            ) : (
              <>
                {team.callSign} <NeededWords need={neededBy} />
              </>
            )}
          </strong>
        ))}
      </span>
      <kbd>{key}</kbd>
    </button>
  );
}

/** On a team that a more urgent incident would get. */
export function NeededBy({ team: { neededBy } }: { team: RecommendedTeamView }): ReactNode {
  const waits = useStore(useDesk().live.board, (board) => neededBy !== null && stillWaits(board, neededBy));
  if (neededBy === null || !waits) return null;
  return (
    <span className="needed-by">
      <WarningMark size={14} />
      <span>
        <NeededWords need={neededBy} />
      </span>
    </span>
  );
}

function NeededWords({ need }: { need: NeededByView }): ReactNode {
  const language = useLanguage();
  return (
    <>
      {language.text('moreUrgent.neededBy')} <span className="unbroken">{nameOf(need, language)}</span>
    </>
  );
}

/** The board knows sooner than the recommendation when it has got a team. */
const stillWaits = (board: Board | null, { incidentId }: NeededByView): boolean =>
  board?.incidents.get(incidentId)?.state === 'queued';

const nameOf = (
  { number, priority }: Pick<LiveIncident, 'number' | 'priority'>,
  { text }: Pick<Language, 'text'>,
): string => `${priority ?? text('priority.noneShort')} ${number}`;

/** In few words; only where its type says nothing in the caller's. */
const whatOf = ({ type, complaint }: LiveIncident, { text }: Language): string =>
  type === 'unknown_problem' ? (complaint ?? text(`type.${type}`)) : text(`type.${type}`);

/** The same clock as in the queue. */
function Clock({ incident }: { incident: LiveIncident }): ReactNode {
  return useStore(secondHand, (now) => runningClock((now - Date.parse(incident.clockStartedAt)) / 1_000));
}
