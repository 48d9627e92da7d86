import type { Round } from './row.js';

/** So few rounds say nothing about the noise. */
const fewestRounds = 3;

/** Rounds one after the other; on a slow machine fewer of them, so that the whole bench keeps its time. */
export async function roundsOf(
  { rounds, mostSeconds }: { rounds: number; mostSeconds: number },
  play: (round: number) => Promise<Round>,
): Promise<Round[]> {
  const until = performance.now() + mostSeconds * 1000;
  const played: Round[] = [];
  for (let round = 0; round < rounds; round++) {
    if (round >= fewestRounds && performance.now() > until) break;
    played.push(await play(round));
  }
  return played;
}

/** Runs both, the first one first in even rounds and second in odd ones, so that neither always comes after the other. */
export async function inTurns<A, B>(
  round: number,
  first: () => Promise<A>,
  second: () => Promise<B>,
): Promise<[A, B]> {
  if (round % 2 === 0) return [await first(), await second()];
  const other = await second();
  return [await first(), other];
}
