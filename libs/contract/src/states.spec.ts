import {
  assignmentStates,
  incidentStateFor,
  liveAssignmentStates,
  type AssignmentState,
} from '#lib/contract';

describe('an assignment', () => {
  const table: [AssignmentState, AssignmentState[]][] = [
    ['offered', ['acknowledged', 'en_route', 'declined', 'expired', 'recalled', 'diverted']],
    ['acknowledged', ['en_route', 'declined', 'recalled', 'diverted']],
    ['en_route', ['on_scene', 'recalled', 'diverted']],
    ['on_scene', ['transporting', 'cleared', 'recalled']],
    ['transporting', ['at_hospital']],
    ['at_hospital', ['cleared']],
  ];

  it.each(table)('in state %s may go on to %p', (from, to) =>
    expect(assignmentStates.next(from)).toEqual(to),
  );

  it('is never diverted with a patient aboard', () => {
    for (const state of ['on_scene', 'transporting', 'at_hospital'] as const) {
      expect(assignmentStates.allows(state, 'diverted')).toBe(false);
    }
  });

  it('is live exactly while something may follow', () => {
    const live = assignmentStates.states.filter((state) => !assignmentStates.isFinal(state));
    expect([...live].sort()).toEqual([...liveAssignmentStates].sort());
  });
});

describe('an incident', () => {
  it('follows its furthest live assignment', () => {
    expect(incidentStateFor(['offered', 'on_scene', 'en_route'], 'assigned')).toBe('on_scene');
    expect(incidentStateFor(['acknowledged'], 'queued')).toBe('assigned');
    expect(incidentStateFor(['at_hospital', 'recalled'], 'on_scene')).toBe('transporting');
  });

  it('waits for a team again when it has lost its only one', () => {
    expect(incidentStateFor(['recalled'], 'en_route')).toBe('queued');
    expect(incidentStateFor(['declined', 'expired'], 'assigned')).toBe('queued');
  });

  it('keeps its state when its team has finished, until somebody closes it', () => {
    expect(incidentStateFor(['cleared'], 'transporting')).toBe('transporting');
    expect(incidentStateFor(['recalled', 'cleared'], 'on_scene')).toBe('on_scene');
  });
});
