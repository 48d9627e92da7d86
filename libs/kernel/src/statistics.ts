/**
 * The value below which a `share` (0…1) of the sorted values lie, with linear interpolation between neighbours
 * (Hyndman & Fan 1996, type 7: what PostgreSQL's `percentile_cont` computes). Undefined for no values.
 */
export function percentile(sortedValues: readonly number[], share: number): number | undefined {
  if (sortedValues.length === 0) return undefined;
  const rank = share * (sortedValues.length - 1);
  const below = sortedValues[Math.floor(rank)]!;
  const above = sortedValues[Math.ceil(rank)]!;
  return below + (above - below) * (rank - Math.floor(rank));
}

export const median = (values: readonly number[]): number | undefined =>
  percentile(
    [...values].sort((a, b) => a - b),
    0.5,
  );
