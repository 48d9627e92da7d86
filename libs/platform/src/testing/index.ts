export * from './ground.js';
export * from './results.js';
