import type { LayadClient } from '../client/layad-client.js';
import type { ContactView, IncidentView } from '../client/views.js';
import type { World } from '../people/world.js';

/** What was promised and is not there. All of it empty, or nought, is as it should be. */
export interface Verification {
  /** Calls (contacts or incidents) acknowledged, and missing from the API or from the journal's stream. */
  readonly lostCalls: readonly string[];
  /** Steps (assignments, states, endings) acknowledged, and missing from the stream. */
  readonly lostSteps: readonly string[];
  /** Incidents and contacts on the server that nobody was told of: a repeated request was done twice. */
  readonly surplus: number;
}

const callEvents = ['contact.rang', 'incident.opened'] as const;

/**
 * Reads every acknowledged contact and incident back, through the API and in the stream of events the board has seen.
 * @param from the time of the first ring on this server
 */
export async function verify(
  { acknowledged }: World,
  reader: LayadClient,
  from: Date,
): Promise<Verification> {
  const since = `from=${encodeURIComponent(from.toISOString())}`;
  const onServer = {
    'contact.rang': await idsOf(reader.list<ContactView>(`/contacts?${since}`)),
    'incident.opened': await idsOf(reader.list<IncidentView>(`/incidents?${since}`)),
  };
  const untold = acknowledged.untold();
  const isCall = (type: string) => (callEvents as readonly string[]).includes(type);
  const lostCalls = new Set(untold.filter(({ type }) => isCall(type)).map(({ subjectId }) => subjectId));
  let surplus = 0;
  for (const type of callEvents) {
    const promised = acknowledged.subjectsOf(type);
    for (const id of promised) if (!onServer[type].has(id)) lostCalls.add(id);
    surplus += onServer[type].size - promised.filter((id) => onServer[type].has(id)).length;
  }
  return {
    lostCalls: [...lostCalls],
    lostSteps: untold
      .filter(({ type }) => !isCall(type))
      .map(({ type, subjectId }) => `${type} ${subjectId}`),
    surplus,
  };
}

async function idsOf(rows: AsyncGenerator<{ id: string }>): Promise<Set<string>> {
  const ids = new Set<string>();
  for await (const { id } of rows) ids.add(id);
  return ids;
}
