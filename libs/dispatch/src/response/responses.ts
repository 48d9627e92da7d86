import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { liveAssignmentStates } from '#lib/contract';
import { accept, refuse, type Result } from '#lib/kernel';
import { Incidents } from '#lib/incident';
import type { Caller, Queryable, Refusal } from '#lib/platform';
import type { Assignment } from '../assignment/assignment.js';
import { AssignmentRepository } from '../assignment/assignment.repository.js';
import { assignmentView } from '../assignment/assignment.view.js';
import { placesOf } from '../recommendation/engine/plan.js';
import { SituationRepository } from '../recommendation/situation.repository.js';
import { planFor, type ResponsePlan } from '../response-plan/response-plan.js';
import type { ResponseView } from './response.dto.js';

/** What the plan of an incident asks for, beside the teams that were sent. */
export interface Coverage {
  plan: ResponsePlan;
  /** Places of the plan in its order, each with the live assignment that fills it. */
  places: { unitIndex: number; assignment: Assignment | null }[];
  /** Live assignments that fill no place. */
  notNeeded: Assignment[];
}

/** The response to an incident as it is, beside what its plan now asks for. */
@Injectable()
export class Responses {
  constructor(
    private readonly dataSource: DataSource,
    private readonly incidents: Incidents,
    private readonly situations: SituationRepository,
    private readonly assignments: AssignmentRepository,
  ) {}

  /** What is missing and what is not needed; acting on it is sending and recalling teams as always. */
  async get(caller: Caller, incidentId: string): Promise<Result<ResponseView, Refusal>> {
    const found = await this.view(this.dataSource, caller, incidentId);
    return found ? accept(found) : refuse({ code: 'not_found' });
  }

  /** The same, wherever it is read; undefined where there is no such incident for this caller. */
  async view(on: Queryable, caller: Caller, incidentId: string): Promise<ResponseView | undefined> {
    const incident = await this.incidents.findVisible(on, caller, incidentId);
    const coverage = incident && (await this.cover(on, caller.centerId, incidentId));
    if (!coverage) return undefined;
    const { plan, places, notNeeded } = coverage;
    const viewOf = (assignment: Assignment) => assignmentView(assignment, caller);
    return {
      incidentId,
      plan: { type: plan.type, priority: plan.priority, determinant: plan.determinant },
      places: places.map(({ unitIndex, assignment }) => {
        const { kinds, capabilities, count } = plan.units[unitIndex]!;
        return {
          unitNumber: unitIndex + 1,
          unit: { kinds: [...kinds], capabilities: [...capabilities], count },
          assignment: assignment && viewOf(assignment),
        };
      }),
      missing: places.filter(({ assignment }) => assignment === null).length,
      notNeeded: notNeeded.map(viewOf),
      version: incident.version,
    };
  }

  /** Undefined where there is no such incident. */
  async cover(on: Queryable, centerId: string, incidentId: string): Promise<Coverage | undefined> {
    const situation = await this.situations.find(on, centerId, incidentId);
    if (!situation) return undefined;
    const plan = planFor(situation.type, situation.priority, situation.plans, situation.determinant);
    const all = await this.assignments.listByIncident(on, centerId, incidentId);
    const skills = new Map(situation.sent.map((team) => [team.assignmentId, team]));
    // Who is furthest along keeps its place, of these who arrives first; who has not set out yet is to stand down.
    const live = all
      .filter(({ id }) => skills.has(id))
      .sort((a, b) => furthest(a) - furthest(b) || arrival(a) - arrival(b));
    const matched = placesOf(
      plan.units,
      live.map(({ id }) => skills.get(id)!),
    );
    const taken = new Set(matched.map(({ team }) => team));
    return {
      plan,
      places: matched.map(({ index, team }) => ({
        unitIndex: index,
        assignment: team === null ? null : live[team]!,
      })),
      notNeeded: live.filter((_, index) => !taken.has(index)),
    };
  }
}

/** When it was expected to arrive as it was asked, epoch milliseconds; last where nobody knew. */
const arrival = ({ offeredAt, etaSeconds }: Assignment): number =>
  etaSeconds === null ? Infinity : offeredAt.getTime() + etaSeconds * 1_000;

const furthest = ({ state }: Assignment): number =>
  -(liveAssignmentStates as readonly string[]).indexOf(state);
