import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { isLiveAssignmentState, type BoardAssignment, type Snapshot } from '#lib/contract';
import { boardAssignments } from '#lib/dispatch';
import { Facilities } from '#lib/facility';
import { Teams } from '#lib/fleet';
import { boardIncidents } from '#lib/incident';
import { boardContacts } from '#lib/intake';
import { JournalReader } from '#lib/platform';

/** What of the board a receiver may see. */
export interface BoardView {
  centerId: string;
  /** Callers' words and addresses. */
  callers: boolean;
  /** Callers’ telephone numbers. */
  numbers: boolean;
  /** Telephone numbers of teams. */
  teamPhones: boolean;
  /** Only this team, its assignments and their incidents; no contacts. */
  teamId?: string;
}

/** Reads the live board and the journal's counter at one moment: a client goes on from there without a gap. */
@Injectable()
export class Board {
  constructor(
    private readonly dataSource: DataSource,
    private readonly journal: JournalReader,
    private readonly teams: Teams,
    private readonly facilities: Facilities,
  ) {}

  read(view: BoardView): Promise<Snapshot> {
    return this.dataSource.transaction('REPEATABLE READ', async (manager) => {
      await manager.query('set transaction read only');
      return {
        // The first statement fixes the moment of all that follow.
        seq: await this.journal.lastSeq(view.centerId, manager),
        ...(await (view.teamId === undefined
          ? this.centerBoard(manager, view)
          : this.teamBoard(manager, view, view.teamId))),
      };
    });
  }

  private async centerBoard(
    manager: EntityManager,
    { centerId, callers, numbers, teamPhones }: BoardView,
  ): Promise<Omit<Snapshot, 'seq'>> {
    const assignments = await boardAssignments(manager, centerId);
    const incidents = await boardIncidents(manager, centerId, { personal: callers });
    const teams = await this.teams.board(manager, centerId, { phones: teamPhones });
    return {
      ...withAssignments(incidents, teams, assignments),
      contacts: await boardContacts(manager, centerId, { personal: numbers }),
      facilities: await this.facilities.board(manager, centerId),
    };
  }

  private async teamBoard(
    manager: EntityManager,
    { centerId, callers, teamPhones }: BoardView,
    teamId: string,
  ): Promise<Omit<Snapshot, 'seq'>> {
    const assignments = await boardAssignments(manager, centerId, { teamId });
    const ids = assignments.map(({ incidentId }) => incidentId);
    const incidents = await boardIncidents(manager, centerId, { personal: callers, ids });
    const teams = await this.teams.board(manager, centerId, { phones: teamPhones, teamId });
    return {
      ...withAssignments(incidents, teams, assignments),
      contacts: [],
      facilities: await this.facilities.board(manager, centerId),
    };
  }
}

/** Puts each assignment where the board shows it: under its incident, and on its team while it lasts. */
function withAssignments(
  incidents: Omit<Snapshot['incidents'][number], 'assignments'>[],
  teams: Omit<Snapshot['teams'][number], 'assignmentId'>[],
  assignments: BoardAssignment[],
): Pick<Snapshot, 'incidents' | 'teams'> {
  const byIncident = new Map<string, BoardAssignment[]>();
  const byTeam = new Map<string, BoardAssignment>();
  for (const assignment of assignments) {
    if (isLiveAssignmentState(assignment.state)) byTeam.set(assignment.teamId, assignment);
    const others = byIncident.get(assignment.incidentId);
    if (others) others.push(assignment);
    else byIncident.set(assignment.incidentId, [assignment]);
  }
  return {
    incidents: incidents.map((incident) => ({ ...incident, assignments: byIncident.get(incident.id) ?? [] })),
    teams: teams.map((team) => ({ ...team, assignmentId: byTeam.get(team.id)?.id ?? null })),
  };
}
