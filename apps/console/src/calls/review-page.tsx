import { useState, type ReactNode } from 'react';
import type { CaseReviewSummary, CaseReviewView } from '../api/generated/types.gen.js';
import type { Obstacle, Outcome } from '../api/outcome.js';
import { useDesk } from '../board/desk.js';
import { PageLink } from '../board/page-links.js';
import { useFollowed } from '../incident/use-incident.js';
import { useLanguage } from '../language/language.js';
import { useStore } from '../live/store.js';
import { ListState } from '../look/list-state.js';
import { PriorityMark } from '../look/marks.js';
import { Refusal } from '../look/refusal.js';
import { Judgement } from './judgement.js';
import { ReleaseButton } from './release-button.js';
import { ReviewFacts } from './review-facts.js';
import { ReviewQuestions } from './review-questions.js';
import { ReviewScripts } from './review-scripts.js';
import { scoreText } from './review-words.js';

/** A call beside the protocol it ran on, and what its reviewer says of it. */
export function ReviewPage({ id, own }: { id: string; own: boolean }): ReactNode {
  const desk = useDesk();
  const mark = useStore(desk.live.board, (board) => board?.listsSeq.reviews ?? 0);
  const [turn, setTurn] = useState(0);
  const read = own ? desk.supervision.ownReview : desk.supervision.review;
  const { value, obstacle } = useFollowed(() => read(id), id, `${mark}:${turn}`);
  if (!value) return <ListState items={null} obstacle={obstacle} empty="" />;
  return (
    <article className="review" data-state={value.state} aria-labelledby="review-title">
      <ListState items={[value]} obstacle={obstacle} empty="" />
      <ReviewHeader review={value} own={own} onChanged={() => setTurn(turn + 1)} />
      <div className="review-columns">
        <div className="review-call">
          <ReviewFacts review={value} />
          <ReviewQuestions review={value} />
          <ReviewScripts scripts={value.scripts} />
        </div>
        <Judgement
          key={value.takenBy?.id ?? 'nobody'}
          review={value}
          own={own}
          onChanged={() => setTurn(turn + 1)}
        />
      </div>
    </article>
  );
}

function ReviewHeader({
  review,
  own,
  onChanged,
}: {
  review: CaseReviewView;
  own: boolean;
  onChanged: () => void;
}): ReactNode {
  const desk = useDesk();
  const language = useLanguage();
  const { text, date } = language;
  const [obstacle, setObstacle] = useState<Obstacle | null>(null);
  const { id, state, takenBy, reasons, operator } = review;
  const mayJudge = !own && desk.may('case_review.write');
  const press = async (act: () => Promise<Outcome<CaseReviewSummary>>): Promise<void> => {
    const answer = await act();
    setObstacle(answer.ok ? null : answer.obstacle);
    onChanged();
  };
  return (
    <header className="review-header">
      <PageLink className="review-back" to={own ? '/calls/own' : '/calls/reviews'}>
        {text(own ? 'calls.own' : 'calls.reviews')}
      </PageLink>
      <div className="review-title">
        <PriorityMark priority={review.priority} size={32} />
        <div>
          <h2 id="review-title">
            {review.type ? text(`type.${review.type}`) : text('review.entryOnly')}{' '}
            <span className="quiet">{review.determinant}</span>
          </h2>
          <p className="quiet">
            {text('review.about', {
              operator: operator?.name ?? text('review.noOperator'),
              at: date(review.startedAt),
              version: review.protocolVersion,
            })}
          </p>
          <p className="quiet">
            {text('review.chosenFor', {
              reasons: reasons.map((reason) => text(`review.reason.${reason}`)).join(', '),
            })}
            {!review.triageFinished && ` · ${text('review.triageOpen')}`}
          </p>
        </div>
        <div className="review-acts">
          <strong>
            {state === 'waiting'
              ? text('review.state.waiting')
              : text(`review.state.${state}`, { name: takenBy?.name ?? '' })}
          </strong>
          {state === 'finished' && (
            <p className="review-score">
              <strong>{scoreText(language, review.agreedScore)}</strong> {text('review.agreedScore')}
              {review.agreedScore !== review.score && (
                <small className="quiet">
                  {text('review.scoreBefore', { score: scoreText(language, review.score) })}
                </small>
              )}
            </p>
          )}
          {mayJudge && state === 'waiting' && (
            <button
              type="button"
              className="button primary"
              onClick={() => void press(() => desk.supervision.takeReview(id))}
            >
              {text('review.take')}
            </button>
          )}
          {mayJudge && state === 'taken' && takenBy?.id !== desk.account.user.id && (
            <ReleaseButton review={review} onReleased={onChanged} />
          )}
        </div>
      </div>
      <Refusal obstacle={obstacle} />
    </header>
  );
}
