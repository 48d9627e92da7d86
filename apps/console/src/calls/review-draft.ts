import type { CaseReviewPart, CaseReviewVerdict } from '#lib/contract';
import type {
  CaseReviewChanges,
  CaseReviewSummary,
  CaseReviewView,
  VerdictView,
} from '../api/generated/types.gen.js';

/** What a reviewer has said and not saved yet, made on this version of the review. */
export interface ReviewDraft {
  readonly version: number;
  readonly verdicts: Readonly<Partial<Record<CaseReviewPart, DraftVerdict>>>;
  readonly summary: string;
}

export interface DraftVerdict {
  readonly verdict: CaseReviewVerdict | null;
  readonly note: string;
}

type Said = Pick<CaseReviewSummary, 'version' | 'verdicts' | 'summary'>;

const draftVerdict = ({ verdict, note }: Pick<VerdictView, 'verdict' | 'note'>): DraftVerdict => ({
  verdict,
  note: note ?? '',
});

export const draftOf = ({ version, verdicts, summary }: Said): ReviewDraft => ({
  version,
  verdicts: Object.fromEntries(verdicts.map((said) => [said.part, draftVerdict(said)])),
  summary: summary ?? '',
});

export const withVerdict = (
  draft: ReviewDraft,
  part: CaseReviewPart,
  change: Partial<DraftVerdict>,
): ReviewDraft => {
  const present = draft.verdicts[part] ?? { verdict: null, note: '' };
  return { ...draft, verdicts: { ...draft.verdicts, [part]: { ...present, ...change } } };
};

/** What of the draft is not as `saved` has it. A note alone is no verdict, so it waits for one. */
export function changesOf(draft: ReviewDraft, saved: Said): CaseReviewChanges {
  const before = draftOf(saved);
  const verdicts = Object.entries(draft.verdicts).flatMap(([name, { verdict, note }]) => {
    const part = name as CaseReviewPart;
    const was = before.verdicts[part];
    const same = was?.verdict === verdict && was.note.trim() === note.trim();
    return verdict === null || same ? [] : [{ part, verdict, note: note.trim() || null }];
  });
  return {
    ...(verdicts.length > 0 && { verdicts }),
    ...(draft.summary.trim() !== before.summary.trim() && { summary: draft.summary.trim() || null }),
  };
}

export const isChanged = (draft: ReviewDraft, saved: Said): boolean =>
  Object.keys(changesOf(draft, saved)).length > 0;

export interface Missing {
  readonly part: CaseReviewPart;
  readonly what: 'verdict' | 'note';
}

/** What still keeps the review from being finished: scored parts without a verdict, disagreement without a word. */
export function missingParts(draft: ReviewDraft, parts: CaseReviewView['parts']): Missing[] {
  return parts.flatMap(({ part, score }): Missing[] => {
    const { verdict = null, note = '' } = draft.verdicts[part] ?? {};
    if (verdict === 'disagree' && note.trim() === '') return [{ part, what: 'note' }];
    return score !== null && verdict === null ? [{ part, what: 'verdict' }] : [];
  });
}
