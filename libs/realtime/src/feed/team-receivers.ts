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
 * without the assignments of other teams.
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
  receiversOf(event: JournalEvent): TeamReceivers {
    const { type, incidentId, teamId } = event;
    if (isForEveryTeam(type)) return 'every team';
    if (teamId !== null && incidentId !== null && type === 'assignment.offered') this.add(incidentId, teamId);
    const receivers =
      teamId !== null
        ? [teamId]
        : type.startsWith('team.')
          ? [event.subjectId]
          : incidentId === null
            ? []
            : [...(this.teamsByIncident.get(incidentId) ?? [])];
    if (teamId !== null && incidentId !== null && ends(type)) this.remove(incidentId, teamId);
    return receivers;
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
