export * from './demo-city/demo-city.js';
export { demoCity } from './demo-city/bandung.js';
