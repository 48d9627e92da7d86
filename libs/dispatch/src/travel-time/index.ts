export * from './travel-time.js';
export * from './straight-line.js';
export * from './resilient-travel-times.js';
export * from './open-travel-times.js';
export { RoadTilesUnusable } from './valhalla-tiles.js';
export { ValhallaPackageMissing } from './valhalla-package.js';
