export * from './ground.js';
