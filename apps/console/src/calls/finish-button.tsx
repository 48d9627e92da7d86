import { useState, type ReactNode } from 'react';
import type { CaseReviewSummary } from '../api/generated/types.gen.js';
import type { Outcome } from '../api/outcome.js';
import { useDesk } from '../board/desk.js';
import { useLanguage } from '../language/language.js';
import { FormDialog } from '../look/form-dialog.js';
import type { Missing } from './review-draft.js';

/** Ends the review. Asked for once more: nothing of it changes afterwards, and whoever took the call may read it. */
export function FinishButton({
  id,
  missing,
  save,
  onFinished,
}: {
  id: string;
  missing: readonly Missing[];
  /** Saves what is not saved yet. @returns the version to finish; null where that was refused */
  save: () => Promise<number | null>;
  onFinished: (review: CaseReviewSummary) => void;
}): ReactNode {
  const desk = useDesk();
  const { text } = useLanguage();
  const [asking, setAsking] = useState(false);
  const finish = async (): Promise<Outcome<unknown>> => {
    const version = await save();
    // Why it was not saved stands beside what was to be saved.
    if (version === null) return { ok: true, value: null };
    const answer = await desk.supervision.finishReview(id, version);
    if (!answer.ok) return answer;
    desk.tell(text('review.finishedNow'));
    onFinished(answer.value);
    return answer;
  };
  return (
    <>
      <button
        type="button"
        className="button primary"
        disabled={missing.length > 0}
        aria-describedby={missing.length > 0 ? 'review-missing' : undefined}
        onClick={() => setAsking(true)}
      >
        {text('review.finish')}
      </button>
      {missing.length > 0 && (
        <p className="quiet" id="review-missing">
          {text('review.missing', {
            parts: missing
              .map(({ part, what }) => `${text(`review.part.${part}`)} (${text(`review.missing.${what}`)})`)
              .join(', '),
          })}
        </p>
      )}
      {asking && (
        <FormDialog
          title={text('review.finishTitle')}
          submit={text('review.finishSubmit')}
          save={finish}
          onDone={() => setAsking(false)}
        >
          <p>{text('review.finishText')}</p>
        </FormDialog>
      )}
    </>
  );
}
