import { Module } from '@nestjs/common';
import { CenterModule } from '#lib/center';
import { IdentityModule } from '#lib/identity';
import { IncidentModule } from '#lib/incident';
import { CallBacks } from './contact/call-backs.js';
import { ContactArrivals } from './contact/contact-arrivals.js';
import { ContactController } from './contact/contact.controller.js';
import { ContactReading } from './contact/contact-reading.js';
import { ContactRepository } from './contact/contact.repository.js';
import { Contacts } from './contact/contacts.js';
import { CandidateRepository } from './duplicates/candidate.repository.js';
import { DuplicatesController } from './duplicates/duplicates.controller.js';
import { Duplicates } from './duplicates/duplicates.js';
import { IncidentContactsController } from './duplicates/incident-contacts.controller.js';
import { IncidentContacts } from './duplicates/incident-contacts.js';
import { ContactLinkRepository } from './duplicates/contact-link.repository.js';
import { ContactLinks } from './duplicates/contact-links.js';
import { Merges } from './duplicates/merges.js';
import { IncidentOpeningController } from './opening/incident-opening.controller.js';
import { IncidentOpening } from './opening/incident-opening.js';

/** Contacts on every channel, and the incidents they become. */
@Module({
  imports: [CenterModule, IdentityModule, IncidentModule],
  controllers: [
    ContactController,
    DuplicatesController,
    IncidentContactsController,
    IncidentOpeningController,
  ],
  providers: [
    CallBacks,
    CandidateRepository,
    ContactArrivals,
    ContactLinkRepository,
    ContactLinks,
    ContactReading,
    ContactRepository,
    Contacts,
    Duplicates,
    IncidentContacts,
    IncidentOpening,
    Merges,
  ],
  exports: [ContactArrivals, Contacts, IncidentOpening],
})
export class IntakeModule {}
