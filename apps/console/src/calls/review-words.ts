import { runningClock } from '../language/formats.js';
import type { Language } from '../language/language.js';

/** Points out of 100; a dash where nothing was scored. */
export const scoreText = ({ decimal }: Pick<Language, 'decimal'>, score: number | null): string =>
  score === null ? '–' : decimal(score, Number.isInteger(score) ? 0 : 1);

/** A second of the call as `1:12`; what came before its clock began as a minus. */
export const callSecond = (seconds: number): string =>
  seconds < 0 ? `−${runningClock(-seconds)}` : runningClock(seconds);
