export * from './travel-time.js';
export * from './straight-line.js';
export * from './resilient-travel-times.js';
export * from './roads.js';
export * from './open-roads.js';
export * from './center-travel-times.js';
export { RoadTilesUnusable } from './valhalla-tiles.js';
export { ValhallaPackageMissing } from './valhalla-package.js';
