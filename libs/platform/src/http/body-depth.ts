/** Deeper than any body of this API nests: GeoJSON, the deepest, has eight levels. */
const deepestBody = 32;

/**
 * Whether a parsed body nests too deeply to be looked at. JSON is parsed without recursion, but nearly everything that
 * walks a body afterwards recurses, and runs out of stack on a hundred thousand brackets.
 */
export const nestsTooDeeply = (body: unknown): boolean => nestsDeeperThan(body, deepestBody);

function nestsDeeperThan(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  if (levels === 0) return true;
  for (const name in value) {
    if (nestsDeeperThan((value as Record<string, unknown>)[name], levels - 1)) return true;
  }
  return false;
}
