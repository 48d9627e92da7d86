import type { IncidentType, Priority } from '#lib/contract';
import { at, FollowedJournal } from './board.fixture.js';
import type { LiveIncident } from './board.js';
import { moreUrgentWaiting } from './more-urgent.js';

const waiting = (id: string, priority: Priority | null, more: Partial<LiveIncident> = {}): LiveIncident => ({
  ...new FollowedJournal().open(id).board.incidents.get(id)!,
  priority,
  ...more,
});
const idsOf = (incidents: readonly LiveIncident[]) => incidents.map(({ id }) => id);

describe('what goes before an incident', () => {
  const incidents = [
    waiting('visit', null, { type: 'home_visit' }),
    waiting('fall', 'P2', { clockStartedAt: at(5) }),
    waiting('ungraded', null, { clockStartedAt: at(4) }),
    waiting('later arrest', 'P1', { clockStartedAt: at(9) }),
    waiting('arrest', 'P1', { clockStartedAt: at(3) }),
    waiting('sent', 'P1', { state: 'assigned' }),
    waiting('ended', 'P1', { state: 'closed' }),
  ];

  it('waits without a team and is more urgent, in the order in which the server serves', () => {
    expect(idsOf(moreUrgentWaiting(incidents, { type: 'fall', priority: 'P3' }))).toEqual([
      'arrest',
      'later arrest',
      'ungraded',
      'fall',
    ]);
  });

  it('is nothing that is as urgent, whichever began first', () => {
    expect(idsOf(moreUrgentWaiting(incidents, { type: 'fall', priority: 'P1' }))).toEqual([]);
    expect(idsOf(moreUrgentWaiting(incidents, { type: 'fall', priority: 'P2' }))).toEqual([
      'arrest',
      'later arrest',
    ]);
  });

  it('is found for one that nobody has graded as it is planned', () => {
    const ungraded = (type: IncidentType) => idsOf(moreUrgentWaiting(incidents, { type, priority: null }));
    expect(ungraded('fall')).toEqual(['arrest', 'later arrest']);
    expect(ungraded('transfer')).toEqual(['arrest', 'later arrest', 'ungraded', 'fall']);
  });
});
