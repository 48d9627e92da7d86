export * from './facility.js';
export * from './facility.module.js';
export { Facilities } from './facilities.js';
