import type { manageIndonesian } from './catalogue.manage.id.js';

/** Supervising and setting up a center, in English. */
export const manageEnglish: Record<keyof typeof manageIndonesian, string> = {};
