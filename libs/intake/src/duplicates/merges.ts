import { Injectable, type OnModuleInit } from '@nestjs/common';
import { IncidentClosing, Incidents, type Incident } from '#lib/incident';
import type { Transaction } from '#lib/platform';
import { TriageMoves } from '#lib/triage';
import { ContactLinkRepository } from './contact-link.repository.js';
import { ContactLinks, record } from './contact-links.js';

/**
 * An incident closed as a duplicate of another gives its contacts to it; reopened, it takes them back. Every caller
 * is then found where people work, and so is every triage.
 */
@Injectable()
export class Merges implements OnModuleInit {
  constructor(
    private readonly closing: IncidentClosing,
    private readonly incidents: Incidents,
    private readonly links: ContactLinkRepository,
    private readonly contactLinks: ContactLinks,
    private readonly triages: TriageMoves,
  ) {}

  onModuleInit(): void {
    this.closing.followDuplicates({
      closed: (tx, duplicate, repeated) => this.carryOver(tx, duplicate, repeated),
      reopened: (tx, reopened) => this.takeBack(tx, reopened),
    });
  }

  private async carryOver(tx: Transaction, duplicate: Incident, repeated: Incident): Promise<void> {
    const moved = await this.links.moveAll(tx.manager, {
      centerId: tx.centerId,
      from: duplicate.id,
      to: repeated.id,
      by: tx.caller.actor,
      at: tx.now,
    });
    for (const { id } of moved) record(tx, 'incident.contact_linked', repeated, id);
    const [first] = moved;
    if (first) await this.incidents.startClockNoLaterThan(tx, repeated, first.ringingAt);
    await this.triages.followMerge(tx, duplicate.id, repeated.id);
  }

  private async takeBack(tx: Transaction, reopened: Incident): Promise<void> {
    const moved = await this.links.moveAllBack(tx.manager, tx.centerId, reopened.id, tx.now);
    for (const leftId of new Set(moved.map(({ leftIncidentId }) => leftIncidentId).sort())) {
      const left = await this.incidents.lock(tx, leftId);
      if (!left) continue;
      for (const { id, leftIncidentId } of moved) {
        if (leftIncidentId === leftId) record(tx, 'incident.contact_unlinked', left, id);
      }
      await this.contactLinks.followFirstRing(tx, left);
    }
    for (const { id } of moved) record(tx, 'incident.contact_linked', reopened, id);
    for (const leftId of new Set(moved.map(({ leftIncidentId }) => leftIncidentId).sort())) {
      const ids = moved.filter(({ leftIncidentId }) => leftIncidentId === leftId).map(({ id }) => id);
      await this.triages.followContacts(tx, ids, leftId, reopened.id);
    }
    const homes = await this.incidents.listRepeating(tx.manager, tx.centerId, reopened.id);
    await this.triages.followParting(tx, reopened.id, homes);
  }
}
