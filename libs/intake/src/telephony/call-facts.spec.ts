import fc from 'fast-check';
import { exchangeEventKinds } from '#lib/contract';
import type { Contact } from '../contact/contact.js';
import { afterReport, contactAfter, nothingTold, type CallFacts } from './call-facts.js';

const start = Date.parse('2026-11-21T12:00:00.000Z');
const at = (second: number) => new Date(start + second * 1000);

const ringing: Contact = {
  id: 'c',
  centerId: 'center',
  channel: 'voice',
  callerNumber: '+628123456789',
  callerNumberReceived: '08123456789',
  callerName: null,
  line: null,
  externalId: 'e',
  ringingAt: at(0),
  answeredAt: null,
  answeredBy: null,
  placeKnownAt: null,
  endedAt: null,
  outcome: null,
  incidentId: null,
  callBackBy: null,
  callBackOwner: null,
  calledAboutLiveIncident: false,
  lowered: false,
  note: null,
  version: 1,
};

interface Told {
  kind: (typeof exchangeEventKinds)[number];
  second: number;
  operator: string | null;
}

const told = fc.record({
  kind: fc.constantFrom(...exchangeEventKinds),
  second: fc.integer({ min: 0, max: 20 }),
  operator: fc.constantFrom(null, 'ani', 'budi'),
});

/** Everything told one after the other, the contact following each time. */
function lived(events: readonly Told[], contact = ringing): Contact {
  let facts: CallFacts = nothingTold;
  let present = contact;
  let isFirst = true;
  for (const { kind, second, operator } of events) {
    const now = afterReport(facts, { kind, at: at(second) }, operator);
    if (isFirst) present = { ...present, ringingAt: now.firstAt! };
    present = contactAfter(present, isFirst ? nothingTold : facts, now, 300);
    facts = now;
    isFirst = false;
  }
  return present;
}

describe('a contact that follows an exchange', () => {
  it('ends the same whatever the order and however often it was told', () => {
    const shuffledAndRepeated = fc.array(told, { minLength: 1, maxLength: 7 }).chain((events) =>
      fc.tuple(
        fc.constant(events),
        fc
          .tuple(
            fc.shuffledSubarray(events, { minLength: events.length, maxLength: events.length }),
            fc.array(fc.constantFrom(...events), { maxLength: 5 }),
          )
          .chain(([all, again]) => {
            const both = [...all, ...again];
            return fc.shuffledSubarray(both, { minLength: both.length, maxLength: both.length });
          }),
      ),
    );
    fc.assert(
      fc.property(shuffledAndRepeated, ([events, other]) => {
        expect(lived(other)).toEqual(lived(events));
      }),
      { numRuns: 2_000 },
    );
  });

  it('never ends before it was answered, nor is answered before it rang', () => {
    fc.assert(
      fc.property(fc.array(told, { minLength: 1, maxLength: 8 }), (events) => {
        const { ringingAt, answeredAt, endedAt } = lived(events);
        if (answeredAt) expect(answeredAt >= ringingAt).toBe(true);
        if (endedAt) expect(endedAt >= (answeredAt ?? ringingAt)).toBe(true);
      }),
    );
  });

  it('is called back exactly when nobody talked and nobody took it elsewhere', () => {
    fc.assert(
      fc.property(fc.array(told, { minLength: 1, maxLength: 8 }), (events) => {
        const has = (...kinds: Told['kind'][]) => events.some(({ kind }) => kinds.includes(kind));
        const waits = has('ended') && !has('answered', 'bridged', 'transferred');
        expect(lived(events).callBackBy !== null).toBe(waits);
      }),
    );
  });

  it('keeps what a person said of it', () => {
    const answeredByHand = { ...ringing, answeredAt: at(3), answeredBy: 'citra' };
    const ended = lived(
      [
        { kind: 'ringing', second: 0, operator: null },
        { kind: 'answered', second: 5, operator: 'ani' },
        { kind: 'ended', second: 9, operator: null },
      ],
      answeredByHand,
    );
    expect(ended).toMatchObject({ answeredAt: at(3), answeredBy: 'citra', endedAt: at(9), outcome: null });
    const closed = { ...answeredByHand, endedAt: at(7), outcome: 'prank' as const };
    const late = afterReport(nothingTold, { kind: 'ended', at: at(9) }, null);
    expect(contactAfter(closed, nothingTold, late, 300)).toMatchObject({ endedAt: at(7), outcome: 'prank' });
  });

  it('is not given up any more once it is told late that somebody answered', () => {
    expect(lived([{ kind: 'ended', second: 9, operator: null }])).toMatchObject({
      outcome: 'abandoned',
      callBackBy: at(309),
    });
    expect(
      lived([
        { kind: 'ended', second: 9, operator: null },
        { kind: 'answered', second: 4, operator: 'ani' },
      ]),
    ).toMatchObject({ outcome: null, callBackBy: null, answeredAt: at(4), answeredBy: 'ani' });
  });
});
