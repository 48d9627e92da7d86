import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { assignmentStates } from '#lib/contract';
import { accept, refuse, type Result } from '#lib/kernel';
import { Centers } from '#lib/center';
import { Facilities } from '#lib/facility';
import { Incidents } from '#lib/incident';
import { Commands, type Caller, type Refusal, type Transaction } from '#lib/platform';
import type { Assignment } from './assignment.js';
import type { AssignmentStateRequest, AssignmentView } from './assignment.dto.js';
import { AssignmentRepository } from './assignment.repository.js';
import { AssignmentSteps } from './assignment-steps.js';
import { assignmentView, mayDispatch, stepsFor } from './assignment.view.js';

/** Steps reported by teams, or for them by radio. */
@Injectable()
export class AssignmentProgress {
  constructor(
    private readonly dataSource: DataSource,
    private readonly commands: Commands,
    private readonly centers: Centers,
    private readonly facilities: Facilities,
    private readonly incidents: Incidents,
    private readonly assignments: AssignmentRepository,
    private readonly steps: AssignmentSteps,
  ) {}

  /**
   * Takes the step. Reporting the present state again, as phones do that did not hear the answer, is answered like the
   * first time and changes nothing.
   */
  async report(
    caller: Caller,
    id: string,
    request: AssignmentStateRequest,
  ): Promise<Result<AssignmentView, Refusal>> {
    const known = await this.findOwn(caller, id);
    if (!known) return refuse({ code: 'not_found' });
    if (request.state === 'recalled' && !mayDispatch(caller)) return refuse({ code: 'forbidden' });
    const malformed = await this.malformed(caller, request);
    if (malformed) return refuse(malformed);
    const { settings } = await this.centers.get(caller.centerId);
    return this.commands.run(caller, async (tx) => {
      const incident = await this.incidents.lock(tx, known.incidentId);
      const all = await this.assignments.listByIncident(tx.manager, tx.centerId, known.incidentId);
      const present = all.find((assignment) => assignment.id === id)!;
      if (isRepeated(present, request)) return accept(assignmentView(present, caller));
      if (!assignmentStates.allows(present.state, request.state)) return refuse(notAllowed(tx, present));
      const at = markOf(tx, present, request.at, settings.fixFutureToleranceSeconds);
      if (!at.accepted) return at;
      const { state: to, reason, facilityId } = request;
      const moved = await this.steps.take(tx, incident!, all, present, {
        to,
        at: at.value,
        reason,
        facilityId,
      });
      return accept(assignmentView(moved, caller));
    });
  }

  private async findOwn(caller: Caller, id: string): Promise<Assignment | undefined> {
    const assignment = await this.assignments.find(this.dataSource, caller.centerId, id);
    return caller.role === 'team' && assignment?.teamId !== caller.teamId ? undefined : assignment;
  }

  private async malformed(
    { centerId }: Caller,
    { state, reason, facilityId }: AssignmentStateRequest,
  ): Promise<Refusal | undefined> {
    if (state === 'declined' && reason === undefined) return { code: 'reason_required' };
    if (facilityId === undefined) return undefined;
    if (state !== 'transporting') {
      const parameters = { 0: 'transporting' };
      return { code: 'validation_failed', fields: [{ field: 'facilityId', rule: 'onlyWith', parameters }] };
    }
    const facility = await this.facilities.find(centerId, facilityId);
    return facility?.active
      ? undefined
      : { code: 'validation_failed', fields: [{ field: 'facilityId', rule: 'notFound' }] };
  }
}

const isRepeated = (present: Assignment, { state, reason, facilityId }: AssignmentStateRequest): boolean =>
  present.state === state &&
  (present.endedAt === null || present.endedReason === (reason ?? null)) &&
  (facilityId === undefined || facilityId === present.destinationFacilityId);

const notAllowed = ({ caller }: Transaction, present: Assignment): Refusal => ({
  code: 'transition_not_allowed',
  parameters: { state: present.state },
  allowed: stepsFor(caller, present.state),
  current: assignmentView(present, caller),
});

/**
 * When the step was taken. A device may tell it late, but not from the future; a clock that is a little fast means
 * now, and one that is slow is taken to mean the step before: a team must never be kept from reporting by its clock.
 */
function markOf(
  { now }: Transaction,
  { stateSince }: Assignment,
  told: Date | undefined,
  toleranceSeconds: number,
): Result<Date, Refusal> {
  if (told === undefined) return accept(now > stateSince ? now : stateSince);
  if (told.getTime() > now.getTime() + toleranceSeconds * 1000) {
    return refuse({ code: 'time_in_future', fields: [{ field: 'at', rule: 'inFuture' }] });
  }
  return accept(new Date(Math.max(stateSince.getTime(), Math.min(told.getTime(), now.getTime()))));
}
