export * from './conditions.js';
export * from './protocol.js';
export * from './ready-protocol.js';
export * from './short-report.js';
export * from './told-of-patient.js';
export * from './triage-event.js';
export * from './triage-run.js';
