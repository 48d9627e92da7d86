import type { Priority } from '#lib/contract';
import { held, settled } from './arrangement.js';
import type { LiveIncident } from './board.js';

const incident = (
  id: string,
  priority: Priority | null,
  second: number,
  state: LiveIncident['state'] = 'queued',
): LiveIncident =>
  ({
    id,
    priority,
    state,
    clockStartedAt: `2026-11-21T12:00:${String(second).padStart(2, '0')}Z`,
  }) as LiveIncident;

const ids = ({ rows }: { rows: readonly { id: string }[] }): string[] => rows.map(({ id }) => id);

describe('the queues', () => {
  it('put waiting before under way, the most urgent first, then the oldest', () => {
    const rows = settled([
      incident('under way', 'P1', 1, 'en_route'),
      incident('green', 'P3', 2),
      incident('red, later', 'P1', 9),
      incident('yellow', 'P2', 1),
      incident('red', 'P1', 5),
    ]);
    expect(ids(rows)).toEqual(['red', 'red, later', 'yellow', 'green', 'under way']);
  });

  it('put an unknown priority right behind the life-threatening ones', () => {
    const rows = settled([
      incident('yellow', 'P2', 1),
      incident('unknown', null, 2),
      incident('red', 'P1', 3),
    ]);
    expect(ids(rows)).toEqual(['red', 'unknown', 'yellow']);
  });

  it('leave out what is closed', () => {
    expect(ids(settled([incident('closed', 'P1', 1, 'closed')]))).toEqual([]);
  });
});

describe('the queues under a hand', () => {
  const shown = settled([incident('a', 'P2', 1), incident('b', 'P2', 2), incident('c', 'P3', 3)]);

  it('let a new incident wait, however urgent', () => {
    const arrangement = held(shown, [
      incident('a', 'P2', 1),
      incident('b', 'P2', 2),
      incident('c', 'P3', 3),
      incident('new', 'P1', 9),
    ]);
    expect(ids(arrangement)).toEqual(['a', 'b', 'c']);
    expect(arrangement.waiting).toEqual(['new']);
    expect(arrangement.moving).toEqual([]);
  });

  it('move no row that became more urgent, was sent a team, or was closed, and count them', () => {
    const arrangement = held(shown, [
      incident('a', 'P2', 1, 'closed'),
      incident('b', 'P2', 2, 'assigned'),
      incident('c', 'P1', 3),
    ]);
    expect(ids(arrangement)).toEqual(['a', 'b', 'c']);
    expect([...arrangement.moving].sort()).toEqual(['a', 'b', 'c']);
  });

  it('count no incident that has left the board, because it has no row to show', () => {
    const arrangement = held(shown, [incident('b', 'P2', 2), incident('c', 'P3', 3)]);
    expect(ids(arrangement)).toEqual(['b', 'c']);
    expect(arrangement.moving).toEqual([]);
  });

  it('have nothing to tell while nothing changes', () => {
    const same = held(shown, [incident('c', 'P3', 3), incident('b', 'P2', 2), incident('a', 'P2', 1)]);
    expect(same.waiting).toEqual([]);
    expect(same.moving).toEqual([]);
  });
});
