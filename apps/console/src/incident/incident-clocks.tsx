import type { ReactNode } from 'react';
import type { TimelineEntry } from '../api/generated/types.gen.js';
import { useDesk } from '../board/desk.js';
import { runningClock } from '../language/formats.js';
import { useLanguage, type TextKey } from '../language/language.js';
import type { LiveIncident } from '../live/board.js';
import { responseTarget } from '../live/response-clock.js';
import { secondHand } from '../live/server-clock.js';
import { useStore } from '../live/store.js';
import { intervalsOf, marksOf, type Interval } from './marks-of-incident.js';

const names: Readonly<Record<Interval['name'], TextKey>> = {
  answer: 'clock.answer',
  processing: 'clock.processing',
  activation: 'clock.activation',
  response: 'clock.response',
};

/** The incident's intervals against the center's targets: those that run, run here. */
export function IncidentClocks({
  incident,
  timeline,
}: {
  incident: LiveIncident;
  timeline: readonly TimelineEntry[];
}): ReactNode {
  const { text } = useLanguage();
  const settings = useStore(useDesk().settings);
  const now = useStore(secondHand);
  if (!settings) return null;
  const { targets } = settings;
  const intervals = intervalsOf(marksOf(incident, timeline), incident.state !== 'closed' ? now : null, {
    answer: targets.answer.seconds,
    processing: targets.processing.seconds,
    activation: targets.activation.seconds,
    response: responseTarget(incident.priority, settings),
  });
  return (
    <dl className="incident-clocks">
      {intervals.map(({ name, seconds, targetSeconds, running, unknown }) => {
        const late = seconds !== null && seconds > targetSeconds;
        return (
          <div key={name} data-late={late || undefined} data-running={running || undefined}>
            <dt>{text(names[name])}</dt>
            <dd>
              {seconds === null ? (
                <span className="quiet">{unknown ? '—' : text('clock.pending')}</span>
              ) : (
                <>
                  {late && <span aria-hidden="true">{'! '}</span>}
                  {runningClock(seconds)}
                  {late && <span className="visually-hidden"> {text('lateness.late')}</span>}
                </>
              )}
            </dd>
            <dd className="quiet">
              {unknown
                ? text('clock.unknown')
                : text('clock.target', { duration: runningClock(targetSeconds) })}
            </dd>
          </div>
        );
      })}
    </dl>
  );
}
