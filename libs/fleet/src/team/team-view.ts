import { callerMay, type Caller } from '#lib/platform';
import type { Team, TeamView } from './team.js';

/** The only team a caller may see, where its role sees but one; undefined for who sees all. */
export const onlyTeamOf = (caller: Caller): string | undefined =>
  caller.role === 'team' ? (caller.teamId ?? noTeam) : undefined;

/** Whether the team exists for this caller. */
export const seesTeam = (caller: Caller, teamId: string): boolean =>
  (onlyTeamOf(caller) ?? teamId) === teamId;

/**
 * Who may read the names aboard a team and where it is called: who sends teams to work and sets their crews, and the
 * team itself. Managers, doctors and programs have no business with either.
 */
export const reachesCrews = (caller: Caller): boolean => callerMay(caller, 'team.duty');

/** The team as this caller sees it. */
export function teamViewFor(caller: Caller, { crew, phone, position, ...team }: Team, now: Date): TeamView {
  const reaches = reachesCrews(caller);
  return {
    ...team,
    phone: reaches ? phone : null,
    crew: reaches ? crew : null,
    crewSize: crew.length,
    position: position && {
      ...position,
      ageSeconds: Math.max(0, (now.getTime() - Date.parse(position.at)) / 1000),
    },
  };
}

/** Nobody's id: what a team's user without a team sees. */
const noTeam = '00000000-0000-0000-0000-000000000000';
