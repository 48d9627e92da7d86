import type { ReactNode } from 'react';
import {
  isLiveAssignmentState,
  liveAssignmentStates,
  type BoardAssignment,
  type BoardTeam,
} from '#lib/contract';
import { runningClock } from '../language/formats.js';
import { useLanguage } from '../language/language.js';
import type { LiveIncident } from '../live/board.js';
import { teamState } from '../live/response-clock.js';
import { secondHand } from '../live/server-clock.js';
import { useStore } from '../live/store.js';
import { TeamMark } from '../look/marks.js';

/** The line under an incident that says what it waits for, or what its furthest team is doing. */
export function WhatNext({
  incident,
  teams,
}: {
  incident: LiveIncident;
  teams: ReadonlyMap<string, BoardTeam>;
}): ReactNode {
  const { text } = useLanguage();
  const live = incident.assignments.filter(({ state }) => isLiveAssignmentState(state));
  const furthest = furthestOf(live);
  if (!furthest) {
    const waits = incident.state === 'queued';
    return (
      <span className="what-next" data-team-state={waits ? 'none' : 'done'}>
        {text(waits ? 'queue.choose' : 'queue.toClose')}
      </span>
    );
  }
  const team = teams.get(furthest.teamId);
  const state = team ? teamState(team, furthest) : 'alerted';
  return (
    <span className="what-next" data-team-state={state}>
      <TeamMark state={state} size={14} />
      <TeamDoing assignment={furthest} callSign={team?.callSign ?? ''} />
      {live.length > 1 && <span>{text('queue.moreTeams', { count: live.length - 1 })}</span>}
    </span>
  );
}

function furthestOf(live: readonly BoardAssignment[]): BoardAssignment | undefined {
  for (const state of [...liveAssignmentStates].reverse()) {
    const there = live.find((assignment) => assignment.state === state);
    if (there) return there;
  }
  return undefined;
}

function TeamDoing({ assignment, callSign }: { assignment: BoardAssignment; callSign: string }): ReactNode {
  const { text } = useLanguage();
  const now = useStore(secondHand);
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
