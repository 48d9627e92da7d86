export * from './geo.js';
export * from './simplified-line.js';
export * from './clock.js';
export * from './id-source.js';
export * from './result.js';
export * from './random.js';
export * from './state-machine.js';
export * from './statistics.js';
