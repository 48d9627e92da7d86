import type { ReactNode } from 'react';
import type { BoardAssignment, BoardTeam } from '#lib/contract';
import { useDesk } from '../board/desk.js';
import { runningClock } from '../language/formats.js';
import { useLanguage } from '../language/language.js';
import { refusedOf } from '../live/acceptance.js';
import type { Board, LiveIncident } from '../live/board.js';
import { secondHand } from '../live/server-clock.js';
import { useStore } from '../live/store.js';
import { TelephoneMark, WarningMark } from '../look/marks.js';
import { Refusal } from '../look/refusal.js';
import { TelephoneLink } from '../look/telephone-link.js';
import { teamsWithDigit } from './planned-teams.js';
import { usePress } from './send-all.js';
import { pressStep } from './which-team.js';

/** The next team is asked within this: before, it is not said that nobody is. */
const nextOfferMilliseconds = 4_000;

/** Who did not take the incident, who is asked now and for how long still, and what can be done about it. */
export function Unaccepted({
  incident,
  board,
  keysTaken,
}: {
  incident: LiveIncident;
  board: Board;
  /** Whether an open protocol has the digits and letters: then none is written here that would do something else. */
  keysTaken: boolean;
}): ReactNode {
  const desk = useDesk();
  const { text } = useLanguage();
  const { queuedSince } = incident;
  const abandoned = useStore(
    secondHand,
    (now) => queuedSince !== null && now - Date.parse(queuedSince) > nextOfferMilliseconds,
  );
  const refused = refusedOf(incident);
  if (!refused) return null;
  const { refusals, asked, accepted } = refused;
  const teamOf = ({ teamId }: BoardAssignment): BoardTeam | undefined => board.teams.get(teamId);
  const callSign = (assignment: BoardAssignment): string => teamOf(assignment)?.callSign ?? '?';
  const callable = asked.some((assignment) => teamOf(assignment)?.phone);
  const title = accepted
    ? 'unaccepted.another'
    : abandoned
      ? 'unaccepted.nobodyAsked'
      : 'unaccepted.nobodyYet';
  return (
    <section
      className="unaccepted"
      aria-label={text('unaccepted.label')}
      data-accepted={accepted || undefined}
    >
      <div role="status">
        <strong className="unaccepted-title">
          <WarningMark /> {text(title)}
        </strong>
        <ul>
          {(['expired', 'declined'] as const).map((state) => {
            const teams = refusals.filter((refusal) => refusal.state === state);
            if (teams.length === 0) return null;
            const named = teams.map((refusal) => `${callSign(refusal)}\u00a0(${durationOf(refusal)})`);
            return <li key={state}>{text(`unaccepted.${state}`, { teams: named.join(', ') })}</li>;
          })}
        </ul>
      </div>
      {!accepted &&
        desk.may('dispatch.assign') &&
        silentTeams(refusals, board).map((team) => (
          <AskAgain key={team.id} incidentId={incident.id} team={team} />
        ))}
      <div className="unaccepted-ways">
        {asked.map((assignment) => (
          <Asked
            key={assignment.id}
            assignment={assignment}
            callSign={callSign(assignment)}
            phone={teamOf(assignment)?.phone ?? null}
            accepts={keysTaken || asked.length > 1}
          />
        ))}
        {asked.length > 0 && !keysTaken && desk.may('assignment.progress') && (
          <span>
            {text(callable ? 'unaccepted.ifAccepts' : 'unaccepted.byRadio')} {!accepted && <kbd>{'S'}</kbd>}
          </span>
        )}
        {desk.may('dispatch.assign') && (
          <SendAnother incidentId={incident.id} keysTaken={keysTaken} teams={board.teams} />
        )}
      </div>
    </section>
  );
}

const durationOf = ({ offeredAt, stateSince }: BoardAssignment): string =>
  runningClock((Date.parse(stateSince) - Date.parse(offeredAt)) / 1_000);

/** Teams that let their time pass and could be asked again: they may only not have heard. */
const silentTeams = (refusals: readonly BoardAssignment[], { teams }: Board): readonly BoardTeam[] => {
  const silent = new Set(refusals.filter(({ state }) => state === 'expired').map(({ teamId }) => teamId));
  return [...silent]
    .flatMap((id) => teams.get(id) ?? [])
    .filter((team) => team.onDuty && team.assignmentId === null);
};

/** Who did not answer may be nearer than whoever is left: it is rung, and asked once more. */
function AskAgain({
  incidentId,
  team: { id, callSign, phone },
}: {
  incidentId: string;
  team: BoardTeam;
}): ReactNode {
  const desk = useDesk();
  const { text } = useLanguage();
  const [obstacle, press] = usePress(async (key) => {
    const answer = await desk.api.send(incidentId, id, key);
    return answer.ok ? null : answer.obstacle;
  });
  return (
    <div className="unaccepted-silent">
      {callSign}{' '}
      {phone !== null && (
        <span className="unaccepted-phone">
          <TelephoneMark /> <TelephoneLink who={callSign} number={phone} />
        </span>
      )}{' '}
      <button type="button" className="button small" onClick={() => void press()}>
        {text('unaccepted.again')}
      </button>
      {obstacle && <Refusal obstacle={obstacle} />}
    </div>
  );
}

/** The team whose time runs, and where it is called. */
function Asked({
  assignment,
  callSign,
  phone,
  accepts,
}: {
  assignment: BoardAssignment;
  callSign: string;
  phone: string | null;
  /** Whether what it says is written down here, because no key on the screen means this team alone. */
  accepts: boolean;
}): ReactNode {
  const desk = useDesk();
  const { text } = useLanguage();
  const now = useStore(secondHand);
  if (assignment.acknowledgeBy === null) return null;
  const left = (Date.parse(assignment.acknowledgeBy) - now) / 1_000;
  return (
    <p className="unaccepted-asked" data-late={left < 0 || undefined} data-short={accepts || undefined}>
      {accepts ? callSign : text('unaccepted.asked', { team: callSign })}{' '}
      <strong>
        {text(left < 0 ? 'unaccepted.over' : 'unaccepted.left', { duration: runningClock(Math.abs(left)) })}
      </strong>{' '}
      {phone !== null && (
        <span className="unaccepted-phone">
          <TelephoneMark /> <TelephoneLink who={callSign} number={phone} />
        </span>
      )}
      {phone === null && desk.may('team.duty') && text('unaccepted.noPhone')}
      {accepts && desk.may('assignment.progress') && (
        <button type="button" className="button small" onClick={() => pressStep(assignment.id)}>
          {text('unaccepted.accepts')}
        </button>
      )}
    </p>
  );
}

/** Presses the button of the best team that is recommended, or says that there is none. */
function SendAnother({
  incidentId,
  keysTaken,
  teams,
}: {
  incidentId: string;
  keysTaken: boolean;
  teams: Board['teams'];
}): ReactNode {
  const { text } = useLanguage();
  const shown = useStore(useDesk().recommendation);
  if (shown?.incidentId !== incidentId) return null;
  const { items } = shown.recommendation;
  // One that is asked already may stand there until the minutes are computed anew.
  const place = items.findIndex(({ team }) => teams.get(team.id)?.assignmentId === null);
  const best = items[place];
  if (!best) return <strong>{text('unaccepted.noneLeft')}</strong>;
  return (
    <button
      // Another team is another button: the focus of a press does not pass on to it.
      key={best.team.id}
      type="button"
      className="button small"
      onClick={() => document.querySelector<HTMLElement>(`button[data-send="${place + 1}"]`)?.click()}
    >
      {text('unaccepted.send', { team: best.team.callSign, duration: runningClock(best.etaSeconds) })}{' '}
      {!keysTaken && place < teamsWithDigit && <kbd>{place + 1}</kbd>}
    </button>
  );
}
