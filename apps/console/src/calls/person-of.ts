/** The name of an actor as the API tells it, `user:<id>`; nobody's name is shown as a dash. */
export function personOf(
  people: ReadonlyMap<string, { readonly displayName: string }>,
  actor: string | null,
): string {
  return people.get(actor?.replace(/^user:/, '') ?? '')?.displayName ?? '–';
}
