import type { AssignmentState, BoardAssignment } from '#lib/contract';
import { at } from './board.fixture.js';
import { isOverdue, mostOverdue, overdueSeconds } from './overdue.js';

const sent = (id: string, state: AssignmentState, lateAtSecond?: number): BoardAssignment => ({
  id,
  incidentId: 'incident',
  teamId: `team-${id}`,
  state,
  version: 2,
  offeredAt: at(0),
  stateSince: at(10),
  acknowledgeBy: null,
  overdueSince: lateAtSecond === undefined ? null : at(lateAtSecond),
});

describe('a team that is late', () => {
  it('is the one that has been late the longest', () => {
    const assignments = [sent('a', 'en_route', 90), sent('b', 'acknowledged', 40), sent('c', 'on_scene')];
    expect(mostOverdue({ assignments })?.id).toBe('b');
  });

  it('is none where nobody is told to be late, or who was has ended', () => {
    expect(mostOverdue({ assignments: [sent('a', 'en_route'), sent('b', 'recalled', 40)] })).toBeUndefined();
  });

  it('is over its limit by the time since, never by less than none', () => {
    const late = sent('a', 'acknowledged', 40);
    if (!isOverdue(late)) throw new Error('it is late');
    expect(overdueSeconds(late, Date.parse(at(140)))).toBe(100);
    expect(overdueSeconds(late, Date.parse(at(39)))).toBe(0);
  });
});
