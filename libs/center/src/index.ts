export * from './center-settings.js';
