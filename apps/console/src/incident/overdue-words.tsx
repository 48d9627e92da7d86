import type { ReactNode } from 'react';
import { runningClock } from '../language/formats.js';
import { useLanguage, type Language } from '../language/language.js';
import { overdueSeconds, type Overdue } from '../live/overdue.js';
import { secondHand } from '../live/server-clock.js';
import { useStore } from '../live/store.js';
import { WarningMark } from '../look/marks.js';

/** What the team has not done. */
export const undoneText = ({ text }: Pick<Language, 'text'>, { state }: Overdue): string =>
  text(state === 'acknowledged' ? 'overdue.notSetOut' : 'overdue.notArrived');

/** What a team has not done, and for how long it should have. */
export function OverdueWords({ assignment }: { assignment: Overdue }): ReactNode {
  const language = useLanguage();
  const { text } = language;
  const duration = useStore(secondHand, (now) => runningClock(overdueSeconds(assignment, now)));
  return (
    <span className="overdue">
      <WarningMark size={14} />
      {text('overdue.since', { undone: undoneText(language, assignment), duration })}
    </span>
  );
}
