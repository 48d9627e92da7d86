import type { Surroundings } from './engine/index.js';

const hourMilliseconds = 3_600_000;
const dayMilliseconds = 24 * hourMilliseconds;

/** Which incidents are looked at for a report, and what is counted around it. */
export const search = {
  /** The nearest open ones; more than stand anywhere near even in a flood. */
  open: 40,
  /** The nearest ones closed lately. */
  closed: 20,
  /** The last ones about which this number called. */
  sameNumber: 10,
  /** How far the count of the surroundings reaches: some blocks. */
  surroundingsMetres: 400,
  /** How far it goes back, days. */
  surroundingsDays: 28,
  /** How long ago it ends: what is happening now, and may be one event under many numbers, is no background. */
  surroundingsEndHours: 2,
} as const;

/** From when to when the surroundings of a report at this moment are counted. */
export const surroundingsWindow = (at: Date): { from: Date; to: Date } => ({
  from: new Date(at.getTime() - search.surroundingsDays * dayMilliseconds),
  to: new Date(at.getTime() - search.surroundingsEndHours * hourMilliseconds),
});

/** @param firstAt when the center opened its first incident: before it nothing could be counted */
export function surroundingsFrom(incidents: number, firstAt: Date | null, at: Date): Surroundings {
  const { from, to } = surroundingsWindow(at);
  const countedFrom = Math.max(from.getTime(), firstAt?.getTime() ?? Infinity);
  return {
    incidents,
    radiusMetres: search.surroundingsMetres,
    days: Math.max(0, (to.getTime() - countedFrom) / dayMilliseconds),
  };
}
