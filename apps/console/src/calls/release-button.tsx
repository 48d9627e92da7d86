import { useState, type ReactNode } from 'react';
import type { CaseReviewSummary } from '../api/generated/types.gen.js';
import type { Outcome } from '../api/outcome.js';
import { useDesk } from '../board/desk.js';
import { useLanguage } from '../language/language.js';
import { FormDialog } from '../look/form-dialog.js';

/** Puts a review back into the queue. Asked for once more: what its reviewer said is gone with it. */
export function ReleaseButton({
  review,
  onReleased,
}: {
  review: Pick<CaseReviewSummary, 'id' | 'version' | 'takenBy'>;
  onReleased: (review: CaseReviewSummary) => void;
}): ReactNode {
  const desk = useDesk();
  const { text } = useLanguage();
  const [asking, setAsking] = useState(false);
  const release = async (): Promise<Outcome<unknown>> => {
    const answer = await desk.supervision.releaseReview(review.id, review.version);
    if (!answer.ok) return answer;
    onReleased(answer.value);
    return answer;
  };
  return (
    <>
      <button type="button" className="button" onClick={() => setAsking(true)}>
        {text('review.release')}
      </button>
      {asking && (
        <FormDialog
          title={text('review.releaseTitle')}
          submit={text('review.releaseSubmit')}
          save={release}
          onDone={() => setAsking(false)}
        >
          <p>{text('review.releaseText', { name: review.takenBy?.name ?? '' })}</p>
        </FormDialog>
      )}
    </>
  );
}
