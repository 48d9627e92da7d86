import type { ReactNode } from 'react';
import { caseReviewVerdicts } from '#lib/contract';
import type { CaseReviewView } from '../api/generated/types.gen.js';
import { useLanguage } from '../language/language.js';
import { AreaField } from '../look/fields.js';
import type { DraftVerdict } from './review-draft.js';
import { scoreText } from './review-words.js';

/** One part of the score: its points, why, and whether the reviewer agrees. */
export function PartVerdict({
  part: { part, score, weight, explanation },
  said,
  onChange,
}: {
  part: CaseReviewView['parts'][number];
  said: DraftVerdict | undefined;
  /** Absent where the review is only read. */
  onChange: ((change: Partial<DraftVerdict>) => void) | undefined;
}): ReactNode {
  const language = useLanguage();
  const { text, locale } = language;
  return (
    <fieldset className="part-verdict" data-part={part}>
      <legend>
        {text(`review.part.${part}`)}
        <span className="part-points">
          {score === null
            ? text('review.notScored')
            : text('review.points', { score: scoreText(language, score) })}
          {score !== null && <small className="quiet">{text('review.weight', { weight })}</small>}
        </span>
      </legend>
      <p className="quiet">{explanation[locale]}</p>
      {onChange ? (
        <>
          <div className="verdict-choices">
            {caseReviewVerdicts.map((verdict) => (
              <label key={verdict} className="check">
                <input
                  type="radio"
                  name={`verdict-${part}`}
                  checked={said?.verdict === verdict}
                  onChange={() => onChange({ verdict })}
                />
                <span>{text(`review.says.${verdict}`)}</span>
              </label>
            ))}
          </div>
          {(said?.verdict ?? null) !== null && (
            <AreaField
              label={text(said?.verdict === 'disagree' ? 'review.whyNot' : 'review.remark')}
              value={said?.note ?? ''}
              rows={2}
              maxLength={2_000}
              onChange={(note) => onChange({ note })}
            />
          )}
        </>
      ) : (
        said?.verdict && (
          <p className="said">
            <strong>{text(`review.says.${said.verdict}`)}</strong>
            {said.note !== '' && ` ${said.note}`}
          </p>
        )
      )}
    </fieldset>
  );
}
