import type { ReactNode } from 'react';
import type { CaseReviewView, ReviewQuestionView } from '../api/generated/types.gen.js';
import { useLanguage } from '../language/language.js';
import { answerText, type FindQuestion } from '../protocol/conditions.js';
import { callSecond } from './review-words.js';
import { useQuestions } from './use-questions.js';

/** What the protocol would have asked, in its order, and beside it what was answered and when. */
export function ReviewQuestions({ review }: { review: CaseReviewView }): ReactNode {
  const { text } = useLanguage();
  const { questions } = review;
  const find = useQuestions(review.protocolVersion);
  const missed = questions.filter((question) => question.missed).length;
  const moved = questions.filter((question) => question.moved).length;
  return (
    <section>
      <h3 className="section-title">
        {text('review.questions')} <small>{text('review.questionCounts', { missed, moved })}</small>
      </h3>
      <table className="list-table review-questions">
        <thead>
          <tr>
            <th scope="col">{text('review.asked')}</th>
            <th scope="col">{text('review.answered')}</th>
            <th scope="col" className="number">
              {text('review.after')}
            </th>
          </tr>
        </thead>
        <tbody>
          {questions.map((question) => (
            <QuestionRow key={`${question.card}.${question.question}`} question={question} find={find} />
          ))}
        </tbody>
      </table>
    </section>
  );
}

function QuestionRow({ question, find }: { question: ReviewQuestionView; find: FindQuestion }): ReactNode {
  const language = useLanguage();
  const { text, locale } = language;
  const { ask, essential, applies, missed, moved, answers } = question;
  const standing = missed ? 'missed' : moved ? 'moved' : null;
  return (
    <tr data-question={question.question} data-standing={standing ?? undefined}>
      <th scope="row">
        {ask[locale]} {essential && <span className="key-question">{text('protocol.keyQuestion')}</span>}
        {!applies && <span className="quiet">{text('review.noLongerApplies')}</span>}
      </th>
      <td>
        {standing && (
          <span className="review-mark" data-standing={standing}>
            {text(`review.standing.${standing}`)}
          </span>
        )}
        {answers.map(({ value, at, byName }, index) => (
          <p key={at} className={index < answers.length - 1 ? 'answer-before' : undefined}>
            {answerText(find(`${question.card}.${question.question}`), value, language)}
            {index > 0 && <small className="quiet">{` ${text('review.changedAnswer')}`}</small>}
            {byName !== null && <small className="quiet">{` · ${byName}`}</small>}
          </p>
        ))}
      </td>
      <td className="number">
        {answers.map(({ seconds, at }) => (
          <p key={at}>{callSecond(seconds)}</p>
        ))}
      </td>
    </tr>
  );
}
