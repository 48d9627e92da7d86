import { Module } from '@nestjs/common';
import { CenterModule } from '#lib/center';
import { IdentityModule } from '#lib/identity';
import { IncidentModule } from '#lib/incident';
import { CallBackController } from './contact/call-back.controller.js';
import { CallBackOwners } from './contact/call-back-owners.js';
import { TriageModule } from '#lib/triage';
import { CallerRetention } from './contact/caller-retention.js';
import { CallBacks } from './contact/call-backs.js';
import { ContactArrivals } from './contact/contact-arrivals.js';
import { ContactController } from './contact/contact.controller.js';
import { ContactReading } from './contact/contact-reading.js';
import { ContactRepository } from './contact/contact.repository.js';
import { Contacts } from './contact/contacts.js';
import { TriagedContactReading } from './contact/triaged-contacts.js';
import { CandidateRepository } from './duplicates/candidate.repository.js';
import { DuplicatesController } from './duplicates/duplicates.controller.js';
import { Duplicates } from './duplicates/duplicates.js';
import { IncidentContactsController } from './duplicates/incident-contacts.controller.js';
import { IncidentContacts } from './duplicates/incident-contacts.js';
import { ContactLinkRepository } from './duplicates/contact-link.repository.js';
import { ContactLinks } from './duplicates/contact-links.js';
import { Merges } from './duplicates/merges.js';
import { Telephones } from './contact/telephones.js';
import { LoweringRepository } from './number/lowering.repository.js';
import { Lowerings } from './number/lowerings.js';
import { NumberController } from './number/number.controller.js';
import { NumberHistories } from './number/number-history.js';
import { IncidentOpeningController } from './opening/incident-opening.controller.js';
import { IncidentOpening } from './opening/incident-opening.js';
import { PlaceHistoryController, PlaceNoteController } from './place-note/place-note.controller.js';
import { PlaceNoteRepository } from './place-note/place-note.repository.js';
import { PlaceNotes } from './place-note/place-notes.js';
import { AsteriskDesk } from './telephony/asterisk/asterisk-desk.js';
import { AsteriskTelephony } from './telephony/asterisk/asterisk-telephony.js';
import { ExchangeHold } from './telephony/asterisk/exchange-hold.js';
import { ExchangeCallRepository } from './telephony/exchange-call.repository.js';
import { ExchangeCalls } from './telephony/exchange-calls.js';
import { TelephoneController } from './telephony/telephone.controller.js';
import { ExchangeController, TelephonyEventController } from './telephony/webhook/exchange.controller.js';
import { ExchangeRepository } from './telephony/webhook/exchange.repository.js';
import { Exchanges } from './telephony/webhook/exchanges.js';

/** Contacts on every channel with the telephony that brings them, and the incidents they become. */
@Module({
  imports: [CenterModule, IdentityModule, IncidentModule, TriageModule],
  controllers: [
    CallBackController,
    ContactController,
    DuplicatesController,
    ExchangeController,
    IncidentContactsController,
    IncidentOpeningController,
    NumberController,
    PlaceHistoryController,
    PlaceNoteController,
    TelephoneController,
    TelephonyEventController,
  ],
  providers: [
    AsteriskDesk,
    AsteriskTelephony,
    CallBackOwners,
    CallBacks,
    CallerRetention,
    CandidateRepository,
    ContactArrivals,
    ContactLinkRepository,
    ContactLinks,
    ContactReading,
    ContactRepository,
    Contacts,
    Duplicates,
    ExchangeCallRepository,
    ExchangeCalls,
    ExchangeHold,
    ExchangeRepository,
    Exchanges,
    IncidentContacts,
    IncidentOpening,
    LoweringRepository,
    Lowerings,
    Merges,
    NumberHistories,
    PlaceNoteRepository,
    PlaceNotes,
    Telephones,
    TriagedContactReading,
  ],
  exports: [AsteriskTelephony, ContactArrivals, Contacts, ExchangeCalls, Exchanges, IncidentOpening],
})
export class IntakeModule {}
