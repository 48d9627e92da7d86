/**
 * So many clients, each asking again as soon as it is answered, for so long.
 * @param ask one request; answers how much was done with it
 * @returns how much was done in a second. What was under way at the end is finished and counted, in its time.
 */
export async function steadyLoad(
  { clients, seconds }: { clients: number; seconds: number },
  ask: (client: number) => Promise<number>,
): Promise<number> {
  const begin = performance.now();
  const until = begin + seconds * 1000;
  let done = 0;
  const work = async (client: number) => {
    while (performance.now() < until) {
      const more = await ask(client);
      done += more;
    }
  };
  await Promise.all(Array.from({ length: clients }, (_, client) => work(client)));
  return done / ((performance.now() - begin) / 1000);
}
