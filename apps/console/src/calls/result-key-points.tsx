import type { ReactNode } from 'react';
import { caseReviewKeyPoints } from '#lib/contract';
import type { CaseReviewGroup, KeyPointFigures } from '../api/generated/types.gen.js';
import { useLanguage } from '../language/language.js';
import { callSecond } from './review-words.js';

/** The moments of the calls: median from the answer, how many in time, and what was left out. */
export function ResultKeyPoints({ groups }: { groups: readonly CaseReviewGroup[] }): ReactNode {
  const { text } = useLanguage();
  const shown = caseReviewKeyPoints.filter((keyPoint) =>
    groups.some(({ keyPoints }) => keyPoints.some((figures) => figures.keyPoint === keyPoint)),
  );
  if (shown.length === 0) return null;
  return (
    <>
      <h3 className="section-title results-title">{text('results.times')}</h3>
      <div className="wide-table" tabIndex={0} role="region" aria-label={text('results.times')}>
        <table className="list-table">
          <thead>
            <tr>
              <th scope="col">{text('results.group')}</th>
              {shown.map((keyPoint) => (
                <th key={keyPoint} scope="col" className="number">
                  {text(`review.keyPoint.${keyPoint}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {groups.map(({ key, label, keyPoints }) => (
              <tr key={key ?? 'nobody'}>
                <th scope="row">{label ?? key ?? text('review.noOperator')}</th>
                {shown.map((keyPoint) => (
                  <td key={keyPoint} className="number">
                    <Figures figures={keyPoints.find((one) => one.keyPoint === keyPoint)} />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}

function Figures({ figures }: { figures: KeyPointFigures | undefined }): ReactNode {
  const { text } = useLanguage();
  if (!figures) return '–';
  const { measured, withinTarget, medianSeconds, neverReached, notFromAnswer, disagreed } = figures;
  const leftOut = [
    neverReached > 0 && text('results.never', { count: neverReached }),
    notFromAnswer > 0 && text('results.notFromAnswer', { count: notFromAnswer }),
    disagreed > 0 && text('results.disagreed', { count: disagreed }),
  ].filter((words) => typeof words === 'string');
  return (
    <>
      {medianSeconds === null ? '–' : callSecond(medianSeconds)}
      {measured > 0 && (
        <small className="quiet">{text('results.inTime', { count: withinTarget, of: measured })}</small>
      )}
      {leftOut.map((words) => (
        <small key={words} className="quiet">
          {words}
        </small>
      ))}
    </>
  );
}
