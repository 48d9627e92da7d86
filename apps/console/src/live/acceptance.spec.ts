import type { AssignmentState, BoardAssignment, BoardIncident } from '#lib/contract';
import { isUnacknowledged, isUnanswered, refusedOf } from './acceptance.js';
import { at } from './board.fixture.js';

/** The teams of an incident in the order in which they were asked, a minute apart; each state is `since` then. */
const asked = (
  teams: readonly (readonly [state: AssignmentState, sinceSecond?: number])[],
  state: BoardIncident['state'] = 'assigned',
): Pick<BoardIncident, 'state' | 'assignments'> => ({
  state,
  assignments: teams.map(([team, since], index): BoardAssignment => ({
    id: `assignment-${index}`,
    incidentId: 'incident',
    teamId: `team-${index}`,
    state: team,
    version: 1,
    offeredAt: at(index * 60),
    stateSince: at(since ?? index * 60 + 30),
    acknowledgeBy: team === 'offered' ? at(index * 60 + 60) : null,
    overdueSince: null,
  })),
});
const idsOf = (assignments: readonly BoardAssignment[]) => assignments.map(({ id }) => id);

describe('an incident that teams were asked for', () => {
  it('is unanswered while none of them has accepted', () => {
    expect(isUnanswered(asked([['offered']]))).toBe(true);
    expect(isUnanswered(asked([['expired'], ['offered'], ['offered']]))).toBe(true);
    expect(isUnanswered(asked([['offered'], ['acknowledged']]))).toBe(false);
    expect(isUnanswered(asked([['en_route']], 'en_route'))).toBe(false);
  });

  it('is waiting, not unanswered, when nobody is asked any more', () => {
    expect(isUnanswered(asked([['expired']], 'queued'))).toBe(false);
    expect(isUnanswered(asked([], 'queued'))).toBe(false);
  });

  it('tells who refused and who is asked now, until somebody accepts', () => {
    const refused = refusedOf(asked([['expired'], ['declined'], ['offered']]));
    expect(idsOf(refused!.refusals)).toEqual(['assignment-0', 'assignment-1']);
    expect(idsOf(refused!.asked)).toEqual(['assignment-2']);
    expect(refused!.accepted).toBe(false);
    expect(refusedOf(asked([['expired'], ['declined'], ['acknowledged']]))).toBeNull();
  });

  it('tells nothing while the first team is still asked', () => {
    expect(refusedOf(asked([['offered']]))).toBeNull();
    expect(refusedOf(asked([['offered'], ['offered']]))).toBeNull();
  });

  it('tells that a second team is still sought where another has accepted', () => {
    expect(refusedOf(asked([['en_route'], ['expired'], ['offered']], 'en_route'))).toMatchObject({
      accepted: true,
    });
  });

  it('tells that nobody is left, but not where the last team was recalled', () => {
    expect(refusedOf(asked([['expired'], ['declined']], 'queued'))).toMatchObject({ asked: [] });
    expect(refusedOf(asked([['expired'], ['recalled']], 'queued'))).toBeNull();
    expect(refusedOf(asked([['expired']], 'closed'))).toBeNull();
  });

  it('forgets what was before a team finished its work', () => {
    const again = refusedOf(asked([['expired'], ['cleared', 300], ['declined', 400], ['offered']]));
    expect(idsOf(again!.refusals)).toEqual(['assignment-2']);
  });
});

describe('an assignment', () => {
  const now = (second: number): number => Date.parse(at(second));
  const first = (state: AssignmentState): BoardAssignment => asked([[state]]).assignments[0]!;

  it('is unacknowledged past its time, and when it was passed on because of that', () => {
    expect(isUnacknowledged(first('offered'), now(59))).toBe(false);
    expect(isUnacknowledged(first('offered'), now(61))).toBe(true);
    expect(isUnacknowledged(first('expired'), now(0))).toBe(true);
    expect(isUnacknowledged(first('declined'), now(600))).toBe(false);
    expect(isUnacknowledged(first('acknowledged'), now(600))).toBe(false);
  });
});
