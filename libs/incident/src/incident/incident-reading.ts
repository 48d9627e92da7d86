import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { accept, refuse, type Result } from '#lib/kernel';
import { incidentStates, type IncidentState } from '#lib/contract';
import { PersonalDataAccess } from '#lib/identity';
import {
  cursorPart,
  decodeCursor,
  defaultPageSize,
  encodeCursor,
  type Caller,
  type Refusal,
} from '#lib/platform';
import { maySeeCallers } from '../personal.js';
import { open, type IncidentQuery } from './incident.dto.js';
import { IncidentRepository } from './incident.repository.js';
import { incidentSummary, type IncidentPage, type IncidentView } from './incident.view.js';
import { Incidents } from './incidents.js';
import { TeamVisibility } from './team-visibility.js';

/** Lists, and opening one incident. */
@Injectable()
export class IncidentReading {
  constructor(
    private readonly dataSource: DataSource,
    private readonly incidents: Incidents,
    private readonly repository: IncidentRepository,
    private readonly visibility: TeamVisibility,
    private readonly personalDataAccess: PersonalDataAccess,
  ) {}

  async list(caller: Caller, query: IncidentQuery): Promise<Result<IncidentPage, Refusal>> {
    const after = cursorOf(query);
    if (!after.accepted) return after;
    if (query.from && query.to && query.from >= query.to) {
      return refuse({ code: 'validation_failed', fields: [{ field: 'query.to', rule: 'range' }] });
    }
    const limit = query.limit ?? defaultPageSize;
    const incidents = await this.repository.list(this.dataSource, caller.centerId, {
      states: query.state ? statesOf(query.state) : null,
      areaId: query.area ?? null,
      openedFrom: query.from ?? null,
      openedBefore: query.to ?? null,
      ids: await this.visibility.limitOf(this.dataSource, caller),
      after: after.value,
      limit: limit + 1,
    });
    const page = incidents.slice(0, limit);
    const last = page.at(-1);
    return accept({
      items: page.map((incident) => incidentSummary(incident, caller)),
      nextCursor:
        incidents.length > limit && last ? encodeCursor([last.openedAt.toISOString(), last.id]) : null,
    });
  }

  /** The incident; that somebody who may read personal data opened it is kept. */
  async get(caller: Caller, id: string): Promise<Result<IncidentView, Refusal>> {
    const incident = await this.incidents.findVisible(this.dataSource, caller, id);
    if (!incident) return refuse({ code: 'not_found' });
    if (maySeeCallers(caller)) {
      await this.personalDataAccess.record(this.dataSource, caller, {
        action: 'incident.opened',
        subjectType: 'incident',
        subjectId: id,
      });
    }
    return accept(await this.incidents.view(this.dataSource, incident, caller));
  }
}

const statesOf = (asked: (IncidentState | typeof open)[]): IncidentState[] =>
  incidentStates.filter((state) => asked.includes(state) || (asked.includes(open) && state !== 'closed'));

function cursorOf({ cursor }: IncidentQuery): Result<{ openedAt: string; id: string } | null, Refusal> {
  if (cursor === undefined) return accept(null);
  const key = decodeCursor(cursor, [cursorPart.time, cursorPart.id]);
  return key.accepted ? accept({ openedAt: key.value[0]!, id: key.value[1]! }) : key;
}
