export { likelyDuplicates, type LikelyDuplicate, type ScorePart } from './likely-duplicates.js';
export { probableDuplicates } from './probable.js';
export type { KnownIncident, Report, Surroundings, ToldPlace } from './report.js';
export { typeAgreement } from './types.js';
