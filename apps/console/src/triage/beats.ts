/** The middle of the rhythm that is asked for, as the time between two beats. */
export const beatMilliseconds = ({ minimum, maximum }: { minimum: number; maximum: number }): number =>
  120_000 / (minimum + maximum);

/** The beats of a rhythm that began at 0, from `from` up to but without `to`, milliseconds. */
export function beatsBetween(from: number, to: number, period: number): number[] {
  const beats: number[] = [];
  for (let index = Math.ceil(from / period); index * period < to; index += 1) beats.push(index * period);
  return beats;
}
