import type { ReactNode } from 'react';
import type { TriageView } from '../api/generated/types.gen.js';
import { useLanguage } from '../language/language.js';
import { entryCard } from './asked.js';

/** What can be done about the whole of it: another card, an end to the questions, and the report for the team. */
export function CardActs({
  view,
  onOtherCard,
  onFinish,
}: {
  view: TriageView;
  /** Null where a card is being chosen, or no other can be. */
  onOtherCard: (() => void) | null;
  onFinish: () => void;
}): ReactNode {
  const { text, locale } = useLanguage();
  const { number, title } = view.card;
  return (
    <div className="triage-card">
      {onOtherCard && (
        <button type="button" className="button small" onClick={onOtherCard}>
          {number === entryCard
            ? text('triage.chooseCard')
            : text('triage.otherCard', { card: `${number} ${title[locale]}` })}
        </button>
      )}
      {view.state !== 'finished' && (
        <button type="button" className="button small" onClick={onFinish}>
          {text('triage.finish')}
        </button>
      )}
      <details>
        <summary>{text('triage.report')}</summary>
        <p>{view.report[locale]}</p>
      </details>
    </div>
  );
}
