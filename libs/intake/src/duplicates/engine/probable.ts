/** Most that are looked at while somebody is on the telephone. */
const most = 3;
/** Less likely ones are not worth a look, however likely their neighbours are. */
const leastScore = 0.05;

/**
 * The suggestions to show: where it is this likely that the report repeats one of the first three, these, likeliest
 * first; else none. Their sum decides, because whether a call is a repeat is another question than of which: between
 * two crashes at one crossing no single one may be likely, and a new event is still the least likely of all.
 *
 * @param likely likeliest first
 * @param shownAbove 0…1
 */
export function probableDuplicates<T extends { score: number }>(
  likely: readonly T[],
  shownAbove: number,
): T[] {
  const first = likely.slice(0, most).filter(({ score }) => score >= leastScore);
  return first.reduce((sum, { score }) => sum + score, 0) >= shownAbove ? first : [];
}
