import type { UserView } from '../api/generated/types.gen.js';
import { useDesk } from '../board/desk.js';
import { useFollowed } from '../incident/use-incident.js';
import { readAll } from '../live/use-pages.js';

/** The users of the center by id; none for roles that may not read them, and until they are read. */
export function usePeople(): ReadonlyMap<string, UserView> {
  const desk = useDesk();
  const { value } = useFollowed(
    async () =>
      desk.may('user.read') ? readAll(desk.supervision.users) : { ok: true as const, value: { items: [] } },
    'people',
    0,
  );
  return new Map(value?.items.map((user) => [user.id, user]));
}
