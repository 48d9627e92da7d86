import type { ReactNode } from 'react';
import { caseReviewReasons, type CaseReviewReason } from '#lib/contract';
import { useDesk } from '../board/desk.js';
import { useLanguage } from '../language/language.js';
import { useStore } from '../live/store.js';
import { usePages } from '../live/use-pages.js';
import { SelectField } from '../look/fields.js';
import { Freshness } from '../look/freshness.js';
import { ListState, MoreButton } from '../look/list-state.js';
import { shownReviews } from './review-filter.js';
import { ReviewTable } from './review-table.js';

/** Calls to be looked at again, what has waited longest first; or those that were. */
export function ReviewQueue(): ReactNode {
  const desk = useDesk();
  const { text } = useLanguage();
  const shown = useStore(shownReviews);
  const { finished, reason, of } = shown;
  const mark = useStore(desk.live.board, (board) => board?.listsSeq.reviews ?? 0);
  const { items, obstacle, more } = usePages(
    (cursor) =>
      desk.supervision.reviews(
        {
          state: finished ? ['finished'] : ['waiting', 'taken'],
          ...(reason && { reason }),
          ...(of?.operatorId !== undefined && { operatorId: of.operatorId }),
          ...(of?.card !== undefined && { card: of.card }),
        },
        cursor,
      ),
    JSON.stringify(shown),
    mark,
  );
  return (
    <>
      <header className="manage-header">
        <div>
          <h2>
            {text('calls.reviews')} <Freshness />
          </h2>
          <p className="quiet">{text('review.explanation')}</p>
        </div>
        <div className="list-filters">
          <SelectField
            label={text('review.show')}
            value={finished ? 'finished' : 'open'}
            options={[
              { value: 'open', label: text('review.show.open') },
              { value: 'finished', label: text('review.show.finished') },
            ]}
            onChange={(value) => shownReviews.set({ ...shown, finished: value === 'finished' })}
          />
          <SelectField<CaseReviewReason | ''>
            label={text('review.why')}
            value={reason}
            options={[
              { value: '', label: text('list.all') },
              ...caseReviewReasons.map((value) => ({ value, label: text(`review.reason.${value}`) })),
            ]}
            onChange={(value) => shownReviews.set({ ...shown, reason: value })}
          />
        </div>
      </header>
      {of && (
        <p className="only-of">
          {text('review.onlyOf', { label: of.label })}{' '}
          <button
            type="button"
            className="button small"
            onClick={() => shownReviews.set({ ...shown, of: null })}
          >
            {text('review.showAll')}
          </button>
        </p>
      )}
      <ListState
        items={items}
        obstacle={obstacle}
        empty={text(finished ? 'review.noneFinished' : 'review.noneOpen')}
      />
      {items && items.length > 0 && <ReviewTable reviews={items} path="/calls/reviews" />}
      <MoreButton more={more} />
    </>
  );
}
