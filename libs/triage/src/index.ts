export { TriageModule } from './triage.module.js';
export * from './engine/index.js';
export { faultText, type Fault } from './protocol/fault.js';
export { readDocument } from './protocol/protocol-reading.js';
export { builtInFolder, builtInProtocol, readProtocolAt } from './protocol/protocol-folder.js';
export { TriageMoves } from './triage/triage-moves.js';
export { TriageReading } from './triage/triage-reading.js';
export { Triages } from './triage/triages.js';
export {
  TriageSubjects,
  type ToldOfPatient,
  type ToldOutcome,
  type TriageOutcome,
  type TriagedContacts,
  type TriagedIncidents,
} from './triage/triage-subjects.js';
export { TriageView } from './triage/triage.view.js';
export { BuiltInProtocol } from './version/built-in-protocol.js';
export { ProtocolVersions } from './version/protocol-versions.js';
export { SignOffs } from './version/sign-offs.js';
