/** Usual lengths of a lowering, hours. */
const usual = [1, 4, 12, 24, 72, 168, 720, 2_160];

/** What can be chosen: the usual lengths up to the center's longest, and that one itself. */
export function hoursOffered(maximumHours: number): number[] {
  return [...new Set([...usual.filter((hours) => hours < maximumHours), maximumHours])];
}
