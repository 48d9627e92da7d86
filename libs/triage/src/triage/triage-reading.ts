import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { accept, refuse, type Result } from '#lib/kernel';
import { PersonalDataAccess } from '#lib/identity';
import {
  callerMay,
  cursorPart,
  decodeCursor,
  defaultPageSize,
  encodeCursor,
  type Caller,
  type Queryable,
  type Refusal,
} from '#lib/platform';
import { answerText, fullName, type Words } from '../engine/index.js';
import { ProtocolVersions } from '../version/protocol-versions.js';
import type { TriageQuery } from './triage.dto.js';
import { TriageSubjects } from './triage-subjects.js';
import { TriageRepository, type StoredEntry } from './triage.repository.js';
import { triageSummary, TriageViews } from './triage-views.js';
import type {
  TriageEntryView,
  TriagePage,
  TriageRecord,
  TriageReport,
  TriageReportList,
  TriageView,
} from './triage.view.js';

/** Most triages of one incident told to a crew. */
const mostReports = 50;

/** What was asked, and what was answered then. */
interface AnswerWords {
  /** In two or three words. */
  question: Words;
  ask: Words;
  answer: Words;
}

/** Triages as they are asked for. That somebody opened answers is kept. */
@Injectable()
export class TriageReading {
  constructor(
    private readonly dataSource: DataSource,
    private readonly triages: TriageRepository,
    private readonly views: TriageViews,
    private readonly subjects: TriageSubjects,
    private readonly protocols: ProtocolVersions,
    private readonly personalDataAccess: PersonalDataAccess,
  ) {}

  async get(caller: Caller, id: string): Promise<Result<TriageView, Refusal>> {
    const triage = await this.triages.find(this.dataSource, caller.centerId, id);
    if (!triage) return refuse({ code: 'not_found' });
    await this.keep(caller, 'triage.opened', 'triage', id);
    return accept(await this.views.view(this.dataSource, caller, triage));
  }

  /** Every act, as it was recorded: answers that were changed later with them. */
  async record(caller: Caller, id: string): Promise<Result<TriageRecord, Refusal>> {
    const triage = await this.triages.find(this.dataSource, caller.centerId, id);
    if (!triage) return refuse({ code: 'not_found' });
    await this.keep(caller, 'triage.record_opened', 'triage', id);
    const entries = await this.triages.listEntries(this.dataSource, caller.centerId, id);
    return accept({ items: entries.map(entryView) });
  }

  async list(caller: Caller, query: TriageQuery): Promise<Result<TriagePage, Refusal>> {
    const key =
      query.cursor === undefined
        ? accept(undefined)
        : decodeCursor(query.cursor, [cursorPart.time, cursorPart.id]);
    if (!key.accepted) return key;
    const limit = query.limit ?? defaultPageSize;
    const found = await this.triages.list(this.dataSource, caller.centerId, {
      incidentId: query.incidentId ?? null,
      contactId: query.contactId ?? null,
      after: key.value ? { startedAt: key.value[0]!, id: key.value[1]! } : null,
      limit: limit + 1,
    });
    const page = found.slice(0, limit);
    const last = page.at(-1);
    return accept({
      items: page.map(triageSummary),
      nextCursor: found.length > limit && last ? encodeCursor([last.startedAt.toISOString(), last.id]) : null,
    });
  }

  /** What a crew is told; a team only of its own incidents. */
  async reports(caller: Caller, incidentId: string): Promise<Result<TriageReportList, Refusal>> {
    if (!(await this.subjects.incidents.isVisible(this.dataSource, caller, incidentId))) {
      return refuse({ code: 'not_found' });
    }
    const personal = callerMay(caller, 'patient.read');
    const filter = { incidentId, contactId: null, after: null, limit: mostReports };
    const triages = await this.triages.list(this.dataSource, caller.centerId, filter);
    if (personal && triages.length > 0)
      await this.keep(caller, 'triage.report_opened', 'incident', incidentId);
    const items: TriageReport[] = [];
    for (const triage of triages)
      items.push(await this.views.report(this.dataSource, caller, triage, personal));
    return accept({ items });
  }

  /**
   * Every answer in the order it was given, those that were changed later too, in words; none once they were deleted.
   * Whoever tells them to somebody keeps that they were opened.
   */
  async answers(on: Queryable, { centerId }: Caller, id: string): Promise<AnswerWords[]> {
    const triage = await this.triages.find(on, centerId, id);
    if (!triage) return [];
    const { questions } = await this.protocols.running(on, centerId, triage.protocolVersionId);
    const entries = await this.triages.listEntries(on, centerId, id);
    return entries.flatMap((entry) => {
      if (entry.kind !== 'answered') return [];
      const { question } = questions.get(fullName(entry.card, entry.question))!;
      return [{ question: question.short, ask: question.ask, answer: answerText(question, entry.value) }];
    });
  }

  private keep(caller: Caller, action: string, subjectType: string, subjectId: string): Promise<void> {
    return this.personalDataAccess.record(this.dataSource, caller, { action, subjectType, subjectId });
  }
}

function entryView({ at, ...entry }: StoredEntry): TriageEntryView {
  const view = { ...entry, at: at.toISOString() };
  return view.kind === 'answered' ? { ...view, value: String(view.value) } : view;
}
