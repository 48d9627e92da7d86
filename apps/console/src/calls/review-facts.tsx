import type { ReactNode } from 'react';
import type { CaseReviewView } from '../api/generated/types.gen.js';
import { runningClock } from '../language/formats.js';
import { useLanguage } from '../language/language.js';
import { PriorityMark } from '../look/marks.js';
import { callSecond } from './review-words.js';

/** The clocks of the call against their targets, and priorities that a person set. */
export function ReviewFacts({ review }: { review: CaseReviewView }): ReactNode {
  const { text, clockTime } = useLanguage();
  const { clock, keyPoints, overrides } = review;
  return (
    <>
      <section>
        <h3 className="section-title">{text('review.times')}</h3>
        <p className="quiet">{text(`review.clockFrom.${clock.from}`, { time: clockTime(clock.at) })}</p>
        <table className="list-table">
          <thead>
            <tr>
              <th scope="col">{text('review.moment')}</th>
              <th scope="col" className="number">
                {text('review.after')}
              </th>
              <th scope="col" className="number">
                {text('review.target')}
              </th>
              <th scope="col">{text('review.verdict')}</th>
            </tr>
          </thead>
          <tbody>
            {keyPoints.map(({ keyPoint, seconds, targetSeconds }) => {
              const standing = seconds === null ? 'never' : seconds > targetSeconds ? 'late' : 'inTime';
              return (
                <tr key={keyPoint} data-standing={standing}>
                  <th scope="row">{text(`review.keyPoint.${keyPoint}`)}</th>
                  <td className="number">{seconds === null ? '–' : callSecond(seconds)}</td>
                  <td className="number">{runningClock(targetSeconds)}</td>
                  <td>
                    <span className="review-mark" data-standing={standing}>
                      {text(`review.standing.${standing}`)}
                    </span>
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </section>
      {overrides.length > 0 && (
        <section>
          <h3 className="section-title">{text('review.overrides')}</h3>
          <ul className="review-overrides">
            {overrides.map(({ priority, before, reason, seconds }) => (
              <li key={seconds}>
                <time>{callSecond(seconds)}</time>
                <span className="review-change">
                  <PriorityMark priority={before} size={20} /> {'→'}{' '}
                  <PriorityMark priority={priority} size={20} />
                </span>
                <q>{reason}</q>
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  );
}
