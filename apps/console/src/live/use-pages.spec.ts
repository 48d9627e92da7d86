import { readAll, readPages, type ReadPage } from './use-pages.js';

const numbers =
  (until: number): ReadPage<number> =>
  async (cursor) => {
    const from = Number(cursor ?? 0);
    const items = [from, from + 1].filter((number) => number < until);
    return { ok: true, value: { items, nextCursor: from + 2 < until ? String(from + 2) : null } };
  };

describe('a list that comes in pages', () => {
  it('has the pages that are shown, and says that there is more', async () => {
    expect(await readPages(numbers(5), 2)).toEqual({
      ok: true,
      value: { items: [0, 1, 2, 3], nextCursor: '4' },
    });
  });

  it('is read to its end where all of it is needed', async () => {
    const all = await readAll(numbers(7));
    expect(all).toEqual({ ok: true, value: { items: [0, 1, 2, 3, 4, 5, 6], nextCursor: null } });
  });

  it('shows nothing half read when a page cannot be had', async () => {
    const obstacle = { code: 'unreachable', title: null, detail: null, problem: null } as const;
    const failing: ReadPage<number> = (cursor) =>
      cursor === undefined ? numbers(5)() : Promise.resolve({ ok: false, obstacle });
    expect(await readPages(failing, 2)).toEqual({ ok: false, obstacle });
  });
});
