import type { ReactNode } from 'react';
import {
  isLiveAssignmentState,
  liveAssignmentStates,
  type BoardAssignment,
  type BoardTeam,
} from '#lib/contract';
import { runningClock } from '../language/formats.js';
import { useLanguage } from '../language/language.js';
import { undoneText } from '../incident/overdue-words.js';
import { refusedOf } from '../live/acceptance.js';
import type { LiveIncident } from '../live/board.js';
import { isOverdue, mostOverdue, overdueSeconds, type Overdue } from '../live/overdue.js';
import { teamState } from '../live/response-clock.js';
import { minuteHand, secondHand } from '../live/server-clock.js';
import { useStore } from '../live/store.js';
import { TeamMark, WarningMark } from '../look/marks.js';

/** The line under an incident that says what it waits for, which team is late, or what its furthest one is doing. */
export function WhatNext({
  incident,
  team,
  near,
}: {
  incident: LiveIncident;
  team: BoardTeam | undefined;
  near: boolean;
}): ReactNode {
  const { text } = useLanguage();
  const shown = shownOf(incident);
  const refused = refusedOf(incident);
  if (!shown) {
    const waits = incident.state === 'queued';
    return (
      <span className="what-next" data-team-state={waits ? 'none' : 'done'}>
        {text(refused ? 'queue.nobodyAccepted' : waits ? 'queue.choose' : 'queue.toClose')}
      </span>
    );
  }
  const state = team ? teamState(team, shown) : 'alerted';
  if (refused && !refused.accepted) {
    const count = refused.refusals.length + refused.asked.length;
    return (
      <span className="what-next" data-team-state={state} data-refused>
        <TeamMark state={state} size={14} />
        <strong>{text('queue.notAccepted', { count })}</strong>
      </span>
    );
  }
  const live = incident.assignments.filter(({ state }) => isLiveAssignmentState(state)).length;
  return (
    <span className="what-next" data-team-state={state}>
      {isOverdue(shown) ? (
        <TeamOverdue assignment={shown} callSign={team?.callSign ?? ''} near={near} />
      ) : (
        <>
          <TeamMark state={state} size={14} />
          <TeamDoing assignment={shown} callSign={team?.callSign ?? ''} near={near} />
        </>
      )}
      {live > 1 && <span>{text('queue.moreTeams', { count: live - 1 })}</span>}
    </span>
  );
}

/** The assignment of which the line speaks: one that is late needs somebody, whatever the others do. */
export const shownOf = (incident: LiveIncident): BoardAssignment | undefined =>
  mostOverdue(incident) ?? furthestOf(incident);

/** The live assignment that is furthest along. */
function furthestOf({ assignments }: LiveIncident): BoardAssignment | undefined {
  let furthest: BoardAssignment | undefined;
  let step = -1;
  for (const assignment of assignments) {
    const reached = liveAssignmentStates.findIndex((state) => state === assignment.state);
    if (reached > step) [furthest, step] = [assignment, reached];
  }
  return furthest;
}

function TeamDoing({
  assignment,
  callSign,
  near,
}: {
  assignment: BoardAssignment;
  callSign: string;
  near: boolean;
}): ReactNode {
  const { text } = useLanguage();
  const now = useStore(near ? secondHand : minuteHand);
  const duration = runningClock((now - Date.parse(assignment.stateSince)) / 1_000);
  const team = callSign;
  switch (assignment.state) {
    case 'offered': {
      const overdue = assignment.acknowledgeBy !== null && now > Date.parse(assignment.acknowledgeBy);
      return <strong>{text(overdue ? 'queue.unacknowledged' : 'queue.offered', { team })}</strong>;
    }
    case 'acknowledged':
      return <span>{text('queue.acknowledged', { team })}</span>;
    case 'en_route':
      return <span>{text('queue.enRoute', { team })}</span>;
    case 'on_scene':
      return <span>{text('queue.onScene', { team, duration })}</span>;
    case 'transporting':
      return <span>{text('queue.transporting', { team, duration })}</span>;
    case 'at_hospital':
      return <span>{text('queue.atHospital', { team, duration })}</span>;
    case 'cleared':
    case 'declined':
    case 'expired':
    case 'recalled':
    case 'diverted':
      return <span>{text(`assignment.${assignment.state}`)}</span>;
  }
}

/** In a narrow row the words give way, never for how long. */
function TeamOverdue({
  assignment,
  callSign,
  near,
}: {
  assignment: Overdue;
  callSign: string;
  near: boolean;
}): ReactNode {
  const language = useLanguage();
  const { text } = language;
  const now = useStore(near ? secondHand : minuteHand);
  const undone = undoneText(language, assignment);
  const duration = runningClock(overdueSeconds(assignment, now));
  return (
    <strong className="overdue" title={text('overdue.since', { undone, duration })}>
      <WarningMark size={14} />
      <span>{`${callSign} ${undone}`}</span>
      <span>
        {`+${duration}`} <span className="visually-hidden">{text('overdue.overLimit')}</span>
      </span>
    </strong>
  );
}
