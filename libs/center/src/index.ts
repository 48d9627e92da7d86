export * from './center-settings.js';
export * from './center.js';
export * from './center.module.js';
export { Centers, type CenterView, type NewCenter } from './centers.js';
export { Areas, type AreaImport, type AreaImportOutcome } from './area/areas.js';
