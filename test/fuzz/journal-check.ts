import { rows, type Database } from '#lib/platform';

/** What is wrong with the journals of all centers: each must count from 1 to its counter without a gap. */
export async function faultsOfJournals({ dataSource }: Database): Promise<string[]> {
  const counted = await rows<{
    centerId: string;
    entries: number;
    first: number;
    last: number;
    counter: number;
  }>(
    dataSource,
    `select counter.center_id as "centerId", counter.seq::int as counter, count(entry.seq)::int as entries,
            coalesce(min(entry.seq), 1)::int as first, coalesce(max(entry.seq), 0)::int as last
     from journal_counter counter left join journal entry on entry.center_id = counter.center_id
     group by counter.center_id, counter.seq`,
  );
  return counted
    .filter(({ entries, first, last, counter }) => first !== 1 || last !== counter || entries !== counter)
    .map((journal) => `the journal has a gap: ${JSON.stringify(journal)}`);
}
