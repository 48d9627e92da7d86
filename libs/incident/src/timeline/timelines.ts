import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { accept, refuse, type Result } from '#lib/kernel';
import { PersonalDataAccess } from '#lib/identity';
import {
  cursorPart,
  decodeCursor,
  defaultPageSize,
  encodeCursor,
  type Caller,
  type PageQuery,
  type Refusal,
} from '#lib/platform';
import { Incidents } from '../incident/incidents.js';
import { maySeeCallers } from '../personal.js';
import { TimelineAnswers } from './timeline-answers.js';
import { TimelineRepository, type TimelineRow } from './timeline.repository.js';
import type { TimelineAnswer, TimelineEntry, TimelinePage } from './timeline.view.js';

/** What happened to an incident, from the journal. */
@Injectable()
export class Timelines {
  constructor(
    private readonly dataSource: DataSource,
    private readonly incidents: Incidents,
    private readonly timeline: TimelineRepository,
    private readonly answers: TimelineAnswers,
    private readonly personalDataAccess: PersonalDataAccess,
  ) {}

  /**
   * A page, oldest first; that somebody who may read the notes or the answers opened them is kept. A team reads nothing
   * about other teams there, as on its socket.
   */
  async get(caller: Caller, id: string, query: PageQuery): Promise<Result<TimelinePage, Refusal>> {
    const since = query.cursor === undefined ? accept(['0']) : decodeCursor(query.cursor, [cursorPart.seq]);
    if (!since.accepted) return since;
    const incident = await this.incidents.findVisible(this.dataSource, caller, id);
    if (!incident) return refuse({ code: 'not_found' });
    const limit = query.limit ?? defaultPageSize;
    const entries = await this.timeline.list(
      this.dataSource,
      caller.centerId,
      id,
      Number(since.value[0]),
      limit + 1,
      caller.role === 'team' ? caller.teamId! : null,
    );
    const page = entries.slice(0, limit);
    const last = page.at(-1);
    if (maySeeCallers(caller) && page.some(({ note }) => note !== null)) {
      await this.keep(caller, 'incident.notes_opened', id);
    }
    const triages = new Set(page.flatMap(({ answers, subjectId }) => (answers === null ? [] : [subjectId])));
    const answers = await this.answers.of(this.dataSource, caller, triages);
    const items = page.map((entry) => timelineEntry(entry, caller, answers));
    if (items.some(({ answer }) => Boolean(answer))) await this.keep(caller, 'incident.answers_opened', id);
    return accept({
      items,
      nextCursor: entries.length > limit && last ? encodeCursor([String(last.seq)]) : null,
      version: incident.version,
    });
  }

  private keep(caller: Caller, action: string, subjectId: string): Promise<void> {
    return this.personalDataAccess.record(this.dataSource, caller, {
      action,
      subjectType: 'incident',
      subjectId,
    });
  }
}

const timelineEntry = (
  { at, note, subjectId, answers: count, ...entry }: TimelineRow,
  caller: Caller,
  answers: ReadonlyMap<string, readonly TimelineAnswer[]>,
): TimelineEntry => ({
  ...entry,
  at: at.toISOString(),
  ...(entry.type === 'incident.note_added' ? { note: maySeeCallers(caller) ? note : null } : {}),
  ...(count === null ? {} : { answer: answers.get(subjectId)?.[count - 1] ?? null }),
});
