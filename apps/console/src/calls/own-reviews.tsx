import type { ReactNode } from 'react';
import { useDesk } from '../board/desk.js';
import { useLanguage } from '../language/language.js';
import { useStore } from '../live/store.js';
import { usePages } from '../live/use-pages.js';
import { Freshness } from '../look/freshness.js';
import { ListState, MoreButton } from '../look/list-state.js';
import { ReviewTable } from './review-table.js';

/** Finished reviews of the user's own calls: what was good, and what to do otherwise. */
export function OwnReviews(): ReactNode {
  const desk = useDesk();
  const { text } = useLanguage();
  const mark = useStore(desk.live.board, (board) => board?.listsSeq.reviews ?? 0);
  const { items, obstacle, more } = usePages(desk.supervision.ownReviews, 'own', mark);
  return (
    <>
      <header className="manage-header">
        <div>
          <h2>
            {text('calls.own')} <Freshness />
          </h2>
          <p className="quiet">{text('review.ownExplanation')}</p>
        </div>
      </header>
      <ListState items={items} obstacle={obstacle} empty={text('review.noneOwn')} />
      {items && items.length > 0 && <ReviewTable reviews={items} path="/calls/own" />}
      <MoreButton more={more} />
    </>
  );
}
