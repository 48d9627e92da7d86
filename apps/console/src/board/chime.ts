/** Two soft tones, a fifth apart: loud enough to look up, quiet enough for the twentieth time in a night. */
const tonesHertz = [660, 990] as const;
const toneSeconds = 0.16;
const loudness = 0.12;
const patienceMilliseconds = 1_000;

let context: AudioContext | undefined;

export type SoundState = 'sounding' | 'silent';

/**
 * Sounds once. Silent where the browser has not yet allowed sound, which it does with the first key or press on the
 * page; the words are on the screen anyway.
 */
export async function chime(): Promise<SoundState> {
  if (!navigator.userActivation.hasBeenActive) return 'silent';
  context ??= new AudioContext();
  // A browser that does not allow it leaves this unanswered.
  if (context.state !== 'running') await Promise.race([context.resume(), pause(patienceMilliseconds)]);
  if (context.state !== 'running') return 'silent';
  tonesHertz.forEach((hertz, index) => {
    if (!context) return;
    const begin = context.currentTime + index * toneSeconds;
    const tone = new OscillatorNode(context, { frequency: hertz });
    const volume = new GainNode(context, { gain: 0 });
    volume.gain.setValueAtTime(0, begin);
    volume.gain.linearRampToValueAtTime(loudness, begin + 0.02);
    volume.gain.exponentialRampToValueAtTime(0.001, begin + toneSeconds * 1.6);
    tone.connect(volume).connect(context.destination);
    tone.start(begin);
    tone.stop(begin + toneSeconds * 1.6);
  });
  return 'sounding';
}

const pause = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, milliseconds));
