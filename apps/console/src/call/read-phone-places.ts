import type { Api } from '../api/api.js';
import type { Outcome } from '../api/outcome.js';
import type { PhonePlaces } from './phone-places.js';

/** The links of a contact or incident and what phones suggested for it; nothing where there is no subject yet. */
export async function readPhonePlaces(
  api: Api,
  kind: 'contact' | 'incident',
  id: string | null,
): Promise<Outcome<PhonePlaces>> {
  if (id === null) return { ok: true, value: { links: [], suggestions: [] } };
  const [links, suggestions] = await Promise.all(
    kind === 'contact'
      ? [api.contactLinks(id), api.contactSuggestions(id)]
      : [api.incidentLinks(id), api.incidentSuggestions(id)],
  );
  if (!links.ok) return links;
  if (!suggestions.ok) return suggestions;
  return { ok: true, value: { links: links.value.items, suggestions: suggestions.value.items } };
}
