import { useEffect, useRef, type ReactNode } from 'react';
import { useLanguage } from '../language/language.js';
import { createStore, useStore } from '../live/store.js';
import { beatMilliseconds, beatsBetween } from './beats.js';
import { panelKeys } from './panel-keys.js';

/** Whether the rhythm is heard; stays as it is when the call becomes an incident. */
export const sounding = createStore(false);

/** Beats are handed to the sound card this far ahead, so that a busy page does not make it stumble. */
const aheadMilliseconds = 400;
const handOverMilliseconds = 150;
const tickHertz = 880;
const tickSeconds = 0.05;
const loudness = 0.25;
const changeHertz = 523;
const changeToneSeconds = 0.35;
const changeTonesSeconds = [0, 0.5];

/** The rhythm of the compressions, seen and, when wanted, heard: each beat of the sound is one of the picture. */
export function Pace({
  minimum,
  maximum,
  keyed,
}: {
  minimum: number;
  maximum: number;
  /** Whether letters are keys just now. */
  keyed: boolean;
}): ReactNode {
  const { text } = useLanguage();
  const heard = useStore(sounding);
  const beat = useRef<HTMLSpanElement>(null);
  const period = beatMilliseconds({ minimum, maximum });
  useEffect(() => beat.current?.style.setProperty('--beat', `${period}ms`), [period]);
  useEffect(() => (heard ? sound(beat.current, period) : undefined), [heard, period]);
  return (
    <div className="triage-pace">
      <span ref={beat} aria-hidden="true" />
      <strong>{text('triage.pace', { minimum, maximum })}</strong>
      <button
        type="button"
        className="button small"
        data-panel-key={keyed ? panelKeys.volume.name : undefined}
        aria-pressed={heard}
        onClick={() => sounding.set(!heard)}
      >
        {text(heard ? 'triage.quiet' : 'triage.sound')} {keyed && <kbd>{panelKeys.volume.mark}</kbd>}
      </button>
    </div>
  );
}

/** @returns what makes it silent again */
function sound(beat: HTMLSpanElement | null, period: number): () => void {
  const context = new AudioContext();
  void context.resume();
  const begun = performance.now();
  const seen = (): number => Number(beat?.getAnimations()[0]?.currentTime ?? performance.now() - begun);
  let handedOver = seen();
  const handOver = (): void => {
    const now = seen();
    const until = now + aheadMilliseconds;
    for (const at of beatsBetween(Math.max(handedOver, now), until, period)) {
      tick(context, context.currentTime + (at - now) / 1_000);
    }
    handedOver = until;
  };
  handOver();
  const timer = setInterval(handOver, handOverMilliseconds);
  return () => {
    clearInterval(timer);
    void context.close();
  };
}

/** Two longer tones below the rhythm: other hands take over. @returns what makes it silent again */
export function soundChange(): () => void {
  const context = new AudioContext();
  void context.resume();
  for (const at of changeTonesSeconds)
    tick(context, context.currentTime + at, changeHertz, changeToneSeconds);
  return () => void context.close();
}

function tick(context: AudioContext, at: number, frequency = tickHertz, seconds = tickSeconds): void {
  const tone = new OscillatorNode(context, { frequency });
  const volume = new GainNode(context, { gain: 0 });
  volume.gain.setValueAtTime(loudness, at);
  volume.gain.exponentialRampToValueAtTime(0.001, at + seconds);
  tone.connect(volume).connect(context.destination);
  tone.start(at);
  tone.stop(at + seconds);
}
