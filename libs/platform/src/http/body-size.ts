/** Several times the largest body that a class describes: a hundred patients, or a hundred events of an exchange. */
const mostValues = 5_000;

/**
 * Whether a body has more fields and items, at all levels together, than any request of ours. Copying and checking
 * such a body takes time that grows with the square of its fields, on the thread on which everybody waits.
 */
export function isTooLarge(body: unknown): boolean {
  let values = 0;
  const waiting: unknown[] = [body];
  while (waiting.length > 0) {
    const value = waiting.pop();
    if (typeof value !== 'object' || value === null) continue;
    const inside: unknown[] = Array.isArray(value) ? value : Object.values(value);
    values += inside.length;
    if (values > mostValues) return true;
    waiting.push(...inside);
  }
  return false;
}
