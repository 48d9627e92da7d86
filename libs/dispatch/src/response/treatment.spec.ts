import fc from 'fast-check';
import { priorities, type Priority } from '#lib/contract';
import { moreUrgent, treatmentAfter, type Treatment } from './treatment.js';

const found = fc.record({
  type: fc.option(fc.constantFrom('fall' as const, 'breathing' as const, 'cardiac_arrest' as const)),
  priority: fc.option(fc.constantFrom(...priorities)),
  determinant: fc.option(fc.constantFrom('00.A.01', '05.A.01', '05.B.01', '20.C.01')),
});
const triages = fc
  .array(found, { minLength: 1, maxLength: 4 })
  .map((list) => list.map((one, index) => ({ ...one, triageId: `t${index}` })));
const present: fc.Arbitrary<Treatment> = fc.record({
  type: fc.constantFrom('fall' as const, 'unknown_problem' as const),
  priority: fc.option(fc.constantFrom(...priorities)),
  determinant: fc.option(fc.constantFrom('05.A.01', '20.C.01')),
});

/** 0 for P1; what is not known is less urgent than anything. */
const urgency = (priority: Priority | null) => (priority === null ? 9 : priorities.indexOf(priority));

describe('an incident with several triages', () => {
  it('never becomes less urgent because one of them finds something, joins or leaves', () => {
    fc.assert(
      fc.property(present, triages, fc.boolean(), (before, all, leaves) => {
        const told = leaves ? null : { ...all[0]!, overridden: false };
        const after = treatmentAfter(before, all, told);
        expect(urgency(after.priority)).toBeLessThanOrEqual(urgency(before.priority));
        expect(after.priority).toBe(leaves ? before.priority : moreUrgent(before.priority, all[0]!.priority));
      }),
    );
  });

  it('falls by an override no further than the gravest of the others, and rises by it no further than it says', () => {
    fc.assert(
      fc.property(present, triages, fc.constantFrom(...priorities), (before, all, priority) => {
        const told = { ...all[0]!, priority, overridden: true };
        const others = all.slice(1);
        const { priority: after } = treatmentAfter(before, [told, ...others], told);
        const gravest = Math.min(urgency(priority), ...others.map((one) => urgency(one.priority)));
        const allowed = Math.min(urgency(before.priority), urgency(priority));
        expect(urgency(after)).toBe(Math.max(gravest, allowed));
      }),
    );
  });

  it('has a determinant only of a triage it has, and where one gives the priority, of such a one', () => {
    fc.assert(
      fc.property(present, triages, (before, all) => {
        const after = treatmentAfter(before, all, { ...all[0]!, overridden: false });
        const giving = all.filter(({ priority }) => priority !== null && priority === after.priority);
        const possible = (giving.length > 0 ? giving : all).map(({ determinant }) => determinant);
        expect([...possible, ...(giving.length > 0 ? [] : [null])]).toContain(after.determinant);
        if (giving.some(({ determinant }) => determinant !== null)) expect(after.determinant).not.toBeNull();
      }),
    );
  });

  it('keeps the determinant it has when a later caller comes to another one as grave', () => {
    const first = { triageId: 'a', type: 'breathing', priority: 'P1', determinant: '05.A.01' } as const;
    const second = { triageId: 'b', type: 'fall', priority: 'P1', determinant: '20.A.01' } as const;
    const before = { type: first.type, priority: first.priority, determinant: first.determinant };
    expect(treatmentAfter(before, [first, second], { ...second, overridden: false })).toEqual(before);
    expect(treatmentAfter(before, [second], null)).toMatchObject({ determinant: '20.A.01', type: 'fall' });
  });

  it('takes the result of a card before that of the first questions', () => {
    const first = { triageId: 'a', type: null, priority: 'P1', determinant: '00.A.01' } as const;
    const second = { triageId: 'b', type: 'breathing', priority: 'P1', determinant: '05.A.01' } as const;
    const before = { type: 'unknown_problem', priority: 'P1', determinant: '00.A.01' } as const;
    const after = treatmentAfter(before, [first, second], { ...second, overridden: false });
    expect(after).toEqual({ type: 'breathing', priority: 'P1', determinant: '05.A.01' });
  });
});
