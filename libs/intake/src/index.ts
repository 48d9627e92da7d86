export { IntakeModule } from './intake.module.js';
export { boardContacts } from './contact/board-contacts.js';
export { ContactArrivals, type ContactArrival } from './contact/contact-arrivals.js';
export { Contacts } from './contact/contacts.js';
export { ContactRequest } from './contact/contact.dto.js';
export { ContactView } from './contact/contact.view.js';
export { AsteriskTelephony } from './telephony/asterisk/asterisk-telephony.js';
export { Exchanges } from './telephony/webhook/exchanges.js';
export { OpeningRequest } from './opening/incident-opening.dto.js';
export { IncidentOpening } from './opening/incident-opening.js';
export {
  likelyDuplicates,
  probableDuplicates,
  typeAgreement,
  type KnownIncident,
  type Report,
  type ToldPlace,
} from './duplicates/engine/index.js';
export { search, surroundingsFrom, surroundingsWindow, type Counted } from './duplicates/search.js';
