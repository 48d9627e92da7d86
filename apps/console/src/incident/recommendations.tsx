import { useEffect, useState, type ReactNode } from 'react';
import { isLiveAssignmentState } from '#lib/contract';
import type { Obstacle } from '../api/outcome.js';
import { newKey } from '../api/api.js';
import type { Recommendation, RecommendedTeam } from '../api/views.js';
import { useDesk, type Desk } from '../board/desk.js';
import { runningClock } from '../language/formats.js';
import { useLanguage, type Language, type TextKey } from '../language/language.js';
import type { Board, LiveIncident } from '../live/board.js';
import { secondHand } from '../live/server-clock.js';
import { createStore, useStore } from '../live/store.js';
import { obstacleTitle, Refusal } from '../look/refusal.js';
import { useFollowed } from './use-incident.js';

/** How many teams are asked for. */
const teamsShown = 5;
/** A recommendation older than this is asked for again: teams move. */
const freshForMilliseconds = 15_000;

/** What is recommended for the selected incident, for the map and for the keys that send. */
export const shownRecommendation = createStore<{
  readonly incidentId: string;
  readonly recommendation: Recommendation;
} | null>(null);

/** The best teams with their minutes, and why others were passed over. */
export function Recommendations({ incident, board }: { incident: LiveIncident; board: Board }): ReactNode {
  const desk = useDesk();
  const language = useLanguage();
  const { text } = language;
  const mark = useRecommendationMark(board);
  const { value, obstacle } = useFollowed(
    () => desk.api.recommendation(incident.id, teamsShown),
    incident.id,
    mark,
  );
  useEffect(() => {
    shownRecommendation.set(value ? { incidentId: incident.id, recommendation: value } : null);
    return () => shownRecommendation.set(null);
  }, [incident.id, value]);
  const hasTeam = incident.assignments.some(({ state }) => isLiveAssignmentState(state));
  return (
    <section className="recommendations">
      <h3 className="section-title">
        {text(hasTeam ? 'recommendation.more' : 'recommendation.title')}
        {value && <Freshness madeAt={value.madeAt} />}
      </h3>
      {!value && !obstacle && <p className="quiet">{text('recommendation.loading')}</p>}
      {obstacle && <p className="incident-stale">{obstacleTitle(language, obstacle)}</p>}
      {value?.items.length === 0 && <p className="quiet">{text('recommendation.none')}</p>}
      <ol>
        {value?.items.map((row, index) => (
          <TeamOffer key={row.team.id} row={row} index={index} hasTeam={hasTeam} incidentId={incident.id} />
        ))}
      </ol>
      {value && value.passedOver.length > 0 && (
        <details className="passed-over">
          <summary>{text('recommendation.passedOver', { count: value.passedOver.length })}</summary>
          <ul>
            {value.passedOver.map(({ team, reason }) => (
              <li key={team.id}>
                <strong>{team.callSign}</strong> {text(`passedOver.${reason}`)}
              </li>
            ))}
          </ul>
        </details>
      )}
    </section>
  );
}

/** Moves when a team is taken, freed, or goes on or off duty, and every so often because teams drive. */
function useRecommendationMark(board: Board): number {
  const [turn, setTurn] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => setTurn((present) => present + 1), freshForMilliseconds);
    return () => clearInterval(timer);
  }, []);
  let available = 0;
  for (const { onDuty, assignmentId, version } of board.teams.values()) {
    if (onDuty && assignmentId === null) available += 1_000 + version;
  }
  return turn + available * 1_000_000;
}

function Freshness({ madeAt }: { madeAt: string }): ReactNode {
  const { text } = useLanguage();
  const now = useStore(secondHand);
  const duration = text('time.seconds', {
    seconds: Math.max(0, Math.round((now - Date.parse(madeAt)) / 1_000)),
  });
  return <small>{text('recommendation.computed', { duration })}</small>;
}

/** Sends a team; null sends the best one. @returns what stood in the way. */
export async function sendTeam(
  desk: Desk,
  incidentId: string,
  teamId: string | null,
  key: string,
): Promise<Obstacle | null> {
  const answer = await desk.api.send(incidentId, teamId, key);
  return answer.ok ? null : answer.obstacle;
}

function TeamOffer({
  row,
  index,
  hasTeam,
  incidentId,
}: {
  row: RecommendedTeam;
  index: number;
  hasTeam: boolean;
  incidentId: string;
}): ReactNode {
  const desk = useDesk();
  const language = useLanguage();
  const { text, kilometres } = language;
  const [key, setKey] = useState(newKey);
  const [state, setState] = useState<'idle' | 'sending' | Obstacle>('idle');
  const { team, etaSeconds, distanceMetres } = row;
  const send = async (): Promise<void> => {
    setState('sending');
    const obstacle = await sendTeam(desk, incidentId, team.id, key);
    setState(obstacle ?? 'idle');
    // Only a request that nobody answered may be repeated as the same one.
    if (obstacle?.code !== 'unreachable') setKey(newKey());
  };
  const best = index === 0 && !hasTeam;
  const duration = runningClock(etaSeconds);
  return (
    <li className="team-offer">
      <div className="team-offer-who">
        <strong>{team.callSign}</strong> <span className="quiet">{text(`teamKind.${team.kind}`)}</span>
        <p className="quiet">{whyLine(language, row)}</p>
      </div>
      <div className="team-offer-when">
        <strong>{duration}</strong>
        <span className="quiet">{text('number.kilometres', { value: kilometres(distanceMetres) })}</span>
      </div>
      {desk.may('dispatch.assign') && (
        <button
          type="button"
          className={best ? 'button primary' : 'button'}
          disabled={state === 'sending'}
          data-send={index + 1}
          aria-label={text('recommendation.sendLabel', { team: team.callSign, duration })}
          onClick={() => void send()}
        >
          {text(
            state === 'sending'
              ? 'recommendation.sending'
              : hasTeam
                ? 'recommendation.add'
                : 'recommendation.send',
          )}
          <kbd>{index === 0 ? '⏎' : index + 1}</kbd>
        </button>
      )}
      {typeof state === 'object' && <Refusal obstacle={state} />}
    </li>
  );
}

const reasonTexts: Readonly<Record<string, TextKey>> = {
  nearest: 'reason.nearest',
  fits_plan: 'reason.fits_plan',
  less_burdened: 'reason.less_burdened',
  at_base: 'reason.at_base',
  fallback_straight_line: 'reason.fallback_straight_line',
};

/** Why it stands here, and how far its minutes can be trusted. */
function whyLine({ text }: Language, { reasons, etaSource, fixAgeSeconds }: RecommendedTeam): string {
  const why = reasons.flatMap((reason) => {
    const key = reasonTexts[reason];
    return key ? [text(key)] : [];
  });
  if (etaSource === 'straight_line') why.push(text('recommendation.straight'));
  if (fixAgeSeconds !== null) {
    const duration = text('time.seconds', { seconds: Math.round(fixAgeSeconds) });
    why.push(
      text('recommendation.fixAge', {
        duration: fixAgeSeconds < 120 ? duration : runningClock(fixAgeSeconds),
      }),
    );
  }
  return why.join(' · ');
}
