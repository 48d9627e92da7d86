import type { ReactNode } from 'react';
import type { IncidentType } from '#lib/contract';
import type { CardView, TriageView } from '../api/generated/types.gen.js';
import { useLanguage } from '../language/language.js';
import { PriorityMark } from '../look/marks.js';

/** The gravest that was found so far. It may be something else than the call is about: then both are named. */
export function Found({
  view,
  cards,
  type,
  onOverride,
}: {
  view: TriageView | null;
  cards: readonly CardView[];
  type: IncidentType;
  onOverride: () => void;
}): ReactNode {
  const { text, locale } = useLanguage();
  const label = view?.danger?.label?.[locale];
  const proposal = view?.proposal;
  const foundOn = cards.find(({ number }) => number === view?.determinant?.split('.')[0]);
  return (
    <div className="triage-result" data-priority={view?.priority ?? undefined}>
      <PriorityMark priority={view?.priority ?? null} size={26} />
      <div>
        <strong>
          {label ?? (view?.priority ? text(`priority.meaning.${view.priority}`) : text('triage.noResult'))}
        </strong>
        {label && foundOn?.type !== type && label !== text(`type.${type}`) && (
          <small>{text('triage.gravest', { type: text(`type.${type}`) })}</small>
        )}
        {view?.danger?.overridden && <small>{text('triage.overridden')}</small>}
        {proposal && view.danger && proposal.priority !== view.danger.priority && (
          <small>{text('triage.proposal', { priority: proposal.priority })}</small>
        )}
      </div>
      {view?.determinant && <code>{view.determinant}</code>}
      {view && (
        <button type="button" className="button small" onClick={onOverride}>
          {text('triage.overrideShort')}
        </button>
      )}
    </div>
  );
}
