import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { accept, refuse, type Clock, type Result } from '#lib/kernel';
import type { Locale } from '#lib/contract';
import { Centers } from '#lib/center';
import { Incidents } from '#lib/incident';
import { CLOCK, telephoneNumberFrom, type Caller, type Refusal } from '#lib/platform';
import type { Contact } from '../contact/contact.js';
import { ContactRepository } from '../contact/contact.repository.js';
import { CandidateRepository } from './candidate.repository.js';
import type { DuplicatesRequest } from './duplicates.dto.js';
import type { DuplicateReason, DuplicatesView } from './duplicates.view.js';
import { likelyDuplicates, probableDuplicates, type Report, type ScorePart } from './engine/index.js';
import { reasonText } from './reason-text.js';
import { surroundingsFrom } from './search.js';
import { toldPlace } from './told-place.dto.js';

const defaultLimit = 5;
/** Below this nothing is answered: whoever reads a list of improbable incidents stops reading it. */
const leastScore = 0.02;

/** Incidents that a form may be about, while it is being filled. Reads only, and writes nothing down. */
@Injectable()
export class Duplicates {
  constructor(
    private readonly dataSource: DataSource,
    private readonly centers: Centers,
    private readonly incidents: Incidents,
    private readonly contacts: ContactRepository,
    private readonly candidates: CandidateRepository,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async suggest(caller: Caller, request: DuplicatesRequest): Promise<Result<DuplicatesView, Refusal>> {
    const { centerId } = caller;
    const { settings } = await this.centers.get(centerId);
    const contact = request.contactId
      ? await this.contacts.find(this.dataSource, centerId, request.contactId)
      : undefined;
    if (request.contactId && !contact) {
      return refuse({ code: 'not_found', fields: [{ field: 'contactId', rule: 'notFound' }] });
    }
    const now = this.clock.now();
    const report = reportFrom(request, contact, now);
    const [known, counted] = await Promise.all([
      this.candidates.list(this.dataSource, {
        centerId,
        report,
        closedFrom: new Date(now.getTime() - settings.duplicates.recentSeconds * 1000),
        except: [request.incidentId, contact?.incidentId].filter((id) => typeof id === 'string'),
      }),
      this.candidates.countBefore(this.dataSource, centerId, report),
    ]);
    const all = likelyDuplicates(report, known, surroundingsFrom(counted, report.at));
    const probable = new Set(probableDuplicates(all, settings.duplicates.shownAbove));
    const likely = all.filter(({ score }) => score >= leastScore).slice(0, request.limit ?? defaultLimit);
    const summaries = await this.incidents.listSummaries(
      this.dataSource,
      caller,
      likely.map(({ incidentId }) => incidentId),
    );
    return accept({
      items: likely.flatMap((duplicate) => {
        const { incidentId, score, parts } = duplicate;
        const incident = summaries.find(({ id }) => id === incidentId);
        if (!incident) return [];
        const { contacts } = known.find(({ id }) => id === incidentId)!;
        const reasons = parts.map((part) => reason(part, caller.locale));
        return [{ incident, score, probable: probable.has(duplicate), contacts, reasons }];
      }),
      checkedAt: now.toISOString(),
    });
  }
}

function reportFrom(request: DuplicatesRequest, contact: Contact | undefined, now: Date): Report {
  const number = request.callerNumber
    ? telephoneNumberFrom(request.callerNumber)
    : (contact?.callerNumber ?? contact?.callerNumberReceived ?? null);
  return {
    at: request.at ?? contact?.ringingAt ?? now,
    place: toldPlace(request.place),
    type: request.type ?? null,
    callerNumber: number,
    complaint: request.complaint ?? null,
  };
}

const reason = (part: ScorePart, locale: Locale): DuplicateReason => ({
  ...part,
  text: reasonText(part, locale),
});
