export * from './assessment.js';
export * from './observation.js';
export * from './standard.js';
export * from './explanations.js';
export * from './moved-questions.js';
