import type { TimelineEntry } from '../api/generated/types.gen.js';
import type { LiveIncident } from '../live/board.js';
import { intervalsOf, marksOf } from './marks-of-incident.js';

const at = (second: number): string => new Date(Date.UTC(2026, 10, 21, 12, 0, second)).toISOString();
const entry = (type: TimelineEntry['type'], second: number, payload = {}): TimelineEntry =>
  ({ type, at: at(second), actor: 'system', payload }) as TimelineEntry;
const incident = { clockStartedAt: at(0), openedAt: at(20) } as LiveIncident;
const targets = { answer: 15, processing: 60, activation: 60, response: 480 };
const secondsOf = (timeline: TimelineEntry[], now: number | null, of: LiveIncident = incident) =>
  Object.fromEntries(
    intervalsOf(marksOf(of, timeline), now, targets).map(({ name, seconds, running, unknown }) => [
      name,
      running ? `${seconds} and running` : unknown ? 'unknown' : seconds,
    ]),
  );

describe('the clocks of an incident', () => {
  const rang = entry('contact.rang', 0);
  const answered = entry('contact.answered', 6);
  const offered = entry('assignment.offered', 40, { teamId: 'amb', fitsPlan: true });

  it('run until their mark is made', () => {
    expect(secondsOf([rang, answered, offered], Date.parse(at(50)))).toEqual({
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
    expect(secondsOf([rang, answered], null)).toEqual({
      answer: 6,
      processing: null,
      activation: null,
      response: null,
    });
  });

  describe('whose call was begun by hand', () => {
    const opened = entry('incident.opened', 20, { contactId: null, beganAt: at(0) });
    const byHand = (second: number): TimelineEntry[] =>
      [entry('contact.rang', 59, { at: at(second) }), entry('contact.answered', 59, { at: at(second) })].map(
        (told) => ({ ...told, actor: 'user:1' }),
      );

    it('run from when it was begun, and say that nobody knows how long it rang', () => {
      expect(secondsOf([opened, offered], Date.parse(at(50)))).toEqual({
        answer: 'unknown',
        processing: 40,
        activation: '10 and running',
        response: '50 and running',
      });
    });

    it('say so too where its caller was written down, of it or of one more call', () => {
      const from = entry('incident.opened', 20, { contactId: 'contact' });
      expect(secondsOf([...byHand(0), from, offered], null)).toMatchObject({
        answer: 'unknown',
        processing: 40,
      });
      const later = entry('incident.opened', 20, { contactId: null, beganAt: at(9) });
      expect(secondsOf([later, ...byHand(0), offered], null)).toMatchObject({
        answer: 'unknown',
        processing: 40,
      });
    });

    it('know the ring of another call that came first, and of none that came later', () => {
      const later = entry('incident.opened', 20, { contactId: null, beganAt: at(9) });
      expect(secondsOf([later, rang, answered, offered], null)).toMatchObject({ answer: 6, processing: 34 });
      const second = [entry('contact.rang', 25), entry('contact.answered', 31)];
      expect(secondsOf([opened, ...second, offered], null)).toMatchObject({ answer: 'unknown' });
    });

    it('are pending until the timeline is read', () => {
      expect(secondsOf([], null)).toMatchObject({ answer: null, processing: null });
    });
  });

  it('run from the opening where nobody told of a call', () => {
    const bare = { clockStartedAt: at(20), openedAt: at(20) } as LiveIncident;
    expect(secondsOf([entry('incident.opened', 20), offered], null, bare)).toMatchObject({
      answer: 'unknown',
      processing: 20,
    });
  });
});
