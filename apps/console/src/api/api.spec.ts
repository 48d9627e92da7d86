import { Api } from './api.js';
import { createClient } from './generated/client/index.js';

describe('a list that is shown whole', () => {
  it('is read to its last page', async () => {
    const pages: Record<string, { items: { id: string }[]; nextCursor: string | null }> = {
      first: { items: [{ id: 'a' }, { id: 'b' }], nextCursor: 'second' },
      second: { items: [{ id: 'c' }], nextCursor: 'third' },
      third: { items: [{ id: 'd' }], nextCursor: null },
    };
    const client = createClient({
      baseUrl: 'http://layad.test',
      fetch: async (request) => {
        const { searchParams } = new URL(request instanceof Request ? request.url : request);
        return Response.json(pages[searchParams.get('cursor') ?? 'first']);
      },
    });
    const teams = await new Api(client).teams();
    expect(teams.ok && teams.value.items.map(({ id }) => id)).toEqual(['a', 'b', 'c', 'd']);
  });

  it('is refused as a whole when one of its pages is', async () => {
    const client = createClient({
      baseUrl: 'http://layad.test',
      fetch: async (request) => {
        const { searchParams } = new URL(request instanceof Request ? request.url : request);
        return searchParams.has('cursor')
          ? Response.json({ code: 'not_allowed', title: 'Not allowed' }, { status: 403 })
          : Response.json({ items: [{ id: 'a' }], nextCursor: 'second' });
      },
    });
    expect(await new Api(client).teams()).toMatchObject({ ok: false });
  });
});
