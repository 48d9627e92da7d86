import type { ReactNode } from 'react';
import type { TriageMarksView } from '../api/generated/types.gen.js';
import { runningClock } from '../language/formats.js';
import { useLanguage } from '../language/language.js';
import { secondHand } from '../live/server-clock.js';
import { useStore } from '../live/store.js';

/** How long ago an arrest was recognised and the first compression was called for. */
export function TriageClocks({ marks }: { marks: TriageMarksView }): ReactNode {
  const { text } = useLanguage();
  const now = useStore(secondHand);
  const { arrestRecognisedAt, firstCompressionAt } = marks;
  if (arrestRecognisedAt === null) return null;
  const since = (at: string): string => runningClock(Math.max(0, (now - Date.parse(at)) / 1_000));
  return (
    <dl className="triage-clocks">
      <div>
        <dt>{text('triageMark.arrest_recognised')}</dt>
        <dd>{since(arrestRecognisedAt)}</dd>
      </div>
      <div data-waiting={firstCompressionAt === null || undefined}>
        <dt>{text('triageMark.first_compression')}</dt>
        <dd>{firstCompressionAt === null ? text('triage.notYet') : since(firstCompressionAt)}</dd>
      </div>
    </dl>
  );
}
