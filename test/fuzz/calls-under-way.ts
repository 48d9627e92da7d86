import { cityCenter, type TestCenter } from '../support/test-system-center.js';
import type { KnownIds } from './known-ids.js';

let numbersUsed = 0;

/**
 * Calls in each of the states that a request needs in order to find something to do: one that rings, one that was
 * abandoned, one with a triage begun, one that a team works on and a second caller reported, and an arrest under review.
 */
export async function putCallsUnderWay(center: TestCenter, ids: KnownIds): Promise<void> {
  const post = async (path: string, body: object = {}): Promise<{ id: string }> =>
    (await center.send<{ id: string }>('supervisor', 'POST', path, { body })).body;
  const ring = async (): Promise<string> => {
    numbersUsed += 1;
    const callerNumber = `0812345${String(numbersUsed).padStart(5, '0')}`;
    const { id } = await post('/contacts', { channel: 'voice', callerNumber });
    ids.add('contacts', id);
    return id;
  };
  const answered = async (): Promise<string> => {
    const id = await ring();
    await post(`/contacts/${id}/answer`);
    return id;
  };
  const opened = async (contactId: string): Promise<string> => {
    const incident = await post('/incidents', {
      contactId,
      place: cityCenter,
      complaint: 'Nyeri dada',
      type: 'chest_pain',
      priority: 'P1',
      patients: [{ name: 'Siti' }],
    });
    ids.learn('/api/v1/incidents', incident);
    return incident.id;
  };

  await ring();
  await post(`/contacts/${await ring()}/end`, { outcome: 'abandoned' });

  const { id: triageId } = await post('/triages', { contactId: await answered() });
  await post(`/triages/${triageId}/answers`, { card: '00', question: 'awake', value: 'yes' });
  await post(`/triages/${triageId}/answers`, { card: '00', question: 'breathingNormally', value: 'yes' });
  ids.add('triages', triageId);

  const incidentId = await opened(await answered());
  const assignment = await post(`/incidents/${incidentId}/assignments`);
  if (assignment.id) ids.add('assignments', assignment.id);
  await post(`/contacts/${await answered()}/link`, { incidentId });

  const arrest = await answered();
  const { id: arrestTriageId } = await post('/triages', { contactId: arrest });
  await post(`/triages/${arrestTriageId}/answers`, { card: '00', question: 'awake', value: 'no' });
  await post(`/triages/${arrestTriageId}/answers`, {
    card: '00',
    question: 'breathingNormally',
    value: 'no',
  });
  await post(`/triages/${arrestTriageId}/finish`);
  const { body } = await center.send<unknown>('supervisor', 'GET', '/case-reviews');
  ids.learn('/api/v1/case-reviews', body);
}
