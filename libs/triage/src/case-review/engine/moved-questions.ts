/**
 * The fewest questions that, taken away, leave nothing out of order; found by taking away the one in the most pairs
 * until none is left. One question put too early is one, however many it overtook; so is one put too late.
 *
 * @param pairs an overtaken question, and the one that overtook it
 */
export function movedQuestions(pairs: readonly (readonly [string, string])[]): string[] {
  const moved: string[] = [];
  let left = pairs;
  while (left.length > 0) {
    const worst = mostFrequent(left.flat());
    moved.push(worst);
    left = left.filter((pair) => !pair.includes(worst));
  }
  return moved;
}

function mostFrequent(names: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  // Of equal ones the first by name, so that the same record always gives the same list.
  return [...counts].sort(([a, one], [b, other]) => other - one || (a < b ? -1 : 1))[0]![0];
}
