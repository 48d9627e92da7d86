import { describe, expect, it } from '@jest/globals';
import type { EventPayload, EventType, ScreenEvent, Snapshot } from '#lib/contract';
import { AcknowledgedWork } from './acknowledged-work.js';
import { SequenceCheck } from './sequence-check.js';
import { TeamOccupancy } from './team-occupancy.js';
import { Waits } from './waits.js';

const occurredAt = '2017-01-01T08:00:00.000Z';
const event = <T extends EventType>(
  seq: number,
  type: T,
  subjectId: string,
  payload: Partial<EventPayload<T>> = {},
  at = occurredAt,
): ScreenEvent =>
  ({
    seq,
    type,
    occurredAt: at,
    subjectId,
    subjectVersion: 1,
    actor: 'system',
    incidentId: null,
    teamId: null,
    payload,
  }) as unknown as ScreenEvent;
const offered = (seq: number, assignment: string, teamId: string, at?: string) =>
  event(seq, 'assignment.offered', assignment, { teamId, incidentId: `incident of ${assignment}` }, at);

describe('the check of seq', () => {
  it('is content with a stream without gaps', () => {
    const check = new SequenceCheck();
    check.begin(10);
    expect([11, 12, 13].map((seq) => check.take(seq))).toEqual([true, true, true]);
    expect(check).toMatchObject({ gaps: [], repeats: 0, last: 13 });
  });

  it('sees entries that are missing', () => {
    const check = new SequenceCheck();
    check.begin(10);
    for (const seq of [11, 14, 15, 17]) check.take(seq);
    expect(check.gaps).toEqual([
      { after: 11, next: 14 },
      { after: 15, next: 17 },
    ]);
  });

  it('sees an entry that comes again, which is not new', () => {
    const check = new SequenceCheck();
    check.begin(10);
    expect([11, 11, 9].map((seq) => check.take(seq))).toEqual([true, false, false]);
    expect(check).toMatchObject({ gaps: [], repeats: 2, last: 11 });
  });

  it('sees entries that a new snapshot jumps over, and none when it jumps over nothing', () => {
    const check = new SequenceCheck();
    check.begin(10);
    check.take(11);
    check.begin(11);
    expect(check.gaps).toEqual([]);
    check.begin(15);
    expect(check.gaps).toEqual([{ after: 11, next: 16 }]);
  });
});

describe('the check of teams', () => {
  it('is content with a team that is given one job after the other', () => {
    const occupancy = new TeamOccupancy();
    occupancy.take(offered(1, 'a', 'team'));
    occupancy.take(event(2, 'assignment.expired', 'a'));
    occupancy.take(offered(3, 'b', 'team'));
    occupancy.take(event(4, 'assignment.cleared', 'b'));
    occupancy.take(offered(5, 'c', 'team'));
    occupancy.take(offered(6, 'd', 'another team'));
    expect(occupancy.twice).toEqual([]);
  });

  it('finds a team that is given a second job while it is on the first', () => {
    const occupancy = new TeamOccupancy();
    occupancy.take(offered(1, 'a', 'team'));
    occupancy.take(event(2, 'assignment.departed', 'a'));
    occupancy.take(offered(3, 'b', 'team'));
    expect(occupancy.twice).toEqual([{ seq: 3, teamId: 'team', assignmentIds: ['a', 'b'] }]);
  });

  it('knows the jobs that were under way before it began to read', () => {
    const occupancy = new TeamOccupancy();
    const assignments = [
      { id: 'a', teamId: 'team', state: 'en_route' },
      { id: 'z', teamId: 'idle', state: 'cleared' },
    ];
    occupancy.begin({ seq: 7, incidents: [{ assignments }] } as unknown as Snapshot);
    occupancy.take(offered(8, 'b', 'team'));
    occupancy.take(offered(9, 'c', 'idle'));
    expect(occupancy.twice.map(({ teamId }) => teamId)).toEqual(['team']);
  });
});

describe('the check of what was acknowledged', () => {
  it('is content when everything is told, before or after the answer', () => {
    const work = new AcknowledgedWork();
    work.take(event(1, 'contact.rang', 'c'));
    work.acknowledge('contact.rang', 'c');
    work.acknowledge('incident.opened', 'i');
    work.take(event(2, 'incident.opened', 'i'));
    expect(work.untold()).toEqual([]);
    expect(work.subjectsOf('incident.opened')).toEqual(['i']);
  });

  it('finds what was acknowledged and never told', () => {
    const work = new AcknowledgedWork();
    work.acknowledge('incident.opened', 'i');
    work.acknowledge('assignment.arrived', 'a');
    work.take(event(1, 'incident.opened', 'another'));
    work.take(event(2, 'assignment.departed', 'a'));
    expect(work.untold()).toEqual([
      { type: 'incident.opened', subjectId: 'i' },
      { type: 'assignment.arrived', subjectId: 'a' },
    ]);
  });
});

describe('waiting for a team', () => {
  const queued = (seq: number, incidentId: string, reason: 'no_team_left' | 'opened', at: string) =>
    event(seq, 'incident.queued', incidentId, { reason }, at);

  it('is measured from when there was none until one is offered', () => {
    const waits = new Waits();
    waits.take(queued(1, 'incident of a', 'no_team_left', '2017-01-01T08:00:00Z'));
    waits.take(queued(2, 'incident of b', 'no_team_left', '2017-01-01T08:01:00Z'));
    waits.take(offered(3, 'b', 'another', '2017-01-01T08:02:00Z'));
    waits.take(offered(4, 'a', 'team', '2017-01-01T08:05:00Z'));
    expect(waits).toMatchObject({ incidents: 2, longestSeconds: 300 });
  });

  it('ends, too, when the incident is closed without a team', () => {
    const waits = new Waits();
    waits.take(queued(1, 'i', 'no_team_left', '2017-01-01T08:00:00Z'));
    waits.take(event(2, 'incident.closed', 'i', {}, '2017-01-01T08:10:00Z'));
    expect(waits.longestSeconds).toBe(600);
  });

  it('does not begin with an incident that was only just opened', () => {
    const waits = new Waits();
    waits.take(queued(1, 'i', 'opened', '2017-01-01T08:00:00Z'));
    expect(waits.incidents).toBe(0);
  });
});
