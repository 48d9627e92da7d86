export * from './vocabulary.js';
export * from './assignment-states.js';
export * from './incident-states.js';
export * from './roles.js';
export * from './problem.js';
export * from './events.js';
export * from './realtime.js';
export * from './realtime-connection.js';
