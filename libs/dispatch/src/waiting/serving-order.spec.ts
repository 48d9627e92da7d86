import { inServingOrder, isMoreUrgent, priorities, type IncidentType } from '#lib/contract';
import { DispatchModule } from '../dispatch.module.js';
import { World } from '../testing/world.js';
import { WaitingIncidentRepository } from './waiting-incident.repository.js';

let world: World;

beforeAll(async () => {
  world = await World.prepare([DispatchModule]);
});
afterAll(() => world.close());

it('the database and every screen serve incidents without a team in one order', async () => {
  const told = [];
  for (const [index, priority] of ['P3', null, 'P1', 'P2', 'P4', 'P1', null, 'P2'].entries()) {
    const known = priorities.find((one) => one === priority) ?? null;
    const type: IncidentType = index % 4 === 1 ? 'transfer' : 'fall';
    const openedAt = world.secondsAgo((index * 37) % 100);
    const id = await world.newIncident({ type, priority: known, openedAt });
    told.push({ id, type, priority: known, clockStartedAt: openedAt.toISOString() });
  }
  const waiting = world.ground.get(WaitingIncidentRepository);
  const ids = (incidents: readonly { id: string }[]) => incidents.map(({ id }) => id);
  const inOrder = [...told].sort(inServingOrder);
  expect(ids(await waiting.list(world.database, world.centerId, 20))).toEqual(ids(inOrder));
  for (const than of [...priorities, null].map((priority) => ({ type: 'transfer', priority }) as const)) {
    const before = inOrder.filter((one) => isMoreUrgent(one, than));
    expect(ids(await waiting.listMoreUrgent(world.database, world.centerId, than, 20))).toEqual(ids(before));
  }
});
