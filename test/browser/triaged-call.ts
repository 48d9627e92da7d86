import type { RunningLayad } from './running-layad.js';

interface Triage {
  readonly id: string;
  readonly version: number;
}

/** A call about a cardiac arrest as the second operator took it: some questions late, some missed, one changed. */
export async function arrestCall(
  layad: RunningLayad,
  complaint = 'Bapak saya tidak bernapas',
): Promise<string> {
  const { id: incidentId } = await layad.call({
    complaint,
    lat: -6.9025,
    lon: 107.6188,
    priority: 'P1',
    type: 'cardiac_arrest',
    rangSecondsAgo: 150,
  });
  const { items } = await layad.get<{ items: { id: string }[] }>(`/contacts?incidentId=${incidentId}`);
  const { id } = await layad.post<Triage>('/triages', { incidentId, contactId: items[0]?.id });
  const answer = (name: string, value: string): Promise<unknown> => {
    const [card, question] = name.split('.');
    return layad.post(`/triages/${id}/answers`, { card, question, value });
  };
  await answer('00.breathingNormally', 'no');
  await answer('00.awake', 'no');
  await answer('00.age', '61');
  await answer('03.responds', 'no');
  await answer('03.breathing', 'none');
  const step = await firstStep(layad, 'cpr_adult');
  const read = await layad.post<Triage>(`/triages/${id}/steps`, { script: 'cpr_adult', step });
  const override = { priority: 'P2', reason: 'Keluarga menolak pijat jantung' };
  const { version } = await layad.post<Triage>(`/triages/${id}/override`, override, read.version);
  await layad.post(`/triages/${id}/finish`, {}, version);
  return id;
}

/** A call whose danger was found after a home visit team was sent: that is not needed, and an ambulance is missing. */
export async function unfittingCall(
  layad: RunningLayad,
  complaint = 'Tidak sesuai rencana',
): Promise<string> {
  const { id } = await layad.call({ complaint, lat: -6.93, lon: 107.6, priority: 'P3', type: 'fall' });
  const { items } = await layad.get<{ items: { id: string; callSign: string }[] }>(
    '/teams?kind=home_visit_team&limit=100',
  );
  for (const { id: teamId } of items) {
    const path = `/incidents/${id}/assignments`;
    const sent = await layad.post<{ id: string }>(path, { teamId, override: true }).catch(() => undefined);
    // Acknowledged, so that the offer does not run out before anybody looks.
    if (sent) await layad.post(`/assignments/${sent.id}/state`, { state: 'acknowledged' });
    if (sent) break;
  }
  const triage = await layad.post<Triage>('/triages', { incidentId: id });
  await layad.post(`/triages/${triage.id}/answers`, {
    card: '00',
    question: 'breathingNormally',
    value: 'no',
  });
  return id;
}

async function firstStep(layad: RunningLayad, script: string): Promise<string> {
  const { scripts } = await layad.get<{ scripts: { key: string; steps: { key: string }[] }[] }>(
    '/protocols/in-force',
  );
  return scripts.find(({ key }) => key === script)!.steps[0]!.key;
}
