import { useEffect, type ReactNode } from 'react';
import { runningClock } from '../language/formats.js';
import { useLanguage } from '../language/language.js';
import { secondHand } from '../live/server-clock.js';
import { useStore } from '../live/store.js';
import { changeOverAfter } from './change-over.js';
import { soundChange, sounding } from './pace.js';

/** When the next pair of hands takes over: counted down, then said plainly, seen and, when the rhythm is heard, heard. */
export function RescuerClock({ since }: { since: string }): ReactNode {
  const { text } = useLanguage();
  const seconds = useStore(secondHand, (now) => (now - Date.parse(since)) / 1_000);
  const heard = useStore(sounding);
  const { due, inSeconds } = changeOverAfter(seconds);
  useEffect(() => (due && heard ? soundChange() : undefined), [due, heard]);
  return (
    <p className="triage-rescuer" data-due={due || undefined}>
      <span role="status">{due && text('triage.changeNow')}</span>
      {!due && text('triage.changeIn', { time: runningClock(inSeconds) })}
    </p>
  );
}
