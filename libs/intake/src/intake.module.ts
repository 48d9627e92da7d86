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
import { IncidentOpeningController } from './opening/incident-opening.controller.js';
import { IncidentOpening } from './opening/incident-opening.js';

/** Contacts on every channel, and the incidents they become. */
@Module({
  imports: [CenterModule, IdentityModule, IncidentModule],
  controllers: [ContactController, IncidentOpeningController],
  providers: [CallBacks, ContactArrivals, ContactReading, ContactRepository, Contacts, IncidentOpening],
  exports: [ContactArrivals, Contacts, IncidentOpening],
})
export class IntakeModule {}
