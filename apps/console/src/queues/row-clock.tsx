import type { ReactNode } from 'react';
import { useDesk } from '../board/desk.js';
import { runningClock } from '../language/formats.js';
import { useLanguage } from '../language/language.js';
import type { LiveIncident } from '../live/board.js';
import { responseClock } from '../live/response-clock.js';
import { minuteHand, secondHand } from '../live/server-clock.js';
import { useStore } from '../live/store.js';

/** The time since the call, with how much of the target is used up. It says its lateness in words too. */
export function RowClock({ incident, near }: { incident: LiveIncident; near: boolean }): ReactNode {
  const { text } = useLanguage();
  const settings = useStore(useDesk().settings);
  const now = useStore(near ? secondHand : minuteHand);
  if (!settings) {
    const elapsed = (now - Date.parse(incident.clockStartedAt)) / 1_000;
    return <span className="row-clock">{runningClock(elapsed)}</span>;
  }
  const { elapsedSeconds, targetSeconds, lateness } = responseClock(incident, settings, now);
  const elapsed = runningClock(elapsedSeconds);
  const meaning =
    lateness === 'met'
      ? text('queue.clockOnScene', { elapsed })
      : text('queue.clock', { elapsed, target: runningClock(targetSeconds) });
  return (
    <span
      className="row-clock"
      data-lateness={lateness}
      title={`${meaning} · ${text(`lateness.${lateness}`)}`}
    >
      {lateness === 'late' && <span aria-hidden="true">{'! '}</span>}
      {elapsed}
      <span className="visually-hidden">{text(`lateness.${lateness}`)}</span>
      {lateness !== 'met' && (
        <span className="row-clock-bar" aria-hidden="true">
          <span style={{ width: `${Math.min(100, (elapsedSeconds / targetSeconds) * 100)}%` }} />
        </span>
      )}
    </span>
  );
}
