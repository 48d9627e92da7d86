export * from './eventually.js';
export * from './ground.js';
export * from './results.js';
