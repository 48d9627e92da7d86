/** Deeper than any body of this API nests: GeoJSON, the deepest, has eight levels. */
const deepestBody = 32;

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;

/**
 * Whether a parsed body nests too deeply to be looked at. JSON is parsed without recursion, but nearly everything that
 * walks a body afterwards recurses, and runs out of stack on a hundred thousand brackets.
 */
export function nestsTooDeeply(body: unknown): boolean {
  let level = [body].filter(isObject);
  for (let depth = 1; level.length > 0; depth++) {
    if (depth > deepestBody) return true;
    level = level.flatMap((value) => Object.values(value).filter(isObject));
  }
  return false;
}
