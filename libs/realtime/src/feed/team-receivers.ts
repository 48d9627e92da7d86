import type { EventType, JournalEvent } from '#lib/contract';

/** Entries after which a team has nothing to do with the incident any more. */
export const assignmentEndings = [
  'assignment.cleared',
  'assignment.declined',
  'assignment.expired',
  'assignment.recalled',
  'assignment.diverted',
] as const satisfies EventType[];

const ends = (type: EventType): boolean => (assignmentEndings as readonly EventType[]).includes(type);

/** Entries every team receives: where hospitals stand and whether they take patients. */
export const isForEveryTeam = (type: EventType): boolean => type.startsWith('facility.');

export type TeamReceivers = 'every team' | readonly string[];

/**
 * Which teams an entry is for, decided from the entries themselves in their order. A team receives what is about
 * itself and its own assignments, and what is about an incident from the offer to the end of its assignment there,
 * unless that is about some team: other teams' assignments there, or whom the dispatchers think of sending.
 *
 * The same rule as SQL stands in `JournalReplay.listForTeam`; a property test holds the two together.
 */
export class TeamsOnIncidents {
  private readonly teamsByIncident = new Map<string, Set<string>>();

  /** @param present which teams are on which incidents at the moment from which entries are shown to this */
  constructor(present: readonly { incidentId: string; teamId: string }[]) {
    for (const { incidentId, teamId } of present) this.add(incidentId, teamId);
  }

  /** The receivers of the next entry. */
  receiversOf({ type, subjectId, incidentId, teamId }: JournalEvent): TeamReceivers {
    if (isForEveryTeam(type)) return 'every team';
    if (type.startsWith('team.')) return [subjectId];
    if (type.startsWith('assignment.')) {
      if (teamId === null || incidentId === null) return [];
      if (type === 'assignment.offered') this.add(incidentId, teamId);
      if (ends(type)) this.remove(incidentId, teamId);
      return [teamId];
    }
    return incidentId === null || teamId !== null ? [] : [...(this.teamsByIncident.get(incidentId) ?? [])];
  }

  private add(incidentId: string, teamId: string): void {
    const teams = this.teamsByIncident.get(incidentId) ?? new Set();
    this.teamsByIncident.set(incidentId, teams.add(teamId));
  }

  private remove(incidentId: string, teamId: string): void {
    const teams = this.teamsByIncident.get(incidentId);
    teams?.delete(teamId);
    if (teams?.size === 0) this.teamsByIncident.delete(incidentId);
  }
}
