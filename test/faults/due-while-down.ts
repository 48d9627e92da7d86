import { setTimeout as pause } from 'node:timers/promises';
import type { IncidentView, AssignmentView } from '#lib/simulation';
import { cityCenter, type FaultySystem } from './system.js';

/** How long a team has to acknowledge in this part of the drill: shorter than the system stays down. */
const acknowledgeSeconds = 3;
const settleSeconds = 12;

/**
 * Offers teams, kills every process before any offer runs out, waits past the deadline, and starts them again: each
 * offer must expire exactly once, and each incident must have been offered the next team or be waiting.
 */
export async function dueWhileDown(
  system: FaultySystem,
  count: number,
): Promise<{ set: number; firedOnce: number; wrong: number }> {
  const administrator = system.administrator(0);
  const operator = system.client(0);
  const settings = '/center/settings';
  await administrator.patch(settings, { acknowledgeWithinSeconds: acknowledgeSeconds });
  const assignmentIds: string[] = [];
  const incidentIds: string[] = [];
  for (let index = 0; index < count; index++) {
    const incident = await operator.post<IncidentView>('/incidents', {
      place: { lat: cityCenter.lat + index * 0.001, lon: cityCenter.lon },
      complaint: `due while down ${index}`,
      priority: 'P3',
    });
    incidentIds.push(incident.id);
    assignmentIds.push((await operator.post<AssignmentView>(`/incidents/${incident.id}/assignments`)).id);
  }
  await Promise.all([system.kill(0), system.kill(1)]);
  await pause((acknowledgeSeconds + 1) * 1000);
  await Promise.all([system.start(0), system.start(1)]);
  await pause(settleSeconds * 1000);
  await administrator.patch(settings, { acknowledgeWithinSeconds: 60 });

  const database = await system.database();
  const { rows } = await database.query<{ id: string; expired: string }>(
    `select told.id, count(journal.seq) as expired
     from unnest($1::uuid[]) as told (id)
     left join journal on journal.subject_id = told.id and journal.type = 'assignment.expired'
     group by told.id`,
    [assignmentIds],
  );
  await database.end();
  for (const id of incidentIds) await operator.close(id, { disposition: 'cancelled' });
  const firedOnce = rows.filter(({ expired }) => Number(expired) === 1).length;
  return { set: count, firedOnce, wrong: count - firedOnce };
}
