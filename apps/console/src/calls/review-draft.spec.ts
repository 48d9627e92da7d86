import type { CaseReviewView } from '../api/generated/types.gen.js';
import { changesOf, draftOf, isChanged, missingParts, withVerdict } from './review-draft.js';

const saved = {
  version: 3,
  verdicts: [{ part: 'questions', verdict: 'agree', note: null }] as const satisfies readonly unknown[],
  summary: 'Tenang',
};
const review = { ...saved, verdicts: [...saved.verdicts] };

const part = (name: CaseReviewView['parts'][number]['part'], score: number | null) => ({
  part: name,
  score,
  weight: 1,
  explanation: { id: '-', en: '-' },
});

describe('what a reviewer says', () => {
  it('is unchanged as long as it is as saved', () => {
    const draft = draftOf(review);
    expect(isChanged(draft, review)).toBe(false);
    expect(isChanged(withVerdict(draft, 'questions', { note: '  ' }), review)).toBe(false);
  });

  it('is sent part by part: only what was changed', () => {
    const draft = withVerdict(draftOf(review), 'times', { verdict: 'disagree', note: 'Sinyal putus ' });
    expect(changesOf(draft, review)).toEqual({
      verdicts: [{ part: 'times', verdict: 'disagree', note: 'Sinyal putus' }],
    });
    expect(changesOf({ ...draftOf(review), summary: '' }, review)).toEqual({ summary: null });
  });

  it('keeps a note back that has no verdict yet', () => {
    expect(changesOf(withVerdict(draftOf(review), 'order', { note: 'Nanti' }), review)).toEqual({});
  });

  it('lacks a verdict for every scored part, and a word where the reviewer disagrees', () => {
    const draft = withVerdict(draftOf(review), 'times', { verdict: 'disagree' });
    const parts = [part('questions', 80), part('order', null), part('times', 50), part('instructions', 0)];
    expect(missingParts(draft, parts)).toEqual([
      { part: 'times', what: 'note' },
      { part: 'instructions', what: 'verdict' },
    ]);
  });
});
