import type { AssignmentState, BoardIncident, BoardTeam, Priority } from '#lib/contract';

import { responseClock, teamState, type ClockSettings } from './response-clock.js';

const settings: ClockSettings = {
  targets: {
    processing: { seconds: 60 },
    response: {
      P1: { seconds: 480 },
      P2: { seconds: 1_200 },
      P3: { seconds: 7_200 },
      P4: { seconds: 10_800 },
    },
  },
};
const began = Date.UTC(2026, 10, 21, 12);

const after = (
  seconds: number,
  {
    priority = 'P1',
    state = 'en_route',
    teams = ['en_route'],
  }: {
    priority?: Priority | null;
    state?: BoardIncident['state'];
    teams?: AssignmentState[];
  } = {},
) => {
  const assignments = teams.map((team) => ({ state: team }));
  const incident = { priority, state, assignments, clockStartedAt: new Date(began).toISOString() };
  return responseClock(incident as BoardIncident, settings, began + seconds * 1_000).lateness;
};

describe('the response clock', () => {
  it('is late past the target of the priority, and near it from three quarters on', () => {
    expect(after(300)).toBe('in_time');
    expect(after(361)).toBe('near');
    expect(after(481)).toBe('late');
    expect(after(481, { priority: 'P2' })).toBe('in_time');
  });

  it('takes an unknown priority for the most urgent', () => {
    expect(after(481, { priority: null })).toBe('late');
  });

  it('warns when an urgent incident has no team within the processing target', () => {
    expect(after(61, { state: 'queued', teams: [] })).toBe('near');
    expect(after(61, { state: 'queued', teams: [], priority: 'P3' })).toBe('in_time');
  });

  it('is met once a team has arrived, and not by one that only accepted', () => {
    expect(after(900, { teams: ['on_scene'] })).toBe('met');
    expect(after(900, { teams: ['acknowledged'] })).toBe('late');
  });

  it('never runs backwards where the machine’s clock is behind', () => {
    const incident = {
      priority: 'P1',
      state: 'queued',
      assignments: [],
      clockStartedAt: new Date(began).toISOString(),
    };
    expect(responseClock(incident as unknown as BoardIncident, settings, began - 5_000).elapsedSeconds).toBe(
      0,
    );
  });
});

describe('a team', () => {
  it('is what its live assignment says, and ready or off duty without one', () => {
    const team = { onDuty: true } as BoardTeam;
    expect(teamState(team, undefined)).toBe('ready');
    expect(teamState({ ...team, onDuty: false }, undefined)).toBe('off_duty');
    expect(teamState(team, { state: 'transporting' } as never)).toBe('with_patient');
  });
});
