import { useState, type ReactNode } from 'react';
import { caseReviewParts, caseReviewReasons, type CaseReviewReason } from '#lib/contract';
import type { CaseReviewGroup } from '../api/generated/types.gen.js';
import { useDesk } from '../board/desk.js';
import { goTo } from '../board/route.js';
import { useFollowed } from '../incident/use-incident.js';
import { useLanguage } from '../language/language.js';
import { serverNow } from '../live/server-clock.js';
import { useStore } from '../live/store.js';
import { SelectField } from '../look/fields.js';
import { Freshness } from '../look/freshness.js';
import { ListState } from '../look/list-state.js';
import { ResultKeyPoints } from './result-key-points.js';
import { shownReviews } from './review-filter.js';
import { scoreText } from './review-words.js';

const periods = ['7', '30', '90', '365'] as const;
type Period = (typeof periods)[number];
type Grouping = 'operator' | 'card';

/** What is judged by points; the other parts are only read. */
const scored = caseReviewParts.filter((part) => part !== 'changes' && part !== 'overrides');

/** How calls were taken, by operator or by card: medians of finished reviews, with what was left out. */
export function ReviewResults(): ReactNode {
  const desk = useDesk();
  const { text, date } = useLanguage();
  const [period, setPeriod] = useState<Period>('30');
  const [groupBy, setGroupBy] = useState<Grouping>('operator');
  const [reason, setReason] = useState<CaseReviewReason | ''>('');
  const mark = useStore(desk.live.board, (board) => board?.listsSeq.reviews ?? 0);
  const { value, obstacle } = useFollowed(
    () =>
      desk.supervision.results({
        groupBy,
        from: new Date(serverNow() - Number(period) * 86_400_000).toISOString(),
        ...(reason && { reason }),
      }),
    `${period}-${groupBy}-${reason}`,
    mark,
  );
  return (
    <>
      <header className="manage-header">
        <div>
          <h2>
            {text('calls.results')} <Freshness />
          </h2>
          <p className="quiet">{text('results.explanation')}</p>
        </div>
        <div className="list-filters">
          <SelectField
            label={text('results.period')}
            value={period}
            options={periods.map((days) => ({ value: days, label: text('results.days', { days }) }))}
            onChange={setPeriod}
          />
          <SelectField<Grouping>
            label={text('results.groupBy')}
            value={groupBy}
            options={[
              { value: 'operator', label: text('results.by.operator') },
              { value: 'card', label: text('results.by.card') },
            ]}
            onChange={setGroupBy}
          />
          <SelectField<CaseReviewReason | ''>
            label={text('review.why')}
            value={reason}
            options={[
              { value: '', label: text('list.all') },
              ...caseReviewReasons.map((one) => ({ value: one, label: text(`review.reason.${one}`) })),
            ]}
            onChange={setReason}
          />
        </div>
      </header>
      {reason === '' && <p className="quiet results-note">{text('results.notOrdinary')}</p>}
      <ListState items={value?.groups ?? null} obstacle={obstacle} empty={text('results.none')} />
      {value && value.groups.length > 0 && (
        <>
          <ResultTable groups={value.groups} groupBy={groupBy} reason={reason} />
          <ResultKeyPoints groups={value.groups} />
          <p className="quiet results-note">
            {text('results.between', { from: date(value.from), to: date(value.to) })}
          </p>
        </>
      )}
    </>
  );
}

function ResultTable({
  groups,
  groupBy,
  reason,
}: {
  groups: readonly CaseReviewGroup[];
  groupBy: Grouping;
  reason: CaseReviewReason | '';
}): ReactNode {
  const language = useLanguage();
  const { text } = language;
  const name = ({ key, label }: CaseReviewGroup): string =>
    groupBy === 'card'
      ? [key, label].filter(Boolean).join(' ')
      : (label ?? text(key === null ? 'review.noOperator' : 'results.nameless'));
  const open = (group: CaseReviewGroup): void => {
    if (group.key === null) return;
    shownReviews.set({
      finished: true,
      reason,
      of: { label: name(group), ...(groupBy === 'card' ? { card: group.key } : { operatorId: group.key }) },
    });
    goTo('/calls/reviews');
  };
  return (
    <div className="wide-table" tabIndex={0} role="region" aria-label={text('review.score')}>
      <table className="list-table" data-results={groupBy}>
        <thead>
          <tr>
            <th scope="col">{text(`results.by.${groupBy}`)}</th>
            <th scope="col" className="number">
              {text('results.median')}
            </th>
            <th scope="col" className="number">
              {text('results.measured')}
            </th>
            <th scope="col">{text('results.leftOut')}</th>
            {scored.map((part) => (
              <th key={part} scope="col" className="number">
                {text(`review.part.${part}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {groups.map((group) => (
            <tr key={group.key ?? 'nobody'} data-group={group.key}>
              <th scope="row">
                {group.key === null ? (
                  name(group)
                ) : (
                  <button type="button" className="link" onClick={() => open(group)}>
                    {name(group)}
                  </button>
                )}
              </th>
              <td className="number">
                <strong>{scoreText(language, group.medianScore)}</strong>
              </td>
              <td className="number">
                {text('results.measuredOf', { measured: group.measured, reviews: group.reviews })}
              </td>
              <td>
                <LeftOut group={group} />
              </td>
              {scored.map((part) => {
                const figures = group.parts.find((one) => one.part === part);
                return (
                  <td key={part} className="number">
                    {scoreText(language, figures?.medianScore ?? null)}
                    {figures && (
                      <small className="quiet">
                        {text('results.partMeasured', { count: figures.measured })}
                      </small>
                    )}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function LeftOut({ group: { leftOut } }: { group: CaseReviewGroup }): ReactNode {
  const { text } = useLanguage();
  const { waiting, taken, withoutScore } = leftOut;
  const words = [
    waiting > 0 && text('results.waiting', { count: waiting }),
    taken > 0 && text('results.taken', { count: taken }),
    withoutScore > 0 && text('results.withoutScore', { count: withoutScore }),
  ].filter(Boolean);
  return words.length > 0 ? words.join(', ') : '–';
}
