import type { TriageView } from '../api/generated/types.gen.js';
import { emptyDraft } from './call-draft.js';
import { treatedAs, withTriage } from './triage-in-draft.js';

const view = (changes: Partial<TriageView>): TriageView =>
  ({ id: 'triage', type: null, priority: null, danger: null, overrides: [], ...changes }) as TriageView;
const set = { overrides: [{}], danger: { overridden: true } } as unknown as Partial<TriageView>;
const draft = (changes: object) => ({ ...emptyDraft(), key: 'key', ...changes });

describe('the form of a call, beside its triage,', () => {
  it('takes a graver priority at once and never a lesser one', () => {
    expect(withTriage(draft({}), null, view({ priority: 'P1' })).priority).toBe('P1');
    expect(withTriage(draft({ priority: 'P1' }), null, view({ priority: 'P3' })).priority).toBe('P1');
  });

  it('takes the lesser one that a person set in the triage, once', () => {
    const found = view({ priority: 'P3', ...set });
    const after = withTriage(draft({ priority: 'P1' }), view({ priority: 'P1' }), found);
    expect(after.priority).toBe('P3');
    expect(withTriage({ ...after, priority: 'P2' }, found, found).priority).toBe('P2');
  });

  it('takes the type of a card once, and leaves what is chosen after it alone', () => {
    const found = view({ type: 'stroke' });
    const after = withTriage(draft({}), null, found);
    expect(after).toMatchObject({ triageId: 'triage', type: 'stroke' });
    expect(withTriage({ ...after, type: 'seizure' }, found, found).type).toBe('seizure');
  });
});

describe('what the call will be treated as', () => {
  const found = { type: 'stroke', priority: 'P2', determinant: '07.B.01' } as const;

  it('is what the form says while there is no triage', () => {
    expect(treatedAs({ type: 'fall', priority: 'P3' }, null)).toEqual({
      type: 'fall',
      priority: 'P3',
      determinant: null,
    });
  });

  it('is the type of the triage, and the more urgent of both priorities', () => {
    expect(treatedAs({ type: 'fall', priority: null }, found)).toEqual(found);
    expect(treatedAs({ type: 'fall', priority: 'P4' }, found)).toEqual(found);
    expect(treatedAs({ type: 'fall', priority: 'P1' }, found)).toMatchObject({
      type: 'stroke',
      priority: 'P1',
    });
  });

  it('has the determinant only where the triage gives the priority', () => {
    expect(treatedAs({ type: 'fall', priority: 'P1' }, found).determinant).toBeNull();
    expect(treatedAs({ type: 'fall', priority: 'P2' }, found).determinant).toBe('07.B.01');
    const nothing = { type: null, priority: null, determinant: null };
    expect(treatedAs({ type: 'fall', priority: null }, nothing)).toEqual({
      type: 'fall',
      priority: null,
      determinant: null,
    });
  });
});
