import { useState, type KeyboardEvent, type ReactNode } from 'react';
import {
  assignmentStates,
  isLiveAssignmentState,
  liveAssignmentStates,
  type AssignmentState,
  type BoardAssignment,
  type BoardTeam,
  type LiveAssignmentState,
} from '#lib/contract';
import type { AssignmentStateRequest } from '../api/generated/types.gen.js';
import type { Obstacle } from '../api/outcome.js';
import { useDesk } from '../board/desk.js';
import { runningClock } from '../language/formats.js';
import { useLanguage, type TextKey } from '../language/language.js';
import type { Board, LiveIncident } from '../live/board.js';
import { teamState } from '../live/response-clock.js';
import { isOverdue } from '../live/overdue.js';
import { secondHand } from '../live/server-clock.js';
import { useStore } from '../live/store.js';
import { TeamMark } from '../look/marks.js';
import { Refusal } from '../look/refusal.js';
import { TelephoneLink } from '../look/telephone-link.js';
import { DivertDialog } from './divert-dialog.js';
import { HospitalDialog } from './hospital-dialog.js';
import { OverdueWords } from './overdue-words.js';
import { ReasonDialog } from './reason-dialog.js';
import { WhichTeam } from './which-team.js';

/** The teams sent to an incident, each with its steps; those told by radio are entered here. */
export function Assignments({ incident, board }: { incident: LiveIncident; board: Board }): ReactNode {
  const desk = useDesk();
  const { text } = useLanguage();
  const [choosing, setChoosing] = useState(false);
  const live = incident.assignments.filter(({ state }) => isLiveAssignmentState(state));
  const [first] = live;
  const stepping = live.flatMap(({ id, teamId, state }) => {
    const [next] = nextSteps(state);
    const callSign = board.teams.get(teamId)?.callSign ?? '?';
    return next ? [{ assignmentId: id, callSign, step: text(`step.${next}`) }] : [];
  });
  const ended = incident.assignments.filter(({ state }) => !isLiveAssignmentState(state));
  return (
    <section className="assignments">
      <h3 className="section-title">
        {text('assignments.title')}
        {stepping.length > 1 && desk.may('assignment.progress') && (
          <button type="button" className="button small" data-shortcut="S" onClick={() => setChoosing(true)}>
            {text('assignments.whichStep')}
          </button>
        )}
      </h3>
      {choosing && <WhichTeam steps={stepping} onDismiss={() => setChoosing(false)} />}
      <ul>
        {[...live, ...ended].map((assignment) => (
          <AssignmentCard
            key={assignment.id}
            assignment={assignment}
            incident={incident}
            team={board.teams.get(assignment.teamId)}
            board={board}
            first={assignment === first}
            only={stepping.length === 1}
          />
        ))}
      </ul>
    </section>
  );
}

/** What a team may report next, in the order in which a job goes. */
const nextSteps = (state: AssignmentState): Exclude<LiveAssignmentState | 'cleared', 'offered'>[] =>
  assignmentStates
    .next(state)
    .filter(
      (next): next is Exclude<LiveAssignmentState | 'cleared', 'offered'> =>
        next === 'cleared' || (next !== 'offered' && isLiveAssignmentState(next)),
    );

const recallReasons = ['no_longer_needed', 'nearer_team', 'wrong_place', 'other'] as const;
const declineReasons = [
  'vehicle_fault',
  'crew_unavailable',
  'with_patient',
  'road_blocked',
  'other',
] as const;

function AssignmentCard({
  assignment,
  incident,
  team,
  board,
  first,
  only,
}: {
  assignment: BoardAssignment;
  incident: LiveIncident;
  team: BoardTeam | undefined;
  board: Board;
  /** Whether the keys for a team that ask before they do anything mean this one. */
  first: boolean;
  /** Whether it alone can report a step, so that no other can be meant. */
  only: boolean;
}): ReactNode {
  const desk = useDesk();
  const { text } = useLanguage();
  const [asking, setAsking] = useState<'recalled' | 'declined' | 'diverted' | 'transporting' | null>(null);
  // The state a step was pressed in: nothing more is done until the board shows another.
  const [leaving, setLeaving] = useState<AssignmentState | null>(null);
  const [obstacle, setObstacle] = useState<Obstacle | null>(null);
  const callSign = team?.callSign ?? '';
  const { state } = assignment;
  const live = isLiveAssignmentState(state);
  const may = live && desk.may('assignment.progress');
  const go = async (
    next: AssignmentStateRequest['state'],
    more: Pick<AssignmentStateRequest, 'reason' | 'facilityId'> = {},
  ): Promise<void> => {
    if (leaving === state) return;
    setLeaving(state);
    const answer = await desk.api.step(assignment.id, { state: next, ...more });
    setAsking(null);
    setObstacle(answer.ok ? null : answer.obstacle);
    if (answer.ok) desk.tell(text('assignments.told', { team: callSign, state: text(`assignment.${next}`) }));
    else setLeaving(null);
  };
  const allows = (next: AssignmentState): boolean => assignmentStates.allows(state, next);
  return (
    <li
      className="assignment"
      data-assignment={assignment.id}
      data-live={live || undefined}
      data-state={state}
    >
      <div className="assignment-who">
        {team && <TeamMark state={teamState(team, live ? assignment : undefined)} size={18} />}
        <span>
          <strong>{callSign}</strong>
          {live && team?.phone && <TelephoneLink who={callSign} number={team.phone} />}
        </span>
        <AssignmentSince assignment={assignment} />
        {may && allows('recalled') && (
          <button
            type="button"
            className="button"
            data-shortcut={first ? 'X' : undefined}
            onClick={() => setAsking('recalled')}
          >
            {text('assignments.recall')}
          </button>
        )}
      </div>
      {live && <Steps state={state} />}
      {may && (
        <div className="assignment-radio">
          <span className="quiet">{text('assignments.radio')}</span>
          {nextSteps(state).map((next, place) => (
            // Keyed by place: the button for the next step stays the same one, and keeps the focus.
            <button
              key={place}
              type="button"
              className="button"
              aria-disabled={leaving === state || undefined}
              data-step={next}
              data-shortcut={only && live && place === 0 ? 'S' : undefined}
              onKeyDown={ignoreHeldKey}
              onClick={() => (next === 'transporting' ? setAsking(next) : void go(next))}
            >
              {text(`step.${next}`)}
            </button>
          ))}
          {allows('diverted') && desk.may('dispatch.assign') && (
            <button
              type="button"
              className="button quiet"
              data-shortcut={first ? 'D' : undefined}
              onClick={() => setAsking('diverted')}
            >
              {text('divert.button')}
            </button>
          )}
          {allows('declined') && (
            <button type="button" className="button quiet" onClick={() => setAsking('declined')}>
              {text('assignments.decline')}
            </button>
          )}
        </div>
      )}
      <Refusal obstacle={obstacle} />
      {asking === 'transporting' && (
        <HospitalDialog
          incident={incident}
          facilities={board.facilities}
          onChosen={(facilityId) => void go('transporting', facilityId === null ? {} : { facilityId })}
          onDismiss={() => setAsking(null)}
        />
      )}
      {asking === 'diverted' && (
        <DivertDialog
          assignment={assignment}
          callSign={callSign}
          board={board}
          onDone={() => setAsking(null)}
        />
      )}
      {asking === 'recalled' && (
        <ReasonDialog
          title={text('assignments.recallTitle', { team: callSign })}
          explanation={text('assignments.recallText')}
          reasons={recallReasons.map((code) => ({ code, label: text(`recallReason.${code}`) }))}
          submit={text('assignments.recall')}
          onChosen={(reason) => void go('recalled', { reason })}
          onDismiss={() => setAsking(null)}
        />
      )}
      {asking === 'declined' && (
        <ReasonDialog
          title={`${callSign}: ${text('assignments.decline')}`}
          reasons={declineReasons.map((code) => ({ code, label: text(`declineReason.${code}`) }))}
          submit={text('assignments.decline')}
          onChosen={(reason) => void go('declined', { reason })}
          onDismiss={() => setAsking(null)}
        />
      )}
    </li>
  );
}

/** A key held down presses once: each step is a fact in the record. */
function ignoreHeldKey(event: KeyboardEvent): void {
  if (event.repeat) event.preventDefault();
}

function AssignmentSince({ assignment }: { assignment: BoardAssignment }): ReactNode {
  const { text } = useLanguage();
  const now = useStore(secondHand);
  const { state, acknowledgeBy, stateSince } = assignment;
  const duration = runningClock((now - Date.parse(stateSince)) / 1_000);
  if (state === 'offered' && acknowledgeBy !== null) {
    const left = (Date.parse(acknowledgeBy) - now) / 1_000;
    const key: TextKey = left >= 0 ? 'assignments.acknowledgeBy' : 'assignments.acknowledgeLate';
    return (
      <span className="assignment-since" data-late={left < 0 || undefined}>
        {text(key, { duration: runningClock(Math.abs(left)) })}
      </span>
    );
  }
  const words = text(`assignment.${state}`);
  if (isOverdue(assignment)) {
    return (
      <span className="assignment-since">
        {text('assignments.since', { state: words, duration })} <OverdueWords assignment={assignment} />
      </span>
    );
  }
  return (
    <span className="assignment-since">
      {isLiveAssignmentState(state) ? text('assignments.since', { state: words, duration }) : words}
    </span>
  );
}

/** How far the job has come, as a row of steps; the words are read out once. */
function Steps({ state }: { state: LiveAssignmentState }): ReactNode {
  const { text } = useLanguage();
  const reached = liveAssignmentStates.indexOf(state);
  return (
    <ol className="steps" aria-label={text(`assignment.${state}`)}>
      {liveAssignmentStates.map((step, index) => (
        <li key={step} data-reached={index <= reached || undefined} title={text(`assignment.${step}`)} />
      ))}
    </ol>
  );
}
