import { callerMay, type Caller } from '#lib/platform';
import type { Team, TeamView } from './team.js';

/** The only team a caller may see, where its role sees but one; undefined for who sees all. */
export const onlyTeamOf = (caller: Caller): string | undefined =>
  caller.role === 'team' ? (caller.teamId ?? noTeam) : undefined;

/** Whether the team exists for this caller. */
export const seesTeam = (caller: Caller, teamId: string): boolean =>
  (onlyTeamOf(caller) ?? teamId) === teamId;

/** The team as this caller sees it: who may set a crew may read its names. */
export function teamViewFor(caller: Caller, { crew, position, ...team }: Team, now: Date): TeamView {
  return {
    ...team,
    crew: callerMay(caller, 'team.duty') ? crew : null,
    crewSize: crew.length,
    position: position && {
      ...position,
      ageSeconds: Math.max(0, (now.getTime() - Date.parse(position.at)) / 1000),
    },
  };
}

/** Nobody's id: what a team's user without a team sees. */
const noTeam = '00000000-0000-0000-0000-000000000000';
