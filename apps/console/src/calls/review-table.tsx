import type { ReactNode } from 'react';
import type { CaseReviewSummary } from '../api/generated/types.gen.js';
import { PageLink } from '../board/page-links.js';
import { useLanguage } from '../language/language.js';
import { PriorityMark } from '../look/marks.js';
import { scoreText } from './review-words.js';

/** Reviews in rows: what the call was, why it was chosen, where it stands. */
export function ReviewTable({
  reviews,
  path,
}: {
  reviews: readonly CaseReviewSummary[];
  /** What the paths of the reviews begin with. */
  path: string;
}): ReactNode {
  const language = useLanguage();
  const { text, date } = language;
  return (
    <table className="list-table">
      <thead>
        <tr>
          <th scope="col">{text('review.call')}</th>
          <th scope="col">{text('review.why')}</th>
          <th scope="col">{text('review.takenDown')}</th>
          <th scope="col">{text('review.operator')}</th>
          <th scope="col">{text('users.state')}</th>
          <th scope="col" className="number">
            {text('review.score')}
          </th>
        </tr>
      </thead>
      <tbody>
        {reviews.map((review) => (
          <tr key={review.id} data-review={review.id}>
            <th scope="row">
              <PageLink to={`${path}/${review.id}`} className="review-link">
                <PriorityMark priority={review.priority} size={20} />
                {review.type ? text(`type.${review.type}`) : text('review.entryOnly')}
                <span className="quiet">{review.determinant}</span>
              </PageLink>
            </th>
            <td>{review.reasons.map((reason) => text(`review.reason.${reason}`)).join(', ')}</td>
            <td className="no-break">{date(review.startedAt)}</td>
            <td>{review.operator?.name ?? text('review.noOperator')}</td>
            <td>
              {review.state === 'waiting'
                ? text('review.state.waiting')
                : text(`review.state.${review.state}`, { name: review.takenBy?.name ?? '' })}
            </td>
            <td className="number">
              {review.state === 'finished' ? scoreText(language, review.agreedScore) : ''}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
