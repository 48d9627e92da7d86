import { useEffect, useState, type ReactNode } from 'react';
import { isLiveAssignmentState } from '#lib/contract';
import type { Obstacle } from '../api/outcome.js';
import type { AssignedTeamView, RecommendedTeamView } from '../api/generated/types.gen.js';
import { useDesk } from '../board/desk.js';
import { runningClock } from '../language/formats.js';
import { useLanguage, type Language } from '../language/language.js';
import type { Board, LiveIncident } from '../live/board.js';
import { secondHand } from '../live/server-clock.js';
import { useStore } from '../live/store.js';
import { obstacleTitle, Refusal } from '../look/refusal.js';
import { NeededBy } from './more-urgent.js';
import { PassedOver } from './passed-over.js';
import { isSame, lackText, namesOf, sentTogether, teamsInOrder, teamsWithDigit } from './planned-teams.js';
import { useRecommendationMark } from './recommendation-mark.js';
import { SendAll, usePress } from './send-all.js';
import { StraightLine } from './straight-line.js';
import { useFollowed } from './use-incident.js';

/** How many teams are asked for. */
const teamsShown = 5;

/** The best teams with their minutes, and why others were passed over. */
export function Recommendations({
  incident,
  board,
  keysTaken,
}: {
  incident: LiveIncident;
  board: Board;
  /** Whether an open protocol has the digits and ⏎: then none is written here that would do something else. */
  keysTaken: boolean;
}): ReactNode {
  const desk = useDesk();
  const language = useLanguage();
  const { text } = language;
  const mark = useRecommendationMark(incident);
  const { value, obstacle } = useFollowed(
    () => desk.api.recommendation(incident.id, teamsShown),
    incident.id,
    mark,
  );
  useEffect(() => {
    const shown = value && { ...value, items: teamsInOrder(value, teamsShown) };
    desk.recommendation.set(shown && { incidentId: incident.id, recommendation: shown });
    return () => desk.recommendation.set(null);
  }, [desk, incident.id, value]);
  const hasTeam = incident.assignments.some(({ state }) => isLiveAssignmentState(state));
  // From the press until the board shows the assignment no second team can be sent, however fast the keys are.
  const [sentIds, setSentIds] = useState<readonly string[]>([]);
  const [sending, setSending] = useState(false);
  const busy = sending || sentIds.some((sent) => !incident.assignments.some(({ id }) => id === sent));
  const send = async (teamId: string, key: string): Promise<Obstacle | null> => {
    setSending(true);
    const answer = await desk.api.send(incident.id, teamId, key);
    setSending(false);
    if (!answer.ok) return answer.obstacle;
    setSentIds([answer.value.id]);
    return null;
  };
  const items = value ? teamsInOrder(value, teamsShown) : [];
  const together = value ? sentTogether(value) : [];
  const lacking = value?.places.filter(({ best }) => best === null) ?? [];
  const several = !hasTeam && together.length + lacking.length > 1;
  const sendAll = async (key: string): Promise<Obstacle | null> => {
    setSending(true);
    const answer = await desk.api.respond(incident.id, key);
    setSending(false);
    if (!answer.ok) return answer.obstacle;
    const { sent } = answer.value;
    setSentIds(sent.map(({ id }) => id));
    const teams = sent.map(({ team }) => team);
    if (!isSame(teams, together)) desk.tell(otherText(teams, together, language));
    return null;
  };
  const allFit = items.every(({ reasons }) => reasons.includes('fits_plan'));
  const byLine = items.some(({ etaSource }) => etaSource === 'straight_line');
  return (
    <section className="recommendations">
      <h3 className="section-title">
        {text(hasTeam ? 'recommendation.more' : 'recommendation.title')}
        {value && <Freshness madeAt={value.madeAt} byLine={byLine} />}
      </h3>
      {!value && !obstacle && <p className="quiet">{text('recommendation.loading')}</p>}
      {obstacle && <p className="incident-stale">{obstacleTitle(language, obstacle)}</p>}
      {value && items.length === 0 && <p className="quiet">{text('recommendation.none')}</p>}
      {several && together.length > 0 && desk.may('dispatch.assign') && (
        <SendAll together={together} busy={busy} keysTaken={keysTaken} send={sendAll} />
      )}
      {!hasTeam && together.length > 0 && lacking.length > 0 && (
        <p className="plan-lacks" role="status">
          {lackText(lacking, language)}
        </p>
      )}
      <ol>
        {items.map((row, index) => (
          <TeamOffer
            key={row.team.id}
            row={row}
            index={index}
            hasTeam={hasTeam}
            first={index === 0 && !hasTeam && !several}
            allFit={allFit}
            busy={busy}
            keysTaken={keysTaken}
            send={send}
          />
        ))}
      </ol>
      {value && (
        <PassedOver
          incident={incident}
          board={board}
          teams={value.passedOver}
          count={value.passedOverCount}
        />
      )}
    </section>
  );
}

/** How old the minutes are, and whether roads or a straight line gave them. */
function Freshness({ madeAt, byLine }: { madeAt: string; byLine: boolean }): ReactNode {
  const { text } = useLanguage();
  const now = useStore(secondHand);
  const duration = text('time.seconds', {
    seconds: Math.max(0, Math.round((now - Date.parse(madeAt)) / 1_000)),
  });
  return (
    <small>
      {byLine && (
        <>
          <StraightLine />
          {' · '}
        </>
      )}
      {text('recommendation.computed', { duration })}
    </small>
  );
}

function TeamOffer({
  row,
  index,
  hasTeam,
  first,
  allFit,
  busy,
  keysTaken,
  send,
}: {
  row: RecommendedTeamView;
  index: number;
  allFit: boolean;
  hasTeam: boolean;
  /** Whether the key for the best one sends this one. */
  first: boolean;
  busy: boolean;
  keysTaken: boolean;
  send: (teamId: string, key: string) => Promise<Obstacle | null>;
}): ReactNode {
  const desk = useDesk();
  const language = useLanguage();
  const { text, kilometres } = language;
  const { team, etaSeconds, distanceMetres } = row;
  const [obstacle, press] = usePress((key) => send(team.id, key));
  const duration = runningClock(etaSeconds);
  return (
    <li className="team-offer">
      <div className="team-offer-who">
        <strong>{team.callSign}</strong> <span className="quiet">{text(`teamKind.${team.kind}`)}</span>
        <p className="quiet">{whyLine(language, row, allFit)}</p>
      </div>
      <div className="team-offer-when">
        <strong>{duration}</strong>
        <span className="quiet">{text('number.kilometres', { value: kilometres(distanceMetres) })}</span>
      </div>
      <NeededBy team={row} />
      {desk.may('dispatch.assign') && (
        <button
          type="button"
          className={first ? 'button primary' : 'button'}
          disabled={busy}
          data-send={index + 1}
          data-send-first={first || undefined}
          data-shortcut={first && keysTaken ? 'B' : undefined}
          aria-label={text('recommendation.sendLabel', { team: team.callSign, duration })}
          onClick={() => void press()}
        >
          {text(busy ? 'recommendation.sending' : hasTeam ? 'recommendation.add' : 'recommendation.send')}
          {!keysTaken && (first || index < teamsWithDigit) && <kbd>{first ? '⏎' : index + 1}</kbd>}
          {keysTaken && first && <kbd>{'B'}</kbd>}
        </button>
      )}
      {obstacle && <Refusal obstacle={obstacle} />}
    </li>
  );
}

const otherText = (
  sent: readonly AssignedTeamView[],
  shown: readonly RecommendedTeamView[],
  language: Language,
): string =>
  language.text('recommendation.sentOther', {
    teams: namesOf(sent, language),
    shown: namesOf(
      shown.map(({ team }) => team),
      language,
    ),
  });

/** Why it stands here, and how old its position is. That it fits the plan is said of nobody where all fit. */
export function whyLine({ text }: Language, row: RecommendedTeamView, allFit: boolean): string {
  const { reasons, fixAgeSeconds } = row;
  const has = (reason: (typeof reasons)[number]): boolean => reasons.includes(reason);
  const why = [
    has('nearest') && text('reason.nearest'),
    has('less_burdened') && text('reason.less_burdened'),
    has('fits_plan') && !allFit && text('reason.fits_plan'),
    has('at_base') && text('reason.at_base'),
    fixAgeSeconds !== null && text('recommendation.fixAge', { duration: ageText(text, fixAgeSeconds) }),
  ];
  return why.filter((part) => part !== false).join(' · ');
}

const ageText = (text: Language['text'], seconds: number): string =>
  seconds < 120 ? text('time.seconds', { seconds: Math.round(seconds) }) : runningClock(seconds);
