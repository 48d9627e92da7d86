import { Injectable } from '@nestjs/common';
import { accept, refuse, type Result } from '#lib/kernel';
import { Commands, versionFrom, type Caller, type Refusal, type Transaction } from '#lib/platform';
import {
  TriageRun,
  fullName,
  objectionTo,
  patientAgeOf,
  type ReadyProtocol,
  type TriageAct,
} from '../engine/index.js';
import { ProtocolVersions } from '../version/protocol-versions.js';
import { PatientTold } from './patient-told.js';
import { readAct, type SentAct } from './sent-act.js';
import { TriageActs } from './triage-acts.js';
import { recordProgress, withProgress } from './triage-progress.js';
import { outcomeOf, TriageOutcomeReading } from './triage-outcome-reading.js';
import { TriageSubjects, type ToldOfPatient, type TriageOutcome } from './triage-subjects.js';
import { TriageRepository, type StoredEntry, type Triage } from './triage.repository.js';
import { TriageViews } from './triage-views.js';
import type { TriageView } from './triage.view.js';

/** Somebody attached the triage to an incident between the look at it and the lock: looked at again. */
const movedMeanwhile: Refusal = { code: 'version_mismatch' };
const attempts = 3;

/** Running triages: each act is kept with its second and who did it, and what follows from it is told at once. */
@Injectable()
export class Triages {
  constructor(
    private readonly commands: Commands,
    private readonly protocols: ProtocolVersions,
    private readonly subjects: TriageSubjects,
    private readonly triages: TriageRepository,
    private readonly views: TriageViews,
    private readonly acts: TriageActs,
    private readonly outcomes: TriageOutcomeReading,
    private readonly patientTold: PatientTold,
  ) {}

  /**
   * Starts a triage on the protocol in force. For a contact with a running one that is answered again; an incident may
   * have several at once, one for each patient.
   */
  async start(
    caller: Caller,
    subject: { contactId?: string | null; incidentId?: string | null },
  ): Promise<Result<TriageView, Refusal>> {
    return this.unlessMoved(caller, async (tx) => {
      const contactId = subject.contactId ?? null;
      const contact = contactId
        ? await this.subjects.contacts.find(tx.manager, tx.centerId, contactId)
        : undefined;
      if (contactId && !contact) return refuse(missing('contactId'));
      const running = contactId
        ? await this.triages.findRunningOfContact(tx.manager, tx.centerId, contactId)
        : undefined;
      if (running) return accept(await this.views.view(tx.manager, tx.caller, running));
      const wanted = subject.incidentId ?? contact?.incidentId ?? null;
      const incident = wanted ? await this.subjects.incidents.lock(tx, wanted) : undefined;
      if (wanted && !incident) return refuse(missing('incidentId'));
      if (incident?.closed && subject.incidentId) return refuse({ code: 'incident_closed' });
      // Somebody who calls again after the incident was closed is asked anew, and may need another one.
      const incidentId = incident?.closed ? null : wanted;
      const protocol = await this.protocols.inForce(tx);
      const id = tx.newIdentifier();
      const stored = await this.triages.insert(tx.manager, tx.centerId, {
        id,
        protocolVersionId: protocol.id,
        contactId,
        incidentId,
        startedAt: tx.now,
        startedBy: caller.actor,
      });
      if (!stored) {
        const other = (await this.triages.findRunningOfContact(tx.manager, tx.centerId, contactId!))!;
        return accept(await this.views.view(tx.manager, tx.caller, other));
      }
      if (contactId) {
        // Storing it waited for whoever was linking the contact: it may be in another incident by now.
        const now = await this.subjects.contacts.find(tx.manager, tx.centerId, contactId);
        if (now?.incidentId !== contact?.incidentId) return refuse(movedMeanwhile);
      }
      const triage = (await this.triages.find(tx.manager, tx.centerId, id))!;
      tx.record({
        type: 'triage.started',
        subjectId: id,
        subjectVersion: 1,
        incidentId,
        payload: { protocolVersion: protocol.number, contactId },
      });
      if (incidentId) await this.tellAttached(tx, incidentId, triage);
      return accept(await this.views.view(tx.manager, tx.caller, triage));
    });
  }

  /**
   * One act. A first answer and a step that was read need no `If-Match`: they overwrite nothing. Whatever does (an
   * answer changed, another card, an override, the end) needs the version that was read.
   */
  async act(
    caller: Caller,
    id: string,
    ifMatch: string | undefined,
    sent: SentAct,
  ): Promise<Result<TriageView, Refusal>> {
    return this.unlessMoved(caller, (tx) => this.actOnce(tx, id, ifMatch, sent));
  }

  /** The triage belongs to this incident from now on. */
  attach(caller: Caller, id: string, incidentId: string): Promise<Result<TriageView, Refusal>> {
    return this.commands.run(caller, async (tx): Promise<Result<TriageView, Refusal>> => {
      const incident = await this.subjects.incidents.lock(tx, incidentId);
      if (!incident) return refuse(missing('incidentId'));
      if (incident.closed) return refuse({ code: 'incident_closed' });
      const triage = await this.triages.lock(tx.manager, tx.centerId, id);
      if (!triage) return refuse({ code: 'not_found' });
      if (triage.incidentId === incidentId) return accept(await this.views.view(tx.manager, caller, triage));
      if (triage.incidentId) {
        const current = await this.views.view(tx.manager, caller, triage);
        return refuse({ code: 'triage_attached_elsewhere', current });
      }
      const attached = await this.putInto(tx, triage, incidentId);
      await this.tellAttached(tx, incidentId, attached);
      return accept(await this.views.view(tx.manager, caller, attached));
    });
  }

  /**
   * Gives a triage that began before its incident to that incident, within the command that opens it. The caller of
   * this treats the incident as the outcome says, and its patient as was told.
   */
  async giveToNewIncident(
    tx: Transaction,
    id: string,
    incidentId: string,
  ): Promise<Result<TriageOutcome & { told: ToldOfPatient }, Refusal>> {
    const triage = await this.triages.lock(tx.manager, tx.centerId, id);
    if (!triage) return refuse(missing('triageId'));
    if (triage.incidentId) {
      return refuse({
        code: 'triage_attached_elsewhere',
        current: await this.views.view(tx.manager, tx.caller, triage),
      });
    }
    const given = await this.putInto(tx, triage, incidentId);
    return accept({ ...outcomeOf(given), told: await this.patientTold.of(tx, given) });
  }

  private putInto(tx: Transaction, triage: Triage, incidentId: string): Promise<Triage> {
    return this.triages.update(tx.manager, tx.centerId, {
      ...triage,
      incidentId,
      homeIncidentId: incidentId,
    });
  }

  private async tellAttached(tx: Transaction, incidentId: string, triage: Triage): Promise<void> {
    const all = await this.outcomes.listOf(tx, incidentId);
    await this.subjects.incidents.attached(tx, incidentId, { outcome: outcomeOf(triage), all });
    await this.subjects.incidents.toldOfPatient(tx, incidentId, await this.patientTold.of(tx, triage));
  }

  private async unlessMoved(
    caller: Caller,
    work: (tx: Transaction) => Promise<Result<TriageView, Refusal>>,
  ): Promise<Result<TriageView, Refusal>> {
    for (let attempt = 1; ; attempt++) {
      const result = await this.commands.run(caller, work);
      if (result.accepted || result.refusal !== movedMeanwhile || attempt === attempts) return result;
    }
  }

  private async actOnce(
    tx: Transaction,
    id: string,
    ifMatch: string | undefined,
    sent: SentAct,
  ): Promise<Result<TriageView, Refusal>> {
    const seen = await this.triages.find(tx.manager, tx.centerId, id);
    if (!seen) return refuse({ code: 'not_found' });
    const incident = seen.incidentId ? await this.subjects.incidents.lock(tx, seen.incidentId) : undefined;
    const triage = await this.triages.lock(tx.manager, tx.centerId, id);
    if (triage?.incidentId !== seen.incidentId) return refuse(movedMeanwhile);
    const protocol = await this.protocols.running(tx.manager, tx.centerId, triage.protocolVersionId);
    const entries = await this.triages.listEntries(tx.manager, tx.centerId, id);
    const run = TriageRun.of(protocol, triage.startedAt, entries);
    const act = readAct(sent, protocol);
    if (!act.accepted) return act;
    const refusal = this.objection(triage, protocol, run, act.value, ifMatch);
    if (refusal) {
      const current = await this.views.view(tx.manager, tx.caller, triage);
      return refuse({ current, ...refusal });
    }
    if (isRepeated(run, act.value)) return accept(await this.views.view(tx.manager, tx.caller, triage));
    return accept(await this.take(tx, triage, run, entries, act.value, incident));
  }

  private objection(
    triage: Triage,
    protocol: ReadyProtocol,
    run: TriageRun,
    act: TriageAct,
    ifMatch: string | undefined,
  ): Refusal | undefined {
    if (triage.answersDeletedAt) return { code: 'triage_finished' };
    if (ifMatch !== undefined || overwrites(run, act)) {
      const version = versionFrom(ifMatch);
      if (!version.accepted) return version.refusal;
      if (version.value !== triage.version) return { code: 'version_mismatch' };
    }
    return objectionTo(act, protocol, triage.state === 'finished') === 'finished'
      ? { code: 'triage_finished' }
      : undefined;
  }

  private async take(
    tx: Transaction,
    before: Triage,
    run: TriageRun,
    entries: readonly StoredEntry[],
    act: TriageAct,
    incident: { closed: boolean } | undefined,
  ): Promise<TriageView> {
    const changed = act.kind === 'answered' && run.answers.has(fullName(act.card, act.question));
    const event = { ...act, at: tx.now, by: tx.caller.actor };
    const ordinal = entries.length + 1;
    const stopsBefore = run.path.length;
    run.take(event);
    await this.triages.insertEntry(tx.manager, tx.centerId, before.id, ordinal, event);
    const after = await this.triages.update(tx.manager, tx.centerId, withProgress(before, run, ordinal));
    recordProgress(tx, { before, after, run, act, changed, stops: run.path.slice(stopsBefore) });
    if (after.incidentId && incident && !incident.closed && isOutcomeChanged(before, after)) {
      const outcome = { ...outcomeOf(after), overridden: act.kind === 'overridden' };
      const all = await this.outcomes.listOf(tx, after.incidentId);
      await this.subjects.incidents.graded(tx, after.incidentId, { outcome, all });
    }
    if (after.incidentId && incident && !incident.closed && fillsIn(act, run)) {
      const told = { triageId: after.id, ageYears: patientAgeOf(run) };
      await this.subjects.incidents.toldOfPatient(tx, after.incidentId, told);
    }
    const entry: StoredEntry = { ...event, ordinal, byName: tx.caller.name };
    const all = [...entries, entry];
    await this.acts.tell(tx, { act, triage: after, run, entries: all });
    return this.views.viewOf(tx.manager, tx.caller, after, run, all);
  }
}

const missing = (field: string): Refusal => ({ code: 'not_found', fields: [{ field, rule: 'notFound' }] });

const isOutcomeChanged = (before: Triage, after: Triage): boolean =>
  before.type !== after.type ||
  before.determinant !== after.determinant ||
  before.priority !== after.priority;

function fillsIn(act: TriageAct, { protocol }: TriageRun): boolean {
  if (act.kind !== 'answered') return false;
  const question = protocol.questions.get(fullName(act.card, act.question))?.question;
  return question?.kind === 'number' && question.fills !== undefined;
}

/** Whether somebody's decision is replaced, which nobody may do who has not seen it. */
function overwrites(run: TriageRun, act: TriageAct): boolean {
  switch (act.kind) {
    case 'answered': {
      const before = run.answers.get(fullName(act.card, act.question));
      return before !== undefined && before !== act.value;
    }
    case 'card_chosen':
      return run.type !== null && run.card.card.number !== act.card;
    case 'step_read':
      return false;
    case 'overridden':
    case 'finished':
      return true;
  }
}

/** Sent again after a lost answer: nothing new. */
function isRepeated(run: TriageRun, act: TriageAct): boolean {
  if (act.kind === 'answered') return run.answers.get(fullName(act.card, act.question)) === act.value;
  return act.kind === 'card_chosen' && run.card.card.number === act.card;
}
