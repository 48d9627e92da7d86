import type { DeadlineKind, Role } from '#lib/contract';
import type { Result } from '#lib/kernel';
import { Deadlines, rows, type Caller, type Database, type Refusal } from '#lib/platform';
import { valueOf } from '#testing';
import { Assigning } from '../assignment/assigning.js';
import { AssignmentProgress } from '../assignment/assignment-progress.js';
import type {
  AssignmentRequest,
  AssignmentStateRequest,
  AssignmentView,
} from '../assignment/assignment.dto.js';
import { DispatchModule } from '../dispatch.module.js';
import { World } from './world.js';

/** A world in which people send teams, teams report, and time passes. */
export class DispatchWorld {
  private constructor(readonly world: World) {}

  static async prepare(options: { on?: Database; centerId?: string } = {}): Promise<DispatchWorld> {
    return new DispatchWorld(await World.prepare([DispatchModule], options));
  }

  /** A center of its own in the same system. */
  async newCity(): Promise<DispatchWorld> {
    return new DispatchWorld(await this.world.another());
  }

  caller(role: Role = 'operator', more: Partial<Caller> = {}): Caller {
    return this.world.ground.caller(this.world.centerId, role, more);
  }

  /** The user of a team. */
  crew(teamId: string): Caller {
    return this.caller('team', { teamId });
  }

  tryAssigning(
    incidentId: string,
    request: AssignmentRequest = {},
    caller = this.caller(),
  ): Promise<Result<AssignmentView, Refusal>> {
    return this.world.ground.get(Assigning).assign(caller, incidentId, request);
  }

  assign(incidentId: string, request: AssignmentRequest = {}): Promise<AssignmentView> {
    return this.tryAssigning(incidentId, request).then(valueOf);
  }

  tryReporting(
    assignmentId: string,
    request: AssignmentStateRequest,
    caller = this.caller(),
  ): Promise<Result<AssignmentView, Refusal>> {
    return this.world.ground.get(AssignmentProgress).report(caller, assignmentId, request);
  }

  report(assignmentId: string, ...states: AssignmentStateRequest['state'][]): Promise<AssignmentView> {
    return states.reduce<Promise<AssignmentView>>(
      (before, state) =>
        before.then(() =>
          this.tryReporting(assignmentId, {
            state,
            ...(state === 'declined' ? { reason: 'vehicle_defect' } : {}),
          }).then(valueOf),
        ),
      Promise.resolve(undefined as unknown as AssignmentView),
    );
  }

  /** Lets time pass, and fires what falls due. */
  async pass(seconds: number): Promise<number> {
    this.world.ground.clock.advanceSeconds(seconds);
    return this.fireDue();
  }

  fireDue(): Promise<number> {
    return this.world.ground.get(Deadlines).fireDue();
  }

  /** The incident's assignments, oldest first, as `call sign: state`. */
  async assignmentsOf(incidentId: string): Promise<string[]> {
    const found = await rows<{ text: string }>(
      this.world.database,
      `select call_sign || ': ' || state as text from assignment join team on team.id = team_id
       where incident_id = $1 order by offered_at, assignment.id`,
      [incidentId],
    );
    return found.map(({ text }) => text);
  }

  /** The running timers of a subject, with the seconds until each is due. */
  async timersOf(subjectId: string): Promise<Partial<Record<DeadlineKind, number>>> {
    const found = await rows<{ kind: DeadlineKind; dueAt: Date }>(
      this.world.database,
      `select kind, due_at as "dueAt" from deadline where subject_id = $1 and finished_at is null`,
      [subjectId],
    );
    const seconds = ({ dueAt }: { dueAt: Date }) => (dueAt.getTime() - this.world.now.getTime()) / 1000;
    return Object.fromEntries(found.map((timer) => [timer.kind, seconds(timer)]));
  }

  close(): Promise<void> {
    return this.world.close();
  }
}
