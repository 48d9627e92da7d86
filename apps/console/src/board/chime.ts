/** Two soft tones, a fifth apart: loud enough to look up, quiet enough for the twentieth time in a night. */
const tonesHertz = [660, 990] as const;
const toneSeconds = 0.16;
const loudness = 0.12;

let context: AudioContext | undefined;

/** Sounds once. Silent where the browser has not yet allowed sound; the words are on the screen anyway. */
export function chime(): void {
  if (!navigator.userActivation.hasBeenActive) return;
  context ??= new AudioContext();
  if (context.state !== 'running') void context.resume();
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
}
