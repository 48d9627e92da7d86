import { Injectable } from '@nestjs/common';
import type { Caller, Queryable } from '#lib/platform';
import {
  adviceFor,
  crewDangersOf,
  levelOf,
  openJumpsOf,
  priorityOf,
  shortReportOf,
  TriageRun,
  type Grade,
} from '../engine/index.js';
import { ProtocolVersionRepository } from '../version/protocol-version.repository.js';
import { ProtocolVersions } from '../version/protocol-versions.js';
import { approvalOf } from '../version/protocol.view.js';
import { SignOffRepository } from '../version/sign-off.repository.js';
import { TriageRepository, type StoredEntry, type Triage } from './triage.repository.js';
import type { AnswerView, GradeView, TriageReport, TriageSummary, TriageView } from './triage.view.js';

/** Triages as screens see them. */
@Injectable()
export class TriageViews {
  constructor(
    private readonly protocols: ProtocolVersions,
    private readonly versions: ProtocolVersionRepository,
    private readonly signOffs: SignOffRepository,
    private readonly triages: TriageRepository,
  ) {}

  async view(on: Queryable, caller: Caller, triage: Triage): Promise<TriageView> {
    const entries = await this.triages.listEntries(on, caller.centerId, triage.id);
    return this.viewOf(on, caller, triage, await this.run(on, caller, triage, entries), entries);
  }

  async viewOf(
    on: Queryable,
    { centerId }: Caller,
    triage: Triage,
    run: TriageRun,
    entries: readonly StoredEntry[],
  ): Promise<TriageView> {
    const { card } = run.card;
    const version = (await this.versions.find(on, centerId, triage.protocolVersionId))!;
    const hash = version.cardHashes[card.number]!;
    const signed = await this.signOffs.list(on, centerId, { [card.number]: hash });
    const names = new Map(entries.map(({ by, byName }) => [by, byName]));
    const titleOf = (number: string) => run.protocol.cards.get(number)!.card.title;
    return {
      ...triageSummary(triage),
      card: {
        number: card.number,
        type: card.type,
        title: card.title,
        approved: approvalOf(signed, card.number),
      },
      path: run.path.map(({ card: number, at, by, reason }) => ({
        card: number,
        title: titleOf(number),
        at: at.toISOString(),
        by,
        reason,
      })),
      next: run.nextQuestions().map(({ card: number, question }) => ({ card: number, ...question })),
      complete: run.complete,
      answers: answersOf(run, names),
      danger: run.danger && {
        ...gradeView(run.danger.rank, run.danger.grade),
        at: run.danger.at.toISOString(),
        overridden: run.danger.overridden,
      },
      proposal: proposalOf(run),
      overrides: run.overrides.map(({ priority, reason, at, by }) => ({
        priority,
        reason,
        at: at.toISOString(),
        by,
        byName: names.get(by) ?? null,
      })),
      openJumps: openJumpsOf(run).map(({ to, reason }) => ({ to, title: titleOf(to), reason })),
      dangers: crewDangersOf(run),
      advice: adviceFor(run).map((script) => ({ script, title: run.protocol.scripts.get(script)!.title })),
      stepsRead: run.stepsRead.map(({ at, ...read }) => ({ ...read, at: at.toISOString() })),
      report: shortReportOf(run),
    };
  }

  /** @param personal whether the findings are told */
  async report(on: Queryable, caller: Caller, triage: Triage, personal: boolean): Promise<TriageReport> {
    const entries = await this.triages.listEntries(on, caller.centerId, triage.id);
    const run = await this.run(on, caller, triage, entries);
    return {
      triageId: triage.id,
      type: triage.type,
      priority: triage.priority,
      determinant: triage.determinant,
      label: triage.determinant === null ? null : (run.danger?.grade?.determinant.label ?? null),
      dangers: personal ? crewDangersOf(run) : [],
      report: personal ? shortReportOf(run) : null,
      version: triage.version,
    };
  }

  private async run(
    on: Queryable,
    { centerId }: Caller,
    triage: Triage,
    entries: readonly StoredEntry[],
  ): Promise<TriageRun> {
    const protocol = await this.protocols.running(on, centerId, triage.protocolVersionId);
    return TriageRun.of(protocol, triage.startedAt, entries);
  }
}

export const triageSummary = (triage: Triage): TriageSummary => ({
  id: triage.id,
  state: triage.state,
  protocol: { id: triage.protocolVersionId, number: triage.protocolNumber },
  contactId: triage.contactId,
  incidentId: triage.incidentId,
  type: triage.type,
  determinant: triage.determinant,
  priority: triage.priority,
  priorityKnownAt: timeOf(triage.priorityKnownAt),
  marks: {
    placeKnownAt: timeOf(triage.placeKnownAt),
    arrestRecognisedAt: timeOf(triage.arrestRecognisedAt),
    firstInstructionAt: timeOf(triage.firstInstructionAt),
    firstCompressionAt: timeOf(triage.firstCompressionAt),
  },
  startedAt: triage.startedAt.toISOString(),
  startedBy: triage.startedBy,
  finishedAt: timeOf(triage.finishedAt),
  answersDeletedAt: timeOf(triage.answersDeletedAt),
  version: triage.version,
});

const timeOf = (at: Date | null): string | null => at?.toISOString() ?? null;

const gradeView = (rank: number, grade: Grade | null): GradeView => ({
  level: levelOf(rank),
  priority: priorityOf(rank),
  determinant: grade?.code ?? null,
  label: grade?.determinant.label ?? null,
});

function proposalOf(run: TriageRun): GradeView | null {
  const { proposal, danger } = run;
  if (proposal === null || (proposal === danger?.grade && proposal.rank === danger.rank)) return null;
  return gradeView(proposal.rank, proposal);
}

const answersOf = (run: TriageRun, names: ReadonlyMap<string, string | null>): AnswerView[] =>
  [...run.given].map(([name, { value, at, by, changes }]) => {
    const asked = run.protocol.questions.get(name)!;
    return {
      card: asked.card,
      question: asked.question.key,
      ask: asked.question.ask,
      value: String(value),
      at: at.toISOString(),
      by,
      byName: names.get(by) ?? null,
      changes,
      applies: run.applies(asked),
    };
  });
