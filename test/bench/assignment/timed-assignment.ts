import type { Stage } from '../environment/stage.js';

/** Lets Layad choose and send a team. */
export async function assign({ operator }: Stage, incidentId: string): Promise<void> {
  await operator.post(`/api/v1/incidents/${incidentId}/assignments`, {});
}

/** How long it takes, milliseconds. */
export async function elapsed(work: () => Promise<void>): Promise<number> {
  const begin = performance.now();
  await work();
  return performance.now() - begin;
}
