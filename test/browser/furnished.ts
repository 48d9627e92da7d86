import type { Desks } from './desks.js';
import { builtInProtocol, diabetes } from './protocol-file.js';
import { arrestCall, unfittingCall } from './triaged-call.js';

/** Of the users who are made here. */
export const password = 'Kata-Sandi-2026';

/** Calls, numbers, reviews, a second version of the protocol and two users, so that no screen is empty. */
export async function furnish({ layad }: Desks): Promise<void> {
  const call = (complaint: string, priority: string, lat = -6.9355) =>
    layad.call({ complaint, lat, lon: 107.6265, priority });
  await layad.sendBest((await call('Motor terguling', 'P2')).id, 'acknowledged');
  const scene = await call('Lemas di terminal', 'P2', -6.95);
  await layad.sendBest(scene.id, 'acknowledged', 'en_route', 'on_scene');
  await call('Sakit sejak subuh', 'P1', -6.9025);
  await layad.call({ complaint: 'Masih ditanya', lat: -6.91, lon: 107.6 });
  const over = await call('Sudah selesai tadi', 'P4');
  await layad.post(`/incidents/${over.id}/close`, { disposition: 'cancelled' });
  await unfittingCall(layad);
  await arrestCall(layad, 'Bapak kaku');
  for (const outcome of ['prank', 'silent', 'prank']) await endedContact(layad, '0857-2201-0044', outcome);
  const contactId = await endedContact(layad, '0857-2201-0055', 'prank');
  const until = new Date(Date.now() + 3_600_000).toISOString();
  await layad.postAs('supervisor', '/numbers/lowerings', {
    contactId,
    until,
    reason: 'repeated_prank',
    note: 'Anak-anak',
  });
  const missed = await layad.post<{ id: string }>('/contacts', {
    channel: 'voice',
    callerNumber: '0813-9999-0000',
  });
  await layad.post(`/contacts/${missed.id}/end`);
  await layad.post('/contacts', { channel: 'voice', callerNumber: '0857-2201-0044' });
  const answered = await layad.post<{ id: string }>('/contacts', {
    channel: 'voice',
    callerNumber: '0813-5555-0000',
  });
  // By whom it will be ended.
  await layad.postAs('operator', `/contacts/${answered.id}/answer`);
  const document = builtInProtocol();
  diabetes(document).questions[0]!.ask.en = 'How awake are they right now?';
  await layad.postAs('admin', '/protocols', { document, note: 'Ejaan' });
  const { items } = await layad.get<{ items: { id: string }[] }>('/teams?limit=1');
  const user = { password, mustChangePassword: true };
  await layad.postAs('admin', '/users', { ...user, username: 'siti', role: 'operator' });
  const crew = { username: 'awak', role: 'team', teamId: items[0]!.id };
  await layad.postAs('admin', '/users', { ...user, ...crew, mustChangePassword: false });
}

async function endedContact(layad: Desks['layad'], callerNumber: string, outcome: string): Promise<string> {
  const { id } = await layad.post<{ id: string }>('/contacts', { channel: 'voice', callerNumber });
  await layad.post(`/contacts/${id}/answer`);
  await layad.post(`/contacts/${id}/end`, { outcome });
  return id;
}
