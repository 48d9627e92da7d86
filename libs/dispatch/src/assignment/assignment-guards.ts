import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import type { AssignmentState } from '#lib/contract';
import type { Clock } from '#lib/kernel';
import { TeamDuty } from '#lib/fleet';
import { IncidentClosing, TeamVisibility, type Incident } from '#lib/incident';
import { CLOCK, type Queryable, type Refusal, type Transaction } from '#lib/platform';
import { AssignmentRepository } from './assignment.repository.js';
import { AssignmentSteps } from './assignment-steps.js';
import { assignmentView } from './assignment.view.js';

/** A team may read an incident this long after it has finished there: to write down what it did. */
const visibleAfterClearingHours = 24;

/** With a team in one of these states there is somebody with the patient, and the incident is not over. */
const withPatient: readonly AssignmentState[] = ['on_scene', 'transporting', 'at_hospital'];

/** What assignments have to say to the libs below: about closing incidents, going off duty, and what teams may see. */
@Injectable()
export class AssignmentGuards implements OnModuleInit {
  constructor(
    private readonly closing: IncidentClosing,
    private readonly visibility: TeamVisibility,
    private readonly duty: TeamDuty,
    private readonly assignments: AssignmentRepository,
    private readonly steps: AssignmentSteps,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.closing.guard((tx, incident) => this.recallAll(tx, incident));
    this.duty.guard((tx, teamId) => this.objectToOffDuty(tx, teamId));
    this.visibility.provide((on, teamId) => this.listVisible(on, teamId));
  }

  /** Recalls the teams that are not with the patient yet; refuses while one is. */
  private async recallAll(tx: Transaction, incident: Incident): Promise<Refusal | undefined> {
    const all = await this.assignments.listByIncident(tx.manager, tx.centerId, incident.id);
    const live = all.filter(({ endedAt }) => endedAt === null);
    if (live.some(({ state }) => withPatient.includes(state))) return { code: 'incident_under_way' };
    for (const present of live) {
      await this.steps.takeAlone(tx, present, { to: 'recalled', at: tx.now, reason: 'incident_closed' });
    }
    await tx.clearDeadlines(incident.id, 'incident.offer_next');
    return undefined;
  }

  private async objectToOffDuty(tx: Transaction, teamId: string): Promise<Refusal | undefined> {
    const live = await this.assignments.findLiveOfTeam(tx.manager, tx.centerId, teamId);
    return live && { code: 'team_has_assignment', current: assignmentView(live, tx.caller) };
  }

  private listVisible(on: Queryable, teamId: string): Promise<string[]> {
    const since = new Date(this.clock.now().getTime() - visibleAfterClearingHours * 3_600_000);
    return this.assignments.listIncidentsOfTeam(on, teamId, since);
  }
}
