export * from './reporting.module.js';
export * from './response-times/intervals.js';
export * from './response-times/response-times.dto.js';
export * from './response-times/response-times.service.js';
