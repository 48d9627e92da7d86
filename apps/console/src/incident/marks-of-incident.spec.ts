import type { TimelineEntry } from '../api/generated/types.gen.js';
import type { LiveIncident } from '../live/board.js';
import { intervalsOf, marksOf } from './marks-of-incident.js';

const at = (second: number): string => new Date(Date.UTC(2026, 10, 21, 12, 0, second)).toISOString();
const entry = (type: TimelineEntry['type'], second: number, payload = {}): TimelineEntry =>
  ({ type, at: at(second), payload }) as TimelineEntry;
const incident = { clockStartedAt: at(0), openedAt: at(20) } as LiveIncident;
const targets = { answer: 15, processing: 60, activation: 60, response: 480 };
const secondsOf = (timeline: TimelineEntry[], now: number | null) =>
  Object.fromEntries(
    intervalsOf(marksOf(incident, timeline), now, targets).map(({ name, seconds, running }) => [
      name,
      running ? `${seconds} and running` : seconds,
    ]),
  );

describe('the clocks of an incident', () => {
  const answered = entry('contact.answered', 6);
  const offered = entry('assignment.offered', 40, { teamId: 'amb', fitsPlan: true });

  it('run until their mark is made', () => {
    expect(secondsOf([answered, offered], Date.parse(at(50)))).toEqual({
      answer: 6,
      processing: 34,
      activation: '10 and running',
      response: '50 and running',
    });
  });

  it('go by when a thing happened, not by when it was told', () => {
    const late = entry('assignment.departed', 59, { teamId: 'amb', at: at(45) });
    expect(secondsOf([answered, offered, late], Date.parse(at(59)))['activation']).toBe(5);
  });

  it('do not let a team that does not fit the plan stop the response clock', () => {
    const motorcycle = entry('assignment.offered', 30, { teamId: 'mtr', fitsPlan: false });
    const arrives = (teamId: string, second: number) => entry('assignment.arrived', second, { teamId });
    const first = [answered, motorcycle, offered, arrives('mtr', 50)];
    expect(secondsOf(first, Date.parse(at(55)))['response']).toBe('55 and running');
    expect(secondsOf([...first, arrives('amb', 58)], Date.parse(at(59)))['response']).toBe(58);
  });

  it('stop when the incident is closed without ever being met', () => {
    expect(secondsOf([answered], null)).toEqual({
      answer: 6,
      processing: null,
      activation: null,
      response: null,
    });
  });
});
