/** ln Σ eˣ without overflow. −∞ for no terms. */
export function logSum(terms: readonly number[]): number {
  const largest = Math.max(...terms);
  if (largest === -Infinity) return -Infinity;
  return largest + Math.log(terms.reduce((sum, term) => sum + Math.exp(term - largest), 0));
}
