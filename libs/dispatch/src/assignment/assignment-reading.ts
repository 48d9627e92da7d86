import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { accept, refuse, type Result } from '#lib/kernel';
import { Incidents } from '#lib/incident';
import {
  cursorPart,
  decodeCursor,
  defaultPageSize,
  encodeCursor,
  type Caller,
  type Queryable,
  type Refusal,
} from '#lib/platform';
import type { AssignmentList, AssignmentPage, AssignmentQuery, AssignmentView } from './assignment.dto.js';
import { AssignmentRepository } from './assignment.repository.js';
import { assignmentView } from './assignment.view.js';

/** Assignments as they are asked for. A team sees its own only, whatever it asks for. */
@Injectable()
export class AssignmentReading {
  constructor(
    private readonly dataSource: DataSource,
    private readonly incidents: Incidents,
    private readonly assignments: AssignmentRepository,
  ) {}

  async get(caller: Caller, id: string): Promise<Result<AssignmentView, Refusal>> {
    const assignment = await this.assignments.find(this.dataSource, caller.centerId, id);
    if (!assignment || (caller.role === 'team' && assignment.teamId !== caller.teamId)) {
      return refuse({ code: 'not_found' });
    }
    return accept(assignmentView(assignment, caller));
  }

  async listOfIncident(caller: Caller, incidentId: string): Promise<Result<AssignmentList, Refusal>> {
    const incident = await this.incidents.findVisible(this.dataSource, caller, incidentId);
    if (!incident) return refuse({ code: 'not_found' });
    const all = await this.assignments.listByIncident(this.dataSource, caller.centerId, incidentId);
    const visible = all.filter(({ teamId }) => caller.role !== 'team' || teamId === caller.teamId);
    return accept({ items: visible.map((assignment) => assignmentView(assignment, caller)) });
  }

  /** The live ones of an incident, to show what stands in the way. */
  async live(on: Queryable, caller: Caller, incidentId: string): Promise<{ assignments: AssignmentView[] }> {
    const all = await this.assignments.listByIncident(on, caller.centerId, incidentId);
    const live = all.filter(({ endedAt }) => endedAt === null);
    return { assignments: live.map((one) => assignmentView(one, caller)) };
  }

  async list(caller: Caller, query: AssignmentQuery): Promise<Result<AssignmentPage, Refusal>> {
    const teamId = caller.role === 'team' ? caller.teamId : query.teamId;
    if (caller.role === 'team' && teamId === undefined) return accept({ items: [], nextCursor: null });
    const key =
      query.cursor === undefined
        ? accept(undefined)
        : decodeCursor(query.cursor, [cursorPart.time, cursorPart.id]);
    if (!key.accepted) return key;
    const limit = query.limit ?? defaultPageSize;
    const found = await this.assignments.list(this.dataSource, caller.centerId, {
      teamId: teamId ?? null,
      live: query.live ?? null,
      after: key.value ? { offeredAt: key.value[0]!, id: key.value[1]! } : null,
      limit: limit + 1,
    });
    const page = found.slice(0, limit);
    const last = page.at(-1);
    return accept({
      items: page.map((assignment) => assignmentView(assignment, caller)),
      nextCursor: found.length > limit && last ? encodeCursor([last.offeredAt.toISOString(), last.id]) : null,
    });
  }
}
