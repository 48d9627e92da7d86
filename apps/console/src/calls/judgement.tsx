import { useState, type ReactNode } from 'react';
import type { CaseReviewSummary, CaseReviewView } from '../api/generated/types.gen.js';
import type { Obstacle } from '../api/outcome.js';
import { useDesk } from '../board/desk.js';
import { useLanguage, type Language } from '../language/language.js';
import { Conflict } from '../look/conflict.js';
import type { Difference } from '../look/differences.js';
import { AreaField } from '../look/fields.js';
import { Refusal } from '../look/refusal.js';
import { FinishButton } from './finish-button.js';
import { PartVerdict } from './part-verdict.js';
import { ReleaseButton } from './release-button.js';
import {
  changesOf,
  draftOf,
  isChanged,
  missingParts,
  withVerdict,
  type ReviewDraft,
} from './review-draft.js';

/** What the call scores, part by part, and what the reviewer makes of it. */
export function Judgement({
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
  const { text } = language;
  const [answered, setAnswered] = useState<CaseReviewSummary | null>(null);
  const saved = answered && answered.version > review.version ? answered : review;
  const [written, setWritten] = useState<ReviewDraft | null>(desk.reviewDrafts.get(review.id) ?? null);
  const [obstacle, setObstacle] = useState<Obstacle | null>(null);
  const mine = !own && saved.state === 'taken' && saved.takenBy?.id === desk.account.user.id;
  const draft = (mine ? written : null) ?? draftOf(saved);
  const write = (next: ReviewDraft | null): void => {
    if (next) desk.reviewDrafts.set(review.id, next);
    else desk.reviewDrafts.delete(review.id);
    setWritten(next);
  };
  const take = (answer: CaseReviewSummary): void => {
    setAnswered(answer);
    setObstacle(null);
    // What was written while the answer was under way is not in it, and stays.
    const latest = desk.reviewDrafts.get(review.id);
    write(latest && latest !== written ? { ...latest, version: answer.version } : null);
    onChanged();
  };
  /** @returns the version to go on with; null where something stood in the way */
  const save = async (version: number): Promise<number | null> => {
    const against = currentReview(obstacle) ?? saved;
    if (!isChanged(draft, against)) return against.version;
    const answer = await desk.supervision.judge(review.id, changesOf(draft, against), version);
    if (!answer.ok) {
      setObstacle(answer.obstacle);
      return null;
    }
    take(answer.value);
    return answer.value.version;
  };
  const theirs = currentReview(obstacle);
  const changed = isChanged(draft, saved);
  return (
    <aside className="judgement" aria-label={text('review.judgement')}>
      <h3 className="section-title">{text('review.judgement')}</h3>
      {saved.state === 'taken' && !mine && <p className="quiet">{text('review.notTold')}</p>}
      {saved.state === 'waiting' && <p className="quiet">{text('review.takeFirst')}</p>}
      {!mine && !own && written && <p className="warning">{text('review.keptDraft')}</p>}
      {review.parts.map((part) => (
        <PartVerdict
          key={part.part}
          part={part}
          said={draft.verdicts[part.part]}
          onChange={
            mine && isJudged(part, review)
              ? (change) => write(withVerdict(draft, part.part, change))
              : undefined
          }
        />
      ))}
      {mine ? (
        <AreaField
          label={text('review.summary')}
          value={draft.summary}
          maxLength={4_000}
          onChange={(summary) => write({ ...draft, summary })}
        />
      ) : (
        saved.summary !== null && (
          <div>
            <h4>{text('review.summary')}</h4>
            <p className="said">{saved.summary}</p>
          </div>
        )
      )}
      {theirs ? (
        <Conflict
          differences={conflictOf(language, draft, draftOf(theirs))}
          onMine={() => void save(theirs.version)}
          onTheirs={() => take(theirs)}
        />
      ) : (
        <Refusal obstacle={obstacle} />
      )}
      {mine && (
        <div className="judgement-acts">
          <span className="quiet">{text(changed ? 'review.unsaved' : 'review.saved')}</span>
          <ReleaseButton review={saved} onReleased={take} />
          <button
            type="button"
            className="button"
            disabled={!changed}
            onClick={() => void save(draft.version)}
          >
            {text('manage.save')}
          </button>
          <FinishButton
            id={review.id}
            missing={missingParts(draft, review.parts)}
            save={() => save(draft.version)}
            onFinished={(finished) => {
              take(finished);
              document.getElementById('review-title')?.scrollIntoView({ block: 'center' });
            }}
          />
        </div>
      )}
    </aside>
  );
}

/** Whether there is something to agree with: points, or what is only shown and happened. */
function isJudged({ part, score }: CaseReviewView['parts'][number], review: CaseReviewView): boolean {
  if (part === 'overrides') return review.overrides.length > 0;
  if (part === 'changes') return review.questions.some(({ answers }) => answers.length > 1);
  return score !== null;
}

/** The review as it stands, where a save was refused because it is another one by now. */
const currentReview = (obstacle: Obstacle | null): CaseReviewSummary | null =>
  obstacle?.code === 'version_mismatch' ? (obstacle.problem?.current as CaseReviewSummary) : null;

function conflictOf({ text }: Language, mine: ReviewDraft, theirs: ReviewDraft): Difference[] {
  const parts = Object.keys({ ...mine.verdicts, ...theirs.verdicts }) as (keyof ReviewDraft['verdicts'])[];
  const said = (draft: ReviewDraft, part: keyof ReviewDraft['verdicts']): string => {
    const { verdict = null, note = '' } = draft.verdicts[part] ?? {};
    return [verdict && text(`review.says.${verdict}`), note].filter(Boolean).join(': ') || '–';
  };
  return [
    ...parts.map((part) => ({
      label: text(`review.part.${part}`),
      mine: said(mine, part),
      theirs: said(theirs, part),
    })),
    { label: text('review.summary'), mine: mine.summary || '–', theirs: theirs.summary || '–' },
  ].filter((difference) => difference.mine !== difference.theirs);
}
