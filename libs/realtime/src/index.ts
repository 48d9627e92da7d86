export * from './realtime.module.js';
export { asyncApiDocument } from './asyncapi/asyncapi.js';
